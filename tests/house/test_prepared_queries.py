"""A prepared query answers what its query set would, for whatever values, making the SQL once."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import DatabaseError, DataError, OperationalError, connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from everfair.house.models import User
from everfair.house.prepared import Question, prepared, question, together
from everfair.parties.among import among
from everfair.shows.models import Membership, Series

pytestmark = pytest.mark.django_db


@prepared
def called(pk: int, name: str) -> QuerySet[User]:
    return User.objects.filter(Q(pk=pk) | Q(username=name)).order_by("pk")


@prepared
def of_users(users: Sequence[int], *, role: str = "") -> QuerySet[Membership]:
    rows = Membership.objects.filter(user__in=among(users)).select_related("series").order_by("pk")
    return rows.filter(role=role) if role else rows


@prepared
def roles_on(*series: int) -> QuerySet[Membership, tuple[int, str]]:
    return Membership.objects.filter(series__in=series).order_by("pk").values_list("user_id", "role")


@prepared
def nobody(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk, username__in=[])


@pytest.fixture
def staff() -> list[User]:
    show = Series.objects.create(zh="展", slug="show")
    people = [User.objects.create(username=name) for name in ("lin", "chen")]
    Membership.objects.create(user=people[0], series=show, role="sales")
    Membership.objects.create(user=people[1], role="director")
    return people


def test_values_take_their_places(staff: list[User]) -> None:
    lin, chen = staff
    assert called(lin.pk, "chen") == [lin, chen]
    assert called(chen.pk, "chen") == [chen]
    assert called(0, "a' OR 1=1 --") == []


def test_lists_shapes_and_what_is_joined(staff: list[User]) -> None:
    lin, chen = staff
    assert [(one.user_id, str(one.series)) for one in of_users([lin.pk, chen.pk])] == [
        (lin.pk, "展"), (chen.pk, "None"),
    ]  # fmt: skip
    assert [one.user_id for one in of_users([lin.pk, chen.pk], role="director")] == [chen.pk]
    assert of_users([]) == []
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert str(of_users([lin.pk])[0].series) == "展"
    assert len(asked) == 1


def test_any_number_of_values(staff: list[User]) -> None:
    show = Series.objects.get()
    assert roles_on(show.pk) == roles_on(show.pk, show.pk + 1) == [(staff[0].pk, "sales")]
    assert roles_on() == []


def test_what_can_match_nothing_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert nobody(1) == []
        assert called(10**30, "x") == []
    assert not asked.captured_queries


def test_several_are_asked_together(staff: list[User]) -> None:
    lin, _chen = staff
    asked: list[Question[Any]] = [
        called.question(lin.pk, ""),
        nobody.question(1),
        roles_on.question(Series.objects.get().pk),
    ]
    with CaptureQueriesContext(connection) as queries:
        assert together(asked) == [[lin], [], [(lin.pk, "sales")]]
        assert together([nobody.question(1)]) == [[]]
        assert together([]) == []
    assert len(queries) == 2


@prepared
def not_called(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk).exclude(username__contains="100%'s")


def test_what_never_changes_is_written_as_it_is(staff: list[User]) -> None:
    odd = User.objects.create(username="of 100%'s")
    assert not_called(staff[0].pk) == [staff[0]]
    assert not_called(odd.pk) == []


@pytest.mark.postgres
def test_postgresql_keeps_one_plan_for_numbers_of_any_size(staff: list[User]) -> None:
    with CaptureQueriesContext(connection) as asked:
        for number in (staff[0].pk, 70_000, 2**40, staff[0].pk):
            called(number, "lin")
    assert all("house_user" in one["sql"] for one in asked.captured_queries)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%house_user%"]
        )
        assert cursor.fetchone() == (1,)


def test_a_house_may_keep_no_plans(staff: list[User], settings: Any) -> None:
    settings.PREPARED_STATEMENTS = False
    with CaptureQueriesContext(connection) as asked:
        assert roles_on(Series.objects.get().pk, 3, 4) == [(staff[0].pk, "sales")]
    assert len(asked) == 2


@prepared
def joined_since(name: str) -> QuerySet[User]:
    return User.objects.filter(username=name)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestOutsideATransaction:
    """Where pages are answered: asked straight of the server, by a plan that the connection keeps."""

    def test_the_answer_is_that_of_the_query_set(self, staff: list[User]) -> None:
        lin, chen = staff
        assert called(lin.pk, "chen") == [lin, chen]
        assert [(one.user_id, str(one.series)) for one in of_users([lin.pk, chen.pk])] == [
            (lin.pk, "展"), (chen.pk, "None"),
        ]  # fmt: skip
        assert of_users([]) == []
        assert joined_since("lin")[0].date_joined == User.objects.get(pk=lin.pk).date_joined
        assert joined_since("100%'s") == []
        assert joined_since("%s") == []

    def test_one_plan_serves_numbers_of_any_size_and_is_shown_to_who_counts(self, staff: list[User]) -> None:
        for number in (staff[0].pk, 70_000, 2**40):
            called(number, "lin")
        assert plans("house_user") == 1
        with CaptureQueriesContext(connection) as asked:
            called(staff[0].pk, "lin")
        assert len(asked) == 1

    def test_a_wrong_value_and_a_lost_table_are_errors_like_any_other(self, staff: list[User]) -> None:
        with pytest.raises(DataError):
            joined_since("li\0n")
        assert joined_since("lin") == staff[:1]
        retyped("text")
        try:
            with pytest.raises(DatabaseError):
                joined_since("lin")
            assert joined_since("lin") == staff[:1]
        finally:
            retyped("varchar(150)")

    def test_several_are_asked_together(self, staff: list[User]) -> None:
        lin, chen = staff
        show = Series.objects.get().pk
        for _again in range(2):
            assert together([
                called.question(lin.pk, "chen"), roles_on.question(show), nobody.question(1), called.question(0, "lin"),
            ]) == [[lin, chen], [(lin.pk, "sales")], [], [lin]]  # fmt: skip

    def test_one_that_cannot_be_answered_leaves_no_answer_to_the_next(self, staff: list[User]) -> None:
        lin = staff[0]
        for wrong in ("li\0n", "lin"):
            joined_since("lin")
            if wrong == "lin":
                retyped("text")
            with pytest.raises(DatabaseError):
                together(
                    [called.question(lin.pk, ""), joined_since.question(wrong), called.question(0, "chen")]
                )
            assert called(lin.pk, "") == [lin]
        retyped("varchar(150)")

    def test_a_query_as_it_stands_has_a_plan_when_it_is_asked_again(self, staff: list[User]) -> None:
        odd = User.objects.create(username="of 100%'s", name="%s")
        for _again in range(2):
            for text, found in (("%", [odd]), ("'", [odd]), ("%s", []), ("l", staff[:1])):
                rows = User.objects.filter(username__contains=text, name__in=["", "%s"]).order_by("pk")
                assert together([question(rows), question(User.objects.none())]) == [found, []]
        assert plans("LIKE '%%l%%'") == 1

    def test_no_more_plans_are_kept_than_allowed(self, staff: list[User], monkeypatch: Any) -> None:
        monkeypatch.setattr("everfair.house.postgresql.plans.MOST", 2)
        connection.close()
        for _again in range(2):
            assert called(staff[0].pk, "") and joined_since("lin") and roles_on(Series.objects.get().pk)
        assert plans("") == 2

    def test_a_server_that_went_is_told_as_such(self, staff: list[User]) -> None:
        other = connection.copy()
        with connection.cursor() as cursor, other.cursor() as ending:
            cursor.execute("SELECT pg_backend_pid()")
            ending.execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())
        other.close()
        with pytest.raises(OperationalError):
            together([joined_since.question("lin"), called.question(0, "lin")])
        connection.close()
        assert joined_since("lin") == staff[:1]


def plans(of: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{of}%"])
        return int(cursor.fetchone()[0])


def retyped(kind: str) -> None:
    """As a migration would that meets a web at work."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE house_user ALTER COLUMN username TYPE {kind}")
