from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "parvis.ground.search"
    label = "search"
