from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "parvis.convene.editing"
    label = "editing"
    verbose_name = _("writing the season")

    def ready(self) -> None:
        from parvis.convene.agenda import rules
        from parvis.convene.editing import (  # noqa: F401 -- importing tasks schedules them
            api,
            journal,
            panels,
            personal_data,
            tasks,
            todo,
        )
        from parvis.convene.editing.queries.recurrence import season_panel
        from parvis.convene.editing.rules import writes_events
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        panels.register_panel("season", 40, season_panel)
        todo.register_sources()
        api.register_all()
        navigation.register_space_group("season", _("Season"))
        navigation.register_space(
            navigation.Item(
                _("Events"),
                "editing:events",
                order=10,
                module="agenda",
                group="season",
                shown_to=writes_events,
                also=(
                    "organise/messages/",
                    "organise/papers/",
                ),  # of an event's registration, on addresses of their own
            )
        )
        navigation.register_space(
            navigation.Item(
                _("Editions"),
                "editing:editions",
                order=30,
                module="agenda",
                group="season",
                shown_to=rules.may_create_edition,
            )
        )
        navigation.register_space(
            navigation.Item(
                _("Places"), "editing:places", order=40, module="agenda", group="season", shown_to=rules.may_add_place
            )
        )
