from django.db import migrations, models

AS_PLANNED = {"scheduled", "rescheduled", "full"}


def fill(apps, schema_editor):
    """Those who take a session know it as it is now (`announced.facts_of`)."""
    registrations = apps.get_model("registration", "Registration").objects
    rows = []
    for registration in registrations.filter(session__isnull=False).select_related("session").order_by("pk"):
        session = registration.session
        registration.announced = {
            "starts": session.starts_at.isoformat(),
            "ends": session.ends_at.isoformat(),
            "hours": [session.start_time is not None, session.end_time is not None],
            "place": session.place_id,
            "room": session.room,
            "mode": session.mode,
            "online": session.online_url,
            "status": "" if session.status in AS_PLANNED else session.status,
        }
        rows.append(registration)
    registrations.bulk_update(rows, ["announced"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0003_recurring_dates"),
        ("registration", "0004_line_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="announced",
            field=models.JSONField(
                default=dict, editable=False, help_text="What those who take its session know of it."
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
