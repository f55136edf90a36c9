from django.apps import AppConfig


class GuardsConfig(AppConfig):
    """No table: an app so that guards between tables step aside while migrations rebuild them on SQLite."""

    name = "parvis.ground.guards"
    label = "guards"

    def ready(self) -> None:
        from django.apps import apps
        from django.db.models.signals import post_migrate, pre_migrate

        from parvis.ground.guards.migrating import put_back, step_aside

        # Both signals are sent once an app that has models: one of them is enough.
        sender = apps.get_app_config("journal")
        pre_migrate.connect(step_aside, sender=sender, dispatch_uid="guards.step_aside")
        post_migrate.connect(put_back, sender=sender, dispatch_uid="guards.put_back")
