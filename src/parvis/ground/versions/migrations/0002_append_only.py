"""Versions are evidence: a row is never rewritten. Its author, and its content, may be erased; nothing else."""

from django.db import migrations

from parvis.ground.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("versions", "0001_initial")]

    operations = [AppendOnly("versions_version", erasable=("actor_id", "content"))]
