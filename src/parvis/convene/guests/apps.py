from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "parvis.convene.guests"
    label = "guests"
    verbose_name = _("guests")

    def ready(self) -> None:
        from parvis.convene.editing.panels import register_panel
        from parvis.convene.guests import (
            api,  # noqa: F401 -- its operations join the router of events
            audit,
            datasets,
            panel,
            personal_data,
            tasks,  # noqa: F401 -- importing tasks schedules them
            todo,
        )
        from parvis.convene.guests.mailing import tasks as mailing_tasks  # noqa: F401 -- the same
        from parvis.convene.guests.mailing.letters import words_of
        from parvis.convene.guests.papers import tasks as paper_tasks  # noqa: F401 -- the same
        from parvis.convene.guests.retention import tasks as retention_tasks  # noqa: F401 -- the same
        from parvis.convene.registration.models import LetterKind
        from parvis.convene.registration.said import register_words
        from parvis.people.todo import register_source

        register_panel("guests", 10, panel.panel)
        todo.register_sources()
        personal_data.declare()
        datasets.register()
        register_words(LetterKind.MESSAGE, words_of)
        register_source("registration.numbers", audit.waiting)
