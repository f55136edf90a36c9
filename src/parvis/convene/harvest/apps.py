from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    name = "parvis.convene.harvest"
    label = "harvest"
    verbose_name = _("harvested feeds")

    def ready(self) -> None:
        from parvis.convene.agenda.queries.announcers import register_announcer
        from parvis.convene.editing.panels import register_panel
        from parvis.convene.harvest import (
            journal,
            panel,
            personal_data,
            queries,
            rules,
            tasks,  # noqa: F401 -- schedules the readings
            todo,
        )
        from parvis.convene.harvest.models import Feed
        from parvis.people.belongings import register_belonging
        from parvis.people.todo import register_source
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        register_source("harvest", todo.waiting)
        register_belonging(
            "feed", _("source"), lambda bodies: Feed.objects.filter(organisation__in=bodies).values("uid")
        )
        register_panel("harvest", 50, panel.panel)
        register_announcer("harvest", queries.announcer)
        navigation.register_space(
            navigation.Item(
                _("Sources"), "harvest:list", order=60, module="agenda", group="season", shown_to=rules.has_feeds
            )
        )
