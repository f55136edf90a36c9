"""Who one may be in the demonstration. The people are invented; no password is needed because nothing is at stake."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DemoRole(NamedTuple):
    """`role` is a membership of Ambrelle's body named `organisation`; empty for a plain account."""

    code: str
    name: str
    email: str
    role: str
    organisation: str
    label: str | Promise
    does: str | Promise
    staff: bool = False
    lands_on: str = "people:account"


ROLES = (
    DemoRole(
        "administrator", "Sofia Lendl", "sofia.lendl@ambrelle.example", "administrator", "Ville d’Ambrelle",
        _("Administrator"), _("Runs the instance: everything in the back office, roles, invitations."), True, "admin:index",
    ),
    DemoRole(
        "host", "Lucile Ferrandon", "lucile.ferrandon@ambrelle.example", "administrator", "Direction de la participation",
        _("Host of the month"), _("Opens the innovation month to others, answers for its programme and its team."),
        lands_on="portal:desk:to-do",
    ),
    DemoRole(
        "organiser", "Marc Delaunoy", "marc.delaunoy@ambrelle.example", "organiser", "Service de l’eau d’Ambrelle",
        _("Organiser"), _("Publishes the season of one body."), lands_on="portal:desk:to-do",
    ),
    DemoRole(
        "contributor", "Jonas Vidalier", "jonas.vidalier@ambrelle.example", "contributor", "Cartes ouvertes de l’Ambre",
        _("Contributor"), _("Brings an association’s events to somebody else’s season."), lands_on="portal:desk:to-do",
    ),
    DemoRole(
        "moderator", "Awa Diarrisso", "awa.diarrisso@ambrelle.example", "moderator", "Direction de la participation",
        _("Moderator"), _("Reads what is submitted, answers each."), lands_on="portal:desk:to-do",
    ),
    DemoRole(
        "reviewer", "Nora Belhassan", "nora.belhassan@ambrelle.example", "reviewer",
        "Observatoire des services publics locaux",
        _("Independent reviewer"), _("Judges what was promised; cannot write it."), lands_on="portal:desk:to-do",
    ),
    DemoRole(
        "resident", "Tom Grandvaux", "tom.grandvaux@ambrelle.example", "", "",
        _("Resident with an account"), _("Follows, exports and erases what is known of him."),
    ),
)  # fmt: skip
