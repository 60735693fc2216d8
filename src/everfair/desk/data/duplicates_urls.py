from django.urls import path

from everfair.desk.data import duplicates_deciding as deciding
from everfair.desk.data import duplicates_joining as joining
from everfair.desk.data import duplicates_lines as lines
from everfair.desk.data import duplicates_review as review
from everfair.desk.data.duplicates_group import group
from everfair.desk.data.duplicates_list import DuplicateList
from everfair.desk.data.duplicates_merges import MergeList, show

urlpatterns = [
    path("data/duplicates/", DuplicateList.as_view(), name="duplicates"),
    path("data/duplicates/first/", review.first, name="duplicates-first"),
    path("data/duplicates/look/", review.look, name="duplicates-look"),
    path("data/duplicates/thresholds/", lines.lines, name="duplicates-lines"),
    path("data/duplicates/join/", joining.join, name="duplicates-join"),
    path("data/duplicates/join/<int:pk>/", joining.joining_progress, name="duplicates-joining"),
    path("data/duplicates/merges/", MergeList.as_view(), name="merges"),
    path("data/duplicates/merges/<int:pk>/", show, name="merge"),
    path("data/duplicates/merges/<int:pk>/undo/", deciding.undo_merge, name="merge-undo"),
    path("data/duplicates/apart/<int:pk>/lift/", deciding.lift_apart, name="apart-lift"),
    path("data/duplicates/links/<int:pk>/undo/", deciding.undo_link, name="link-undo"),
    path("data/duplicates/<int:pk>/", review.review, name="duplicate"),
    path("data/duplicates/<int:pk>/group/", group, name="duplicate-group"),
    path("data/duplicates/<int:pk>/merge/", deciding.merge, name="duplicate-merge"),
    path("data/duplicates/<int:pk>/apart/", deciding.keep_apart, name="duplicate-apart"),
    path("data/duplicates/<int:pk>/later/", deciding.later, name="duplicate-later"),
    path("data/duplicates/<int:pk>/reopen/", deciding.reopen, name="duplicate-reopen"),
    path("data/duplicates/<int:pk>/link/", deciding.link, name="duplicate-link"),
]
