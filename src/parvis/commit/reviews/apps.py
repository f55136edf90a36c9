from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "parvis.commit.reviews"
    label = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from parvis.commit.reviews import journal, personal_data

        journal.register_sentences()
        personal_data.declare()
