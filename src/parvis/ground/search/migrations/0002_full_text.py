from django.db import migrations

from parvis.ground.search.engines import FullText


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [FullText()]
