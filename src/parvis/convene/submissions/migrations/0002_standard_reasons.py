from django.db import migrations

from parvis.convene.submissions.reasons import install_standard_reasons


def install(apps, schema_editor):
    install_standard_reasons(apps.get_model("submissions", "RefusalReason").objects)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
