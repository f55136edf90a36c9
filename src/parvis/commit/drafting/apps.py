from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftingConfig(AppConfig):
    name = "parvis.commit.drafting"
    label = "drafting"
    verbose_name = _("writing plans")

    def ready(self) -> None:
        from parvis.commit.drafting import (
            api,  # noqa: F401 -- its operations join the router of commitments
            datasets,
            journal,
            outcomes,
            panel,
            personal_data,
            promises,
            public_types,
            rules,
            tasks,  # noqa: F401 -- importing tasks schedules them
            todo,
        )
        from parvis.commit.drafting.models import Contribution
        from parvis.commit.plans.models import Commitment, Plan
        from parvis.people.belongings import register_belonging
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        public_types.register_all()
        datasets.register()
        panel.register()
        todo.register()
        register_belonging(
            "plan", _("action plan"), lambda bodies: Plan.objects.filter(organisation__in=bodies).values("uid")
        )
        register_belonging(
            "commitment",
            _("commitment"),
            lambda bodies: Commitment.objects.filter(plan__organisation__in=bodies).values("uid"),
        )
        register_belonging(
            "contribution",
            _("contribution"),
            lambda bodies: Contribution.objects.filter(cocreation__plan__organisation__in=bodies).values("uid"),
        )
        promises.register()
        outcomes.register()
        navigation.register_space(
            navigation.Item(
                _("Plans"),
                "drafting:plans",
                order=61,
                module="commit",
                shown_to=rules.sees_plans,
                group="commitments",
                also=("organise/commitments/",),
            )
        )
        navigation.register_space(
            navigation.Item(
                _("Contributions"),
                "drafting:queue",
                order=62,
                module="commit",
                shown_to=rules.answers_somewhere,
                group="commitments",
            )
        )
