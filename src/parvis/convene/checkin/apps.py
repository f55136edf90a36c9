from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinConfig(AppConfig):
    name = "parvis.convene.checkin"
    label = "checkin"
    verbose_name = _("check-in")

    def ready(self) -> None:
        from parvis.convene.checkin import (
            api,  # noqa: F401 -- its operations join the router of events
            journal,
            personal_data,
        )
        from parvis.convene.checkin.panel import panel
        from parvis.convene.checkin.queries.presence import came
        from parvis.convene.editing.panels import register_panel
        from parvis.convene.registration.presence import register_presence

        journal.register_sentences()
        personal_data.declare()
        register_panel("doors", 35, panel)
        register_presence("doors", came)
