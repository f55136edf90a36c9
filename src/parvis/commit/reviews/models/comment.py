from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.reviews.models.review import Review
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Side(models.TextChoices):
    INSTITUTION = "institution", pgettext_lazy("comment on a review", "institution")
    PUBLIC = "public", pgettext_lazy("comment on a review", "public")


class Comment(PublicModel):
    """What an institution or anybody says of a draft review, and the reviewer's reply.

    name   as shown; emptied with the account
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="comments", verbose_name=_("review"))
    side = models.CharField(_("side"), max_length=12, choices=Side)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    name = models.CharField(_("name shown"), max_length=200, blank=True)
    body = models.TextField(_("comment"))
    html = models.TextField(editable=False)
    at = models.DateTimeField(_("at"), default=clock.now)
    reply = models.TextField(_("reply"), blank=True)
    reply_html = models.TextField(editable=False, blank=True)
    replied_at = models.DateTimeField(_("replied on"), null=True, blank=True)
    set_aside_reason = models.CharField(_("why it is not shown"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("comment on a review")
        verbose_name_plural = _("comments on a review")
        ordering = ["review", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="review_comment_of_an_institution_names_it",
                condition=~Q(side="institution") | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="review_comment_replied_has_date", condition=Q(reply="") | Q(replied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.side}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.html = render_markdown(self.body)
        self.reply_html = render_markdown(self.reply) if self.reply else ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
