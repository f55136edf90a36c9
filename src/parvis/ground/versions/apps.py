from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "parvis.ground.versions"
    label = "versions"
