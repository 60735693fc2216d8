from everfair.desk.data import duplicates_urls

app_name = "data"
urlpatterns = [*duplicates_urls.urlpatterns]
