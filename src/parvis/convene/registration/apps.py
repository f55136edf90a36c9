from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "parvis.convene.registration"
    label = "registration"
    verbose_name = _("registration")

    def ready(self) -> None:
        from parvis.convene.registration import journal, personal_data

        journal.register_sentences()
        personal_data.declare()
