from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChartersConfig(AppConfig):
    name = "parvis.commit.charters"
    label = "charters"
    verbose_name = _("charters")
