from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "parvis.disclose.links"
    label = "links"
