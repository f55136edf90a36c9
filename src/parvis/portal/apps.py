from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "parvis.portal"
    label = "portal"

    def ready(self) -> None:
        from parvis.ground.journal.actions import register_action
        from parvis.people.rules import has_a_desk
        from parvis.portal.promised import datasets
        from parvis.ui import navigation
        from parvis.ui.navigation import Item

        navigation.register_search("portal:search")
        datasets.register()
        navigation.register_footer(Item(_("Promised and not answered"), "portal:promised", order=80))
        navigation.register_part(Item(_("Promised and not answered"), "portal:promised", order=50, group="commitments"))
        navigation.register_footer(Item(_("Where Parvis comes from"), "portal:documents", order=90))
        navigation.register_footer(Item(_("Programming interface"), "portal:api", order=210))
        navigation.register_space(Item(_("To do"), "portal:desk:to-do", order=0))
        navigation.register_tool(Item(_("My space"), "portal:desk:to-do", shown_to=has_a_desk))
        register_action("demo.load", _("The demonstration was written around %(anchor)s."))
        if settings.DEMO:
            navigation.register_banner("portal/demo_bar.html")
