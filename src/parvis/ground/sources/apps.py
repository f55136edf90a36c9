from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "parvis.ground.sources"
    label = "sources"
