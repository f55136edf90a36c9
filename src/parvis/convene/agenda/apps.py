from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "parvis.convene.agenda"
    label = "agenda"
