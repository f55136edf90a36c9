from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "parvis.convene.editing"
    label = "editing"
    verbose_name = _("writing the season")
