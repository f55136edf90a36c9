from django.db import migrations

from parvis.ground.themes.standard import install_standard_terms


def install(apps, schema_editor):
    install_standard_terms(apps.get_model("themes", "Term").objects)


class Migration(migrations.Migration):
    dependencies = [("themes", "0002_standard_terms")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
