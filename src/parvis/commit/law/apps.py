from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LawConfig(AppConfig):
    name = "parvis.commit.law"
    label = "law"
    verbose_name = _("laws")

    def ready(self) -> None:
        from parvis.commit.law import api, datasets, journal, promises, public_types, todo
        from parvis.commit.law.models import LegalText
        from parvis.commit.law.panel import of_commitment, of_plan
        from parvis.commit.plans.panels import register_commitment_panel, register_plan_panel
        from parvis.people.belongings import register_belonging
        from parvis.ui import navigation

        journal.register_sentences()
        public_types.register_all()
        datasets.register_all()
        api.register_all()
        todo.register()
        promises.register()
        register_commitment_panel("law", 10, of_commitment)
        register_plan_panel("law", 10, of_plan)
        register_belonging(
            "law",
            pgettext_lazy("legal text", "law"),
            lambda bodies: LegalText.objects.filter(plan__organisation__in=bodies).values("uid"),
        )
        navigation.register_part(
            navigation.Item(
                pgettext_lazy("legal texts", "Laws"), "law:index", order=20, module="commit", group="commitments"
            )
        )
        navigation.register_space(
            navigation.Item(
                pgettext_lazy("legal texts", "Laws"),
                "law:laws",
                order=64,
                group="commitments",
                also=("organise/measures/",),
                module="commit",
                shown_to=keeps_laws,
            )
        )


def keeps_laws(user: object) -> bool:
    from parvis.commit.law import rules

    return rules.may_read_laws(user)
