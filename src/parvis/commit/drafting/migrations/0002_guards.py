"""A reasoned response stays as it was given; its author may be erased, nothing else."""

from django.db import migrations

from parvis.ground.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_initial")]

    operations = [AppendOnly("drafting_answer", erasable=("actor_id",))]
