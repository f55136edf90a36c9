from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "parvis.convene.registration"
    label = "registration"
    verbose_name = _("registration")

    def ready(self) -> None:
        from parvis.convene.agenda.actions.telling import register_listener
        from parvis.convene.agenda.offers import register_offers
        from parvis.convene.registration import (
            api,  # noqa: F401 -- its operations join the router of events
            journal,
            news,
            offering,
            personal_data,
            reminders,  # noqa: F401 -- importing it schedules them
            tasks,  # noqa: F401 -- importing tasks schedules them
        )

        journal.register_sentences()
        personal_data.declare()
        register_offers(offering.SOURCE)
        register_listener("registration", news.tell_of_change)
