import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0003_recurring_dates"),
        ("checkin", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="passage",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="passages",
                to="agenda.session",
            ),
        ),
    ]
