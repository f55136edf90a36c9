"""The base of every object that the outside world may name."""

import uuid

from django.db import models


class PublicModel(models.Model):
    """An object with a public, stable, unguessable identifier; the integer key never leaves the database."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
