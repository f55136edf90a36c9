"""Places, for operators."""

from django.contrib import admin

from parvis.ground.places.models import Place, TransportLine


class TransportLineInline(admin.TabularInline):
    model = TransportLine
    extra = 1


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["name", "city", "postcode", "insee"]
    list_filter = ["country"]
    search_fields = ["name", "city", "address", "insee"]
    prepopulated_fields = {"slug": ["name", "city"]}
    inlines = [TransportLineInline]
