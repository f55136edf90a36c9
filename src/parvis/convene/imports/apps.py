from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "parvis.convene.imports"
    label = "imports"
    verbose_name = _("imports")

    def ready(self) -> None:
        from parvis.convene.imports import actions, api, personal_data, tasks, todo  # noqa: F401 -- tasks schedules its own
        from parvis.convene.imports.rules import may_import
        from parvis.ui import navigation

        actions.register_sentences()
        api.register()
        personal_data.declare()
        todo.register()
        navigation.register_space(
            navigation.Item(_("Import"), "imports:home", order=50, module="agenda", group="season", shown_to=may_import)
        )
