from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "parvis.disclose.links"
    label = "links"

    def ready(self) -> None:
        from parvis.disclose.links import actions  # noqa: F401 -- registers the sentences of its journal entries
