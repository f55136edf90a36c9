from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "parvis.commit.reviews"
    label = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from parvis.commit.plans.importing.parts import register_part
        from parvis.commit.reviews import journal, personal_data, promises, reading
        from parvis.commit.reviews.ties import ties
        from parvis.disclose.links.ties import register_ties

        journal.register_sentences()
        personal_data.declare()
        promises.register()
        register_ties("reviews", ties)
        register_part("review", reading.write_reviews)
