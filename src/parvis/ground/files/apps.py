from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "parvis.ground.files"
    label = "files"
