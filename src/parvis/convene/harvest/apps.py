from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    name = "parvis.convene.harvest"
    label = "harvest"
    verbose_name = _("harvested feeds")
