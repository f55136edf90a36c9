from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "parvis.convene.guests"
    label = "guests"
    verbose_name = _("guests")

    def ready(self) -> None:
        from parvis.convene.editing.panels import register_panel
        from parvis.convene.guests import panel, tasks, todo  # noqa: F401 -- importing tasks schedules them

        register_panel("guests", 10, panel.panel)
        todo.register_sources()
