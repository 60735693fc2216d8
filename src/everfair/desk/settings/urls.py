from django.urls import path

from everfair.desk.settings import home, roles
from everfair.desk.settings.audit import Audit
from everfair.desk.settings.house import House
from everfair.desk.settings.jobs_list import JobList
from everfair.desk.settings.me import Me
from everfair.desk.settings.staff import accounts
from everfair.desk.settings.staff.listing import StaffList
from everfair.desk.settings.staff.rights import Rights

app_name = "settings"
urlpatterns = [
    path("settings/", home.home, name="home"),
    path("settings/me/", Me.as_view(), name="me"),
    path("settings/staff/", StaffList.as_view(), name="staff"),
    path("settings/staff/new/", accounts.NewAccount.as_view(), name="new_staff"),
    path("settings/staff/<int:pk>/", accounts.Account.as_view(), name="person"),
    path("settings/staff/<int:pk>/shut/", accounts.Disable.as_view(), name="disable"),
    path("settings/staff/<int:pk>/open/", accounts.Enable.as_view(), name="enable"),
    path("settings/staff/<int:pk>/password/", accounts.ResetPassword.as_view(), name="password"),
    path("settings/staff/<int:pk>/roles/", accounts.Grant.as_view(), name="grant"),
    path("settings/staff/<int:pk>/roles/<int:row>/remove/", accounts.Revoke.as_view(), name="revoke"),
    path("settings/rights/", Rights.as_view(), name="rights"),
    path("settings/roles/", roles.Roles.as_view(), name="roles"),
    path("settings/roles/new/", roles.NewRole.as_view(), name="new_role"),
    path("settings/roles/<int:pk>/", roles.EditRole.as_view(), name="role"),
    path("settings/roles/<int:pk>/remove/", roles.RemoveRole.as_view(), name="remove_role"),
    path("settings/house/", House.as_view(), name="house"),
    path("settings/jobs/", JobList.as_view(), name="jobs"),
    path("settings/audit/", Audit.as_view(), name="audit"),
]
