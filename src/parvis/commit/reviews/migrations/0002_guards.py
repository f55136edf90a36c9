"""What was published stays as published, for whatever program writes; what is judged belongs together."""

from django.db import migrations

from parvis.ground.guards import Agrees, AppendOnly, Immutable, Sealed

PUBLISHED = {"state": "published"}
ADOPTED = {"adopted": True}


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        # The account may go (a person has the right to be forgotten); the name that signed is part of what was signed.
        Immutable("reviews_review", when=PUBLISHED, but=("account_id",)),
        Sealed("reviews_assessment", "reviews_review", "review_id", when=PUBLISHED),
        Sealed("reviews_recommendation", "reviews_review", "review_id", when=PUBLISHED),
        Sealed("reviews_comment", "reviews_review", "review_id", when=PUBLISHED, but=("author_id", "name")),
        AppendOnly("reviews_answer", erasable=("author_id",)),
        AppendOnly("reviews_glance"),
        Immutable("reviews_methodversion", when=ADOPTED),
        Sealed("reviews_indicator", "reviews_methodversion", "version_id", when=ADOPTED),
        Sealed("reviews_value", "reviews_methodversion", "version_id", when=ADOPTED),
        Agrees("reviews_value", "version_id", "indicator_id > reviews_indicator.version_id"),
        Agrees("reviews_assessment", "indicator_id", "value_id > reviews_value.indicator_id"),
        Agrees(
            "reviews_assessment",
            "review_id > reviews_review.version_id",
            "indicator_id > reviews_indicator.version_id",
        ),
        # The tables of `plans` are its own: no verb moves a commitment to another plan, or a text to another commitment.
        Agrees("reviews_review", "plan_id", "commitment_id > plans_commitment.plan_id", hold=False),
        Agrees(
            "reviews_assessment",
            "review_id > reviews_review.commitment_id",
            "text_id > plans_text.commitment_id",
            hold=False,
        ),
    ]
