from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowsConfig(AppConfig):
    name = "parvis.ground.follows"
    label = "follows"
    verbose_name = _("Follows")

    def ready(self) -> None:
        from parvis.ground.follows import tasks  # noqa: F401 -- schedules them
