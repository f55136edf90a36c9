from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatasetsConfig(AppConfig):
    name = "parvis.disclose.datasets"
    label = "datasets"

    def ready(self) -> None:
        from parvis.ui import navigation

        navigation.register_footer(navigation.Item(_("Open data"), "datasets:catalogue", order=200))
