from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "parvis.ground.tasks"
    label = "tasks"

    def ready(self) -> None:
        from parvis.ground.tasks import scheduler  # noqa: F401 -- schedules its own housekeeping
