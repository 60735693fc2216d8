"""What every test may lean on: the real data, a fixed cast, and ways into the house."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase

from tests.spark import spark
from tests.window import browser, page, signed_in_page

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from everfair.house.models import User
    from everfair.shows.models import Series

__all__ = ["browser", "page", "signed_in_page", "spark"]

ROOT = Path(__file__).resolve().parent.parent
IN_A_BROWSER = {"browser", "page", "signed_in_page"}
TOUCHING_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--touching-database",
        action="store_true",
        help="only tests that meet the database (and so the browser's); the rest is the same on each",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if IN_A_BROWSER & fixtures_of(item):
            item.add_marker(pytest.mark.browser)
    if config.getoption("--touching-database"):
        kept = [item for item in items if touches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def touches_database(item: pytest.Item) -> bool:
    if "spark" in fixtures_of(item):
        return False  # about facts, which are the same whatever database they came from
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(TOUCHING_DATABASE & fixtures_of(item)) or is_test_case(item)


def is_test_case(item: pytest.Item) -> bool:
    """Whether it is written in Django's own manner, which brings its own ways with the database."""
    within = getattr(item, "cls", None)
    return within is not None and issubclass(within, TransactionTestCase)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["EVERFAIR_TESTS"], ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> None:
    """Each table counts its rows from another number, so that no key of one passes for a key of another."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for place, (table, column) in enumerate(counted_tables(), 1):
            if connection.vendor == "postgresql":
                asked = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
                cursor.execute(asked, [f'"{table}"', column, place * 10_000])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, place * 10_000]
                )


def counted_tables() -> list[tuple[str, str]]:
    from django.apps import apps
    from django.db.models import AutoField

    keys = [model._meta.pk for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted((key.model._meta.db_table, key.column) for key in keys if isinstance(key, AutoField))


@pytest.fixture(autouse=True)
def _only_where_it_means_something(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("about what only PostgreSQL does; `make test` runs it there")


@pytest.fixture(autouse=True)
def _what_a_new_house_starts_from(request: pytest.FixtureRequest) -> None:
    """Tests that commit empty every table afterwards; whoever comes next finds roles and types all the same."""
    if is_test_case(request.node) or not touches_database(request.node):
        return
    request.getfixturevalue("db")
    from everfair.shows import seeds
    from everfair.shows.models import Role
    from everfair.surveys import seeds as survey_seeds

    cache.clear()
    if not Role.objects.exists():
        seeds.plant()
        survey_seeds.plant()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets beside the checkout; see its README for what each file is."""
    folder = Path(os.environ.get("EVERFAIR_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the real data sets are not here; EVERFAIR_SHARED_DATA names their folder")
    return folder


@dataclass(frozen=True)
class Cast:
    """The same people in every play. `stranger` sells, but on the other series only."""

    series: "Series"
    other_series: "Series"
    director: "User"
    sales: "User"
    team_mate: "User"
    service: "User"
    marketing: "User"
    analyst: "User"
    admin: "User"
    stranger: "User"


@pytest.fixture
def cast(db: None) -> Cast:
    from everfair.shows.models import Membership, Series

    series = Series.objects.create(slug="qingshan", zh="青山艺术博览会", en="Qingshan Art Fair")
    other = Series.objects.create(slug="lantian", zh="蓝田茶业展", en="Lantian Tea Show")
    role = Membership.Role
    return Cast(
        series,
        other,
        director=member("director", "陈主任", role.DIRECTOR, None),
        sales=member("sales", "李销售", role.SALES, series),
        team_mate=member("team_mate", "王同事", role.SALES, series),
        service=member("service", "赵客服", role.SERVICE, series),
        marketing=member("marketing", "孙市场", role.MARKETING, series),
        analyst=member("analyst", "周分析", role.ANALYST, series),
        admin=member("admin", "吴管理", role.ADMIN, None),
        stranger=member("stranger", "郑外人", role.SALES, other),
    )


def member(username: str, name: str, role: str, series: "Series | None") -> "User":
    from everfair.house.models import User
    from everfair.shows.models import Membership

    user = User.objects.create_user(username, f"{username}@example.org", "correct horse", name=name)
    Membership.objects.create(user=user, role=role, series=series)
    return user


@pytest.fixture
def director(cast: Cast) -> "User":
    return cast.director


@pytest.fixture
def sales(cast: Cast) -> "User":
    return cast.sales


@pytest.fixture
def team_mate(cast: Cast) -> "User":
    return cast.team_mate


@pytest.fixture
def service(cast: Cast) -> "User":
    return cast.service


@pytest.fixture
def marketing(cast: Cast) -> "User":
    return cast.marketing


@pytest.fixture
def analyst(cast: Cast) -> "User":
    return cast.analyst


@pytest.fixture
def admin(cast: Cast) -> "User":
    return cast.admin


@pytest.fixture
def stranger(cast: Cast) -> "User":
    return cast.stranger


@pytest.fixture
def series(cast: Cast) -> "Series":
    return cast.series


@pytest.fixture
def other_series(cast: Cast) -> "Series":
    return cast.other_series


@pytest.fixture
def client_of() -> Callable[["User"], Client]:
    """A client with that user signed in: ``client_of(sales).get("/")``."""

    def signed_in(user: "User") -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """The environment for a process that works on this test's database, with what the test has committed."""
    settings = connection.settings_dict
    name = settings["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        url = f"postgresql://{settings['USER']}{password}@{settings['HOST']}:{settings['PORT']}/{name}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "everfair.settings"}
