from django.urls import path

from everfair.desk.data.duplicates_urls import urlpatterns as duplicates_urls
from everfair.desk.data.exports import exports
from everfair.desk.data.imports_urls import urlpatterns as imports_urls
from everfair.desk.data.quality_urls import urlpatterns as quality_urls

app_name = "data"
urlpatterns = [*imports_urls, *quality_urls, *duplicates_urls, path("data/exports/", exports, name="exports")]
