from django.db import migrations

from parvis.commit.reviews.standard import install_standard_methods


def install(apps, schema_editor):
    names = ("Method", "MethodVersion", "Indicator", "Value")
    install_standard_methods(*(apps.get_model("reviews", name).objects for name in names))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_guards")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
