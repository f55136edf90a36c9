"""Where things happen, how to get there and who can get in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.ground.identifiers.models import PublicModel


class Accessibility(models.TextChoices):
    """Attributes a visitor can rely on; only what the place has declared."""

    STEP_FREE = "step-free", _("Step-free access")
    RAMP = "ramp", _("Ramp")
    LIFT = "lift", _("Lift")
    ACCESSIBLE_TOILETS = "accessible-toilets", _("Accessible toilets")
    INDUCTION_LOOP = "induction-loop", _("Induction loop")
    SIGN_LANGUAGE = "sign-language", _("French Sign Language interpreting")
    SUBTITLES = "subtitles", _("Live subtitles")
    TACTILE_PATH = "tactile-path", _("Tactile path")
    PARKING = "parking", _("Reserved parking spaces")
    ASSISTANCE_DOGS = "assistance-dogs", _("Assistance dogs welcome")
    QUIET_ROOM = "quiet-room", _("Quiet room")


def refuse_unknown_attributes(codes: object) -> None:
    """Refuse anything but a list of known accessibility codes."""
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValidationError(_("Accessibility is a list of codes."))
    unknown = sorted(set(codes) - set(Accessibility.values))
    if unknown:
        raise ValidationError(_("Unknown accessibility code: %(code)s."), params={"code": ", ".join(unknown)})


class Place(PublicModel):
    """A building or a spot with an address; coordinates are WGS 84 degrees."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    insee = models.CharField(_("INSEE code"), max_length=5, blank=True, db_index=True)
    country = models.CharField(_("country"), max_length=2, default="FR")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    website = models.URLField(_("website"), blank=True)
    accessibility = models.JSONField(
        _("accessibility"), default=list, blank=True, validators=[refuse_unknown_attributes]
    )
    access_note = models.TextField(_("access note"), blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    # A comparison with NULL is unknown, and a check lets the unknown pass.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="places_place_coordinates",
                violation_error_message=_("Give both coordinates, in degrees, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}" if self.city else self.name


class Mode(models.TextChoices):
    """How one travels; the same words as `civics.formats`."""

    METRO = "metro", _("Métro")
    RER = "rer", _("RER")
    TRAIN = "train", _("Train")
    TRAM = "tram", _("Tram")
    BUS = "bus", _("Bus")
    BIKE = "bike", _("Bicycle")
    CAR = "car", _("Car")
    OTHER = "other", _("Other")


class TransportLine(models.Model):
    """A line that stops near a place, at a walking distance in metres when it is known."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="lines")
    mode = models.CharField(_("mode"), max_length=10, choices=Mode)
    label = models.CharField(_("line"), max_length=60, blank=True)
    stop = models.CharField(_("stop"), max_length=120, blank=True)
    distance_m = models.PositiveIntegerField(_("distance in metres"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("transport line")
        verbose_name_plural = _("transport lines")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.get_mode_display(), self.label, self.stop]))


class FormerPlace(models.Model):
    """A place that was merged into another: its address redirects and its identifier still leads there."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="former")
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    place_uid = models.UUIDField(_("identifier it had"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("town"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("merged place")
        verbose_name_plural = _("merged places")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
