from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "parvis.commit.reviews"
    label = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from parvis.commit.plans.importing.parts import register_part
        from parvis.commit.reviews import journal, personal_data, reading

        journal.register_sentences()
        personal_data.declare()
        register_part("review", reading.write_reviews)
