"""Where a record comes from; the archive and the city that does not exist are never mixed up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    ORDINARY = "", _("ordinary")
    DOCUMENTED = "documented", _("documented archive")
    FICTIONAL = "fictional", _("fictional")
