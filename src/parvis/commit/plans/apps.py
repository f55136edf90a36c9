from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "parvis.commit.plans"
    label = "plans"
    verbose_name = _("action plans")

    def ready(self) -> None:
        from parvis.commit.plans import api, datasets, outcomes, promises, public_types
        from parvis.commit.plans.actions import register_sentences
        from parvis.commit.plans.importing import crossing, writing
        from parvis.disclose.importing.registry import register_importer
        from parvis.ui import navigation

        public_types.register_all()
        datasets.register_all()
        api.register_all()
        navigation.register(
            navigation.Item(_("Commitments"), "plans:list", order=15, module="commit", group="commitments")
        )
        navigation.register_part(
            navigation.Item(_("Plans"), "plans:list", order=10, module="commit", group="commitments")
        )
        promises.register()
        outcomes.register()
        navigation.register_space_group("commitments", _("Commitments"))
        register_sentences()
        writing.register_sentences()
        register_importer(
            "plans",
            writing.begin,
            kinds=["commitment-page"],
            compare=crossing.compare,
            offers=_("pages about a commitment"),
        )
