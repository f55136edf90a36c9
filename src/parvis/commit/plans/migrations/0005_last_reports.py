from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_awaiting")]

    operations = [
        migrations.RemoveIndex(model_name="progressreport", name="report_milestone"),
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(fields=["milestone", "-day", "-id", "completion"], name="report_of_milestone"),
        ),
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(
                fields=["commitment", "-day", "-id", "completion"],
                name="report_of_whole",
                condition=models.Q(("milestone__isnull", True)),
            ),
        ),
    ]
