from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "parvis.people"
    label = "people"
    verbose_name = _("people and organisations")

    def ready(self) -> None:
        from parvis.people import journal, personal_data, signals, tasks  # noqa: F401 -- importing tasks schedules them
        from parvis.people.queries.account import register_exports
        from parvis.people.queries.tokens import expiring
        from parvis.people.rules import manages_tokens_somewhere
        from parvis.people.todo import register_source
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        register_exports()
        signals.connect()
        register_source("tokens", expiring)
        navigation.register_space(
            navigation.Item(_("Tokens"), "people:tokens", order=85, shown_to=manages_tokens_somewhere)
        )
        navigation.register_footer(navigation.Item(_("Personal data"), "people:personal-data", order=820))
        navigation.register_banner("people/staff_bar.html")
        # One word for everyone, signed in or not: a page that anybody may be sent must not know who reads it.
        navigation.register_footer(navigation.Item(_("Your account"), "people:account", order=830))
