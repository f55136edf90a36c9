from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.reviews.models.review import Review
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Recommendation(PublicModel):
    """What the reviewer asks for; a conditional one says under which condition."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="recommendations", verbose_name=_("review"))
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("recommendation"), help_text=_("Markdown."))
    html = models.TextField(editable=False)
    condition = models.CharField(_("condition"), max_length=300, blank=True, help_text=_("Empty: in any case."))

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="recommendation_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.settle()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def settle(self) -> None:
        self.html = render_markdown(self.text)


class AnswerKind(models.TextChoices):
    """What the institution says it will do, then what became of it."""

    ACCEPTED = "accepted", pgettext_lazy("recommendation", "accepted")
    PARTLY = "partly", pgettext_lazy("recommendation", "partly accepted")
    REFUSED = "refused", pgettext_lazy("recommendation", "not accepted")
    UNDER_WAY = "under-way", pgettext_lazy("recommendation", "under way")
    DONE = "done", pgettext_lazy("recommendation", "done")
    DROPPED = "dropped", pgettext_lazy("recommendation", "given up")


class Answer(PublicModel):
    """One answer of an institution to a recommendation; rows are added, the last one is what stands."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="answers")
    kind = models.CharField(_("answer"), max_length=10, choices=AnswerKind)
    body = models.TextField(_("reasons"), help_text=_("Markdown."))
    html = models.TextField(editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("answer to a recommendation")
        verbose_name_plural = _("answers to recommendations")
        ordering = ["recommendation", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.kind}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.html = render_markdown(self.body)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
