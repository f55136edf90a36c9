from parvis.convene.editing import season_urls

app_name = "editing"
urlpatterns = [
    *season_urls.urlpatterns,
]
