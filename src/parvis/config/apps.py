from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "parvis.config"
    label = "config"
    verbose_name = _("instance")

    def ready(self) -> None:
        from parvis.config import tasks  # noqa: F401 -- scheduling them is what importing does
        from parvis.people.privacy import register_personal_data
        from parvis.ui import navigation

        register_personal_data(
            "config.FormUse",
            "key",
            _("stop robots from flooding forms; your address is kept as a hash that cannot be turned back"),
            _("two days"),
        )
        navigation.register_footer(navigation.Item(_("Accessibility"), "config:accessibility", order=800))
        navigation.register_footer(navigation.Item(_("Legal notice"), "config:legal-notice", order=810))
