"""What is tied to what: the facts from which the stories are told."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class Relation(models.TextChoices):
    """What the first object is to the second, read from left to right."""

    PRODUCED = "produced", pgettext_lazy("relation", "produced")
    ANSWERS = "answers", pgettext_lazy("relation", "answers")
    FEEDS = "feeds", pgettext_lazy("relation", "feeds")
    PART_OF = "part-of", pgettext_lazy("relation", "is part of")
    PROVES = "proves", pgettext_lazy("relation", "proves")
    JUDGES = "judges", pgettext_lazy("relation", "judges")
    RECOMMENDS = "recommends", pgettext_lazy("relation", "recommends")
    FOLLOWS = "follows", pgettext_lazy("relation", "follows")
    RELATED = "related", pgettext_lazy("relation", "is related to")
    SAME_WEEK = "same-week", pgettext_lazy("relation", "took place the same week as")


class Standing(models.TextChoices):
    """Whether a document says so, or whether we show it as an example."""

    DOCUMENTED = "documented", _("documented")
    ILLUSTRATIVE = "illustrative", _("illustrative")


class Link(PublicModel):
    """A tie between two public objects; a documented one names its source."""

    from_type = models.CharField(_("from: type"), max_length=40)
    from_uid = models.UUIDField(_("from: identifier"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    to_type = models.CharField(_("to: type"), max_length=40)
    to_uid = models.UUIDField(_("to: identifier"))
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    source = models.ForeignKey(
        "sources.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="links",
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["from_type", "from_uid"], name="links_link_from"),
            models.Index(fields=["to_type", "to_uid"], name="links_link_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["from_type", "from_uid", "relation", "to_type", "to_uid"], name="links_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(standing="documented") | Q(source__isnull=False),
                name="links_link_documented",
                violation_error_message=_("A documented link names its source."),
            ),
            models.CheckConstraint(
                condition=~Q(from_type=F("to_type"), from_uid=F("to_uid")),
                name="links_link_not_itself",
                violation_error_message=_("An object is not linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_type}:{self.from_uid} {self.relation} {self.to_type}:{self.to_uid}"
