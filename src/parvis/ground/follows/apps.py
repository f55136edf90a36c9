from django.apps import AppConfig


class FollowsConfig(AppConfig):
    name = "parvis.ground.follows"
    label = "follows"

    def ready(self) -> None:
        from parvis.ground.follows import tasks  # noqa: F401 -- schedules them
