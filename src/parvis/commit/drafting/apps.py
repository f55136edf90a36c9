from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftingConfig(AppConfig):
    name = "parvis.commit.drafting"
    label = "drafting"
    verbose_name = _("writing plans")

    def ready(self) -> None:
        from parvis.commit.drafting import (
            journal,
            personal_data,
            public_types,
            rules,
            tasks,  # noqa: F401 -- importing tasks schedules them
        )
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        public_types.register_all()
        navigation.register_space(
            navigation.Item(
                _("Plans"), "drafting:plans", order=50, module="commit", shown_to=rules.sees_plans, group="commitments"
            )
        )
