"""Forms of who registers: the one to register, the one to change what was said."""

from parvis.convene.registration.forms.changing import ChangeForm
from parvis.convene.registration.forms.registering import CodeForm, RegisterForm

__all__ = ["ChangeForm", "CodeForm", "RegisterForm"]
