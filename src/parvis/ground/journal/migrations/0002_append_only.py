from django.db import migrations

from parvis.ground.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    # The actor is emptied when an account is erased; the private part when a person asks for it.
    operations = [AppendOnly("journal_entry", erasable=("private", "actor_id"))]
