from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChartersConfig(AppConfig):
    name = "parvis.commit.charters"
    label = "charters"
    verbose_name = _("charters")

    def ready(self) -> None:
        from parvis.commit.charters import (
            api,
            datasets,
            journal,
            personal_data,
            public_types,
            rules,
            tasks,  # noqa: F401 -- importing tasks schedules them
        )
        from parvis.commit.charters.models import Charter
        from parvis.commit.charters.queries import todo
        from parvis.commit.charters.ties import ties
        from parvis.disclose.links.ties import register_ties
        from parvis.people.belongings import register_belonging
        from parvis.ui import navigation

        journal.register_sentences()
        public_types.register_all()
        register_ties("charters", ties)
        personal_data.declare()
        datasets.register_all()
        api.register_all()
        todo.register()
        register_belonging(
            "charter", _("charter"), lambda bodies: Charter.objects.filter(host__in=bodies).values("uid")
        )
        navigation.register_part(
            navigation.Item(_("Charters"), "charters:index", order=30, module="commit", group="commitments")
        )
        navigation.register_space(
            navigation.Item(
                _("Charters"),
                "charters:desk",
                order=66,
                module="commit",
                group="commitments",
                also=("organise/signatures/",),
                shown_to=rules.may_see_desk,
            )
        )
