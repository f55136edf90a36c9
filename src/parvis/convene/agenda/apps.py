from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "parvis.convene.agenda"
    label = "agenda"
    verbose_name = _("agenda")

    def ready(self) -> None:
        from parvis.convene.agenda import api, datasets, promises, public_types
        from parvis.convene.agenda.actions import register_sentences
        from parvis.convene.agenda.importing import running
        from parvis.convene.agenda.models import Edition, Event
        from parvis.disclose.importing.registry import register_importer
        from parvis.people.belongings import register_belonging
        from parvis.ui import navigation

        register_sentences()
        public_types.register_all()
        datasets.register_all()
        promises.register()
        api.register_all()
        register_importer("agenda", running.begin, refusal=running.refusal)
        register_belonging(
            "event", _("event"), lambda bodies: Event.objects.filter(organisation__in=bodies).values("uid")
        )
        register_belonging(
            "edition", _("edition"), lambda bodies: Edition.objects.filter(host__in=bodies).values("uid")
        )
        navigation.register(navigation.Item(_("Agenda"), "agenda:list", order=10, module="agenda"))
        navigation.register(navigation.Item(_("Series"), "agenda:series-index", order=20, module="agenda"))
        navigation.register(navigation.Item(_("Organisations"), "agenda:directory", order=30, module="agenda"))
