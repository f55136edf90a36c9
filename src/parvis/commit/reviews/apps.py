from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "parvis.commit.reviews"
    label = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from parvis.commit.plans.importing.parts import register_part
        from parvis.commit.reviews import (
            api,
            datasets,
            journal,
            missions_api,  # noqa: F401 -- its operations join the router of `api`
            outcomes,
            panels,
            personal_data,
            promises,
            public_types,
            reading,
            rules,
            tasks,  # noqa: F401 -- importing tasks schedules them
            todo,
        )
        from parvis.commit.reviews.ties import ties
        from parvis.disclose.links.ties import register_ties
        from parvis.ui import navigation

        journal.register_sentences()
        personal_data.declare()
        panels.register()
        public_types.register_all()
        datasets.register_all()
        api.register_all()
        promises.register()
        outcomes.register()
        todo.register()
        register_ties("reviews", ties)
        register_part("review", reading.write_reviews, refusal=reading.why_held)
        navigation.register_part(
            navigation.Item(_("Reviews"), "reviews:index", order=40, module="commit", group="commitments")
        )
        navigation.register_space(
            navigation.Item(
                _("Reviews"),
                "reviews:desk",
                order=47,
                module="commit",
                shown_to=rules.sees_missions,
                group="commitments",
                also=("organise/recommendations/",),
            )
        )
