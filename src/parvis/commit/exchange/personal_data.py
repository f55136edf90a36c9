"""Fields of tables brought in that may say something about a person."""

from django.utils.translation import gettext_lazy as _

from parvis.people.privacy import register_personal_data


def declare() -> None:
    month = _("30 days after the import")
    register_personal_data(
        "exchange.BroughtTable", "by", _("know in whose name commitments are written"), _("as long as the import")
    )
    register_personal_data("exchange.BroughtTable", "content", _("show what a file holds before it is written"), month)
    register_personal_data("exchange.BroughtTable", "rows", _("show what becomes of each row"), month)
