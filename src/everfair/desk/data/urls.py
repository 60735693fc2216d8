from everfair.desk.data.duplicates_urls import urlpatterns as duplicates_urls
from everfair.desk.data.imports_urls import urlpatterns as imports_urls

app_name = "data"
urlpatterns = [*imports_urls, *duplicates_urls]
