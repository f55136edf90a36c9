from django.db import models
from django.utils.translation import gettext_lazy as _


class Absence(models.TextChoices):
    """Why there is no value: each of these is an answer of its own, and is shown as such."""

    NOT_PUBLISHED = "not-published", _("not published")
    NOT_APPLICABLE = "not-applicable", _("not applicable")
    NO_REVIEWER_DATA = "no-reviewer-data", _("no data from the reviewer")
    PENDING_REVIEW = "pending-review", _("review pending")
    NOT_ASSESSED = "not-assessed", _("not assessed under this method")
    NOT_LOOKED_UP = "not-looked-up", _("not looked up")
