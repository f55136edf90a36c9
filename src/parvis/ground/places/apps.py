from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "parvis.ground.places"
    label = "places"

    def ready(self) -> None:
        from parvis.ground.places.actions import register_sentences

        register_sentences()
