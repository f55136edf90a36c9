from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "parvis.disclose.datasets"
    label = "datasets"
