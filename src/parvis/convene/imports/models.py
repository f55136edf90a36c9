"""What a person brought in: a batch of files, the rows they hold, and who looks after what could not be read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class State(models.TextChoices):
    READING = "reading", _("being read")
    READ = "read", _("waiting for a decision")
    DECIDED = "decided", _("being written")
    DONE = "done", _("written")
    SET_ASIDE = "set-aside", _("set aside")
    FAILED = "failed", _("failed")


class Batch(PublicModel):
    """Files or an address, brought in by a person in the name of a body; nothing is written before they decide."""

    organisation = models.ForeignKey(
        "people.Organisation", models.CASCADE, related_name="+", verbose_name=_("in the name of")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought in by")
    )
    at = models.DateTimeField(_("brought in on"), default=clock.now)
    name = models.CharField(_("files"), max_length=300)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    edition = models.ForeignKey(
        "agenda.Edition", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("edition")
    )
    publish = models.BooleanField(_("publish at once"), default=False)
    language = models.CharField(max_length=5, default="fr")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    total = models.PositiveIntegerField(default=0, help_text=_("Documents to read or to write."))
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True, help_text=_("What was written, by action."))
    failure = models.TextField(_("why it failed"), blank=True)
    moved_at = models.DateTimeField(_("last step"), default=clock.now)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "state"], name="imports_batch_waiting")]

    def __str__(self) -> str:
        return self.name


class Piece(models.Model):
    """One file of a batch, as it was sent: in the database, since what the storage holds is served to everybody."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pieces")
    name = models.CharField(_("file name"), max_length=250)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """One document of a batch: what will be made of it, then what was.

    page      of a quarantined document, everything its reader understood, as one of our own pages
    twins     [{"title", "url", "why"}], events that may be the same
    findings  [{"severity", "part", "message"}] of the consistency checker
    outcome   what was done, empty before

    Of a document that another room writes (a commitment's page): its external_id is the SHA-256 of its text, and

    url       where what it became is shown
    holds     what it holds, counted in words
    absences  places where it has no value, each with its kind of nothing
    held      what is not written of it, and why
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=120)
    external_id = models.CharField(max_length=250)
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=300, blank=True)
    when = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    sessions = models.PositiveIntegerField(default=0)
    action = models.CharField(max_length=12)
    parts = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    twins = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    suggestions = models.JSONField(default=list)
    text = models.TextField(blank=True)
    page = models.TextField(blank=True)
    chosen = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, blank=True)
    slug = models.CharField(max_length=160, blank=True)
    url = models.CharField(max_length=500, blank=True)
    holds = models.JSONField(default=list)
    absences = models.JSONField(default=list)
    held = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="imports_row_number")]
        indexes = [models.Index(fields=["batch", "action", "number"], name="imports_row_action")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Custody(models.Model):
    """Which body looks after a quarantined document; one that nobody looks after is for who runs the instance."""

    document = models.OneToOneField("agenda.QuarantinedDocument", models.CASCADE, related_name="custody")
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="custodies")
    page = models.TextField(blank=True, help_text=_("Everything its reader understood, as one of our own pages."))

    class Meta:
        verbose_name = _("custody of a quarantined document")
        verbose_name_plural = _("custodies of quarantined documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.document} → {self.organisation}"


class Fetching(models.TextChoices):
    WAITING = "waiting", _("on its way")
    DONE = "done", _("here")
    FAILED = "failed", _("failed")


class PictureWish(models.Model):
    """A picture that an imported page names, fetched because a person asked and said what it shows."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pictures")
    event = models.ForeignKey("agenda.Event", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    url = models.URLField(max_length=1000)
    alt = models.CharField(_("alternative text"), max_length=300)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=Fetching, default=Fetching.WAITING)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name = _("picture to fetch")
        verbose_name_plural = _("pictures to fetch")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "url"], name="imports_picture_once")]

    def __str__(self) -> str:
        return self.url
