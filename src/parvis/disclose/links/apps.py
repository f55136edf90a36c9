from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "parvis.disclose.links"
    label = "links"
    verbose_name = _("links")

    def ready(self) -> None:
        from parvis.disclose.links import actions  # noqa: F401 -- registers the sentences of its journal entries
        from parvis.disclose.links.relay import came_from
        from parvis.disclose.links.rules import may_tie_something
        from parvis.ground.follows.facts import register_relay
        from parvis.ui import navigation

        register_relay("links", came_from)
        navigation.register_space(
            navigation.Item(_("Links"), "links:index", order=80, group="commitments", shown_to=may_tie_something)
        )
