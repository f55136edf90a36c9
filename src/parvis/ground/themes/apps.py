from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "parvis.ground.themes"
    label = "themes"
