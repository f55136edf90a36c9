from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "parvis.convene.editing"
    label = "editing"
    verbose_name = _("writing the season")

    def ready(self) -> None:
        from parvis.convene.editing import journal, personal_data, tasks  # noqa: F401 -- importing tasks schedules them

        journal.register_sentences()
        personal_data.declare()
