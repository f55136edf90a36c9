"""Fields of imports that may say something about a person."""

from django.utils.translation import gettext_lazy as _

from parvis.people.privacy import register_personal_data


def declare() -> None:
    month = _("30 days after the import")
    register_personal_data(
        "imports.Batch", "by", _("know in whose name events are written"), _("as long as the import")
    )
    register_personal_data("imports.Piece", "content", _("show what a file holds before it is written"), month)
    register_personal_data("imports.Row", "text", _("let a person correct what could not be read"), month)
    register_personal_data(
        "imports.Custody", "page", _("let a person correct what could not be read"), _("until it is settled")
    )
    register_personal_data("imports.PictureWish", "by", _("know who asked for a picture"), month)
