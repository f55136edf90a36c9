"""Forms of accounts, memberships and the first set-up."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.ground import clock
from parvis.people.actions.tokens import TOKEN_LASTS, create_token
from parvis.people.models import ApiToken, Organisation, OrganisationKind, Role, Scope, User
from parvis.people.queries.tokens import bodies_managed_by


class SignUpForm(SignupForm):
    """An account: an address, a password, and a name when one wishes."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("Shown to the teams you join. You may leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]


class LogInForm(LoginForm):
    """An address and a password; the way out for who forgot it stands once, below the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AccountForm(forms.Form):
    """What a person may change alone."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("Shown to the teams you join. You may leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of our mail"), choices=settings.LANGUAGES)


class ErasureForm(forms.Form):
    """Erasing asks for the password: a session left open must not be enough."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not the password of your account. Your account is still there."))
        return password


class StaffModeForm(forms.Form):
    """Why one needs the powers of an administrator; the other administrators read it."""

    reason = forms.CharField(
        label=_("Why you need it"),
        min_length=10,
        max_length=500,
        help_text=_("In one sentence, ten letters or more. The other administrators read it."),
        error_messages={
            "required": _("Say why you need staff mode: the other administrators read it."),
            "min_length": _("Say it in ten letters or more: the other administrators must understand it."),
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class InvitationForm(forms.Form):
    """Whom to invite, for what: one address a line, all or none."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        max_length=20_000,
        help_text=_("One a line, as many as you like."),
        error_messages={"required": _("Give the address of whom you invite.")},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CONTRIBUTOR)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Every line that is wrong is named; nothing is sent until all are right."""
        given: dict[str, Any] = super().clean() or {}
        if "emails" not in given or "role" not in given:
            return given
        held = set(
            self.organisation.memberships.filter(role=given["role"]).values_list(Lower("user__email"), flat=True)
        )
        addresses: list[str] = []
        for number, line in enumerate(given["emails"].splitlines(), 1):
            address = line.strip().strip(",;").lower()
            if not address:
                continue
            try:
                validate_email(address)
            except forms.ValidationError:
                sentence = _("Line %(number)s: “%(line)s” is not an e-mail address.")
                self.add_error("emails", sentence % {"number": number, "line": line.strip()[:100]})
                continue
            if address in held:
                sentence = _("Line %(number)s: %(line)s has this role already.")
                self.add_error("emails", sentence % {"number": number, "line": address})
            if address not in addresses:
                addresses.append(address)
        if len(addresses) > 200:
            self.add_error("emails", _("Send 200 invitations at a time at most."))
        given["addresses"] = addresses
        return given


class RoleForm(forms.Form):
    """Another role for somebody of the team."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class JournalForm(forms.Form):
    """Which entries of the journal to show."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    object = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, people: list[User], kinds: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Anybody")), *((str(user.pk), str(user)) for user in people)]
        self.fields["kind"].choices = [("", _("Anything")), *kinds]


class TokenForm(forms.Form):
    """For which body, under which name, for what and until when."""

    organisation = forms.ModelChoiceField(label=_("Body"), queryset=Organisation.objects.none(), empty_label=None)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What uses it: “website”, “season import”. The public journal names it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("What it may do"), choices=Scope.choices, initial=Scope.WRITE, widget=forms.RadioSelect
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Two years from today at most. A month before, it is on your to-do list."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        bodies = bodies_managed_by(user).order_by("name_key", "pk").distinct()
        self.fields["organisation"].queryset = bodies
        self.initial.setdefault("organisation", bodies.filter(memberships__user=user).first())
        self.initial.setdefault("ends_on", clock.today() + TOKEN_LASTS)

    def create(self) -> tuple[ApiToken, str] | None:
        """The token and its secret; None when something is wrong, which the form then says."""
        given = self.cleaned_data
        last = datetime.combine(given["ends_on"], time(23, 59, 59), timezone.get_current_timezone())
        try:
            return create_token(
                self.user, given["organisation"], name=given["name"], scope=given["scope"], expires_at=last
            )
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                self.add_error({"expires_at": "ends_on", "name": "name"}.get(field), messages)
            return None


class PasswordFields(forms.Form):
    """A name and a password chosen now."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters: four words that have nothing to do with each other do well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.data.get("email", ""), name=self.data.get("name", "")))
        return password


class SetUpForm(PasswordFields):
    """The first account, and the body that runs the instance."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    organisation = forms.CharField(
        label=_("Name of the body"),
        max_length=300,
        help_text=_("The city, the ministry or the association that runs this site."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind of body"), choices=OrganisationKind.choices, initial=OrganisationKind.LOCAL)

    field_order = ["email", "name", "password", "organisation", "acronym", "kind"]
