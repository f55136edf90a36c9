"""What was adopted stays as adopted, a withdrawal stays withdrawn, what a signatory said stays said."""

from django.db import migrations

from parvis.ground.guards import Agrees, AppendOnly, Immutable, Sealed


class Migration(migrations.Migration):
    dependencies = [("charters", "0001_initial")]

    operations = [
        Immutable("charters_charterversion", when={"state": "adopted"}),
        Sealed("charters_pledge", parent="charters_charterversion", key="version_id", when={"state": "adopted"}),
        # Two bodies found to be one may still be merged, and an account erased.
        Immutable("charters_signatory", when={"state": "withdrawn"}, but=("organisation_id", "recorded_by_id")),
        Agrees("charters_signatory", "charter_id", "version_id > charters_charterversion.charter_id"),
        AppendOnly("charters_selfassessment", erasable=("author_id",)),
        Agrees("charters_selfassessment", "signatory_id > charters_signatory.version_id", "pledge_id > charters_pledge.version_id"),
        AppendOnly("charters_assessmentevidence"),
    ]
