from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "parvis.commit.exchange"
    label = "exchange"
    verbose_name = _("tables of commitments")

    def ready(self) -> None:
        from parvis.commit.exchange import actions, api, panels, personal_data, tasks, todo  # noqa: F401 -- tasks schedules its own
        from parvis.commit.exchange.rules import may_bring_tables
        from parvis.ui import navigation

        actions.register_sentences()
        personal_data.declare()
        panels.register()
        todo.register()
        api.register()
        navigation.register_space(
            navigation.Item(
                _("Import commitments"),
                "exchange:home",
                order=70,
                module="commit",
                shown_to=may_bring_tables,
                group="commitments",
            )
        )
