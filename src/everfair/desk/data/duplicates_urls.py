from django.urls import path

from everfair.desk.data import duplicates_review as review
from everfair.desk.data.duplicates_list import DuplicateList, MergeList

urlpatterns = [
    path("data/duplicates/", DuplicateList.as_view(), name="duplicates"),
    path("data/duplicates/first/", review.first, name="duplicates-first"),
    path("data/duplicates/look/", review.look, name="duplicates-look"),
    path("data/duplicates/certain/", review.merge_certain, name="duplicates-certain"),
    path("data/duplicates/merges/", MergeList.as_view(), name="merges"),
    path("data/duplicates/merges/<int:pk>/undo/", review.undo_merge, name="merge-undo"),
    path("data/duplicates/apart/<int:pk>/lift/", review.lift_apart, name="apart-lift"),
    path("data/duplicates/links/<int:pk>/undo/", review.undo_link, name="link-undo"),
    path("data/duplicates/<int:pk>/", review.review, name="duplicate"),
    path("data/duplicates/<int:pk>/merge/", review.merge, name="duplicate-merge"),
    path("data/duplicates/<int:pk>/apart/", review.keep_apart, name="duplicate-apart"),
    path("data/duplicates/<int:pk>/later/", review.later, name="duplicate-later"),
    path("data/duplicates/<int:pk>/reopen/", review.reopen, name="duplicate-reopen"),
    path("data/duplicates/<int:pk>/link/", review.link, name="duplicate-link"),
]
