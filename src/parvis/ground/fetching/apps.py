from django.apps import AppConfig


class FetchingConfig(AppConfig):
    """No table: an app for its catalogue of sentences."""

    name = "parvis.ground.fetching"
    label = "fetching"
