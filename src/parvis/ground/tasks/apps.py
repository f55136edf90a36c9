from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "parvis.ground.tasks"
    label = "tasks"
