from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "parvis.convene.submissions"
    label = "submissions"
    verbose_name = _("submissions")

    def ready(self) -> None:
        from parvis.convene.agenda.invitations import register_invitation
        from parvis.convene.agenda.queries.visibility import register_sight
        from parvis.convene.editing.panels import register_panel, register_way
        from parvis.convene.submissions import (
            api,  # noqa: F401 -- its operations join the router of events
            datasets,
            journal,
            personal_data,
            promises,
            rules,
            tasks,  # noqa: F401 -- importing tasks schedules them
        )
        from parvis.convene.submissions.models import Submission
        from parvis.convene.submissions.panel import panel, way
        from parvis.convene.submissions.queries import todo
        from parvis.convene.submissions.queries.invitation import invitation
        from parvis.people.belongings import register_belonging
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        datasets.register()
        promises.register()
        todo.register()
        register_belonging(
            "submission",
            _("submission"),
            lambda bodies: Submission.objects.filter(edition__host__in=bodies).values("uid"),
        )
        register_sight("submissions", rules.sight_of_submitted)
        register_panel("submissions", 20, panel)
        register_way("submissions", 20, way)
        register_invitation("submissions", invitation)
        navigation.register_space(
            navigation.Item(
                _("Submissions"),
                "submissions:queue",
                order=20,
                module="agenda",
                group="season",
                shown_to=sees_submissions,
            )
        )


def sees_submissions(user: object) -> bool:
    from parvis.convene.submissions import rules

    return rules.may_read_queue(user) or rules.may_follow_own(user)
