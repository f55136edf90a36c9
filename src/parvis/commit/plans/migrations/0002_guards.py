"""What was adopted stays as adopted; what a body declared stays as declared. Its author may be erased, nothing else."""

from django.db import migrations

from parvis.ground.guards import AppendOnly, Immutable


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        Immutable("plans_planversion", when={"adopted": True}),
        Immutable("plans_text", when={"frozen": True}),
        AppendOnly("plans_progressreport", erasable=("author_id",)),
    ]
