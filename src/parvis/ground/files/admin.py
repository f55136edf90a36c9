"""Pictures and attachments, for operators."""

from django.contrib import admin
from i18nfield.admin import I18nModelAdmin

from parvis.ground.files.models import Attachment, Picture


@admin.register(Picture)
class PictureAdmin(I18nModelAdmin):
    list_display = ["alt", "credit", "width", "height", "created_at"]
    search_fields = ["alt", "credit"]
    readonly_fields = ["width", "height", "renditions"]


@admin.register(Attachment)
class AttachmentAdmin(I18nModelAdmin):
    list_display = ["name", "title", "media_type", "size", "created_at"]
    search_fields = ["name"]
    readonly_fields = ["media_type", "size", "sha256"]
