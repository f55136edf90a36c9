from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TasksConfig(AppConfig):
    name = "parvis.ground.tasks"
    label = "tasks"

    def ready(self) -> None:
        from parvis.ground.tasks import scheduler  # noqa: F401 -- schedules its own housekeeping

        autodiscover_modules("tasks")  # each app's tasks.py, so that a scheduler knows them all
