"""What an edition's page says of submitting an event."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.agenda.invitations import Invitation
from parvis.convene.submissions.models import Opening
from parvis.convene.submissions.queries.rules import moment


def invitation(edition: UUID, slug: str, language: str, now: datetime) -> Invitation | None:
    """The way to submit while the edition is open, to the rules and figures afterwards; 1 query."""
    opening = Opening.objects.filter(edition__uid=edition).first()
    if opening is None or now < opening.opens_at:
        return None
    with translation.override(language):
        rules = {"more_label": _("Rules and answers"), "more_url": reverse("submissions:rules", args=[slug])}
        if not opening.is_open(now):
            return Invitation(_("Submissions are closed."), **rules)
        sentence = _("Events can be submitted until %(day)s.") % {"day": moment(opening.closes_at, language)}
        if not opening.public:
            return Invitation(sentence, **rules)
        return Invitation(sentence, _("Submit an event"), reverse("submissions:propose", args=[slug]), **rules)
