from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "parvis.ground.places"
    label = "places"
