from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "parvis.people"
    label = "people"
    verbose_name = _("people and organisations")

    def ready(self) -> None:
        from parvis.people import journal, personal_data, rules, signals, tasks  # noqa: F401 -- importing tasks schedules them
        from parvis.people.belongings import register_belonging
        from parvis.people.models import Organisation
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
        navigation.register_space_group("team", _("Team"))
        navigation.register_space(
            navigation.Item(_("Tokens"), "people:tokens", order=85, group="team", shown_to=manages_tokens_somewhere)
        )
        register_belonging(
            "organisation", _("team"), lambda bodies: Organisation.objects.filter(pk__in=bodies).values("uid")
        )
        navigation.register_space(
            navigation.Item(_("Team"), "people:teams", order=84, group="team", shown_to=rules.belongs_to_a_team)
        )
        navigation.register_space(
            navigation.Item(
                _("Who did what"), "people:journal", order=95, group="team", shown_to=rules.may_read_a_journal
            )
        )
        navigation.register_footer(navigation.Item(_("Personal data"), "people:personal-data", order=820))
        navigation.register_banner("people/staff_bar.html")
        # One word for everyone, signed in or not: a page that anybody may be sent must not know who reads it.
        navigation.register_footer(navigation.Item(_("Your account"), "people:account", order=830))
