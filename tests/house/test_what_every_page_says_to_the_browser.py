"""Headers of a page (ASVS 3.4, 14.3.2), the health of the house, and tries to sign in (6.3.1, 6.3.8)."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from everfair.house.models import User


@pytest.fixture
def page(sales: User) -> dict[str, str]:
    client = Client()
    client.force_login(sales)
    answer = client.get("/settings/me/")
    assert answer.status_code == 200
    return dict(answer.headers)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ],
)
def test_a_page_says(name: str, value: str, page: dict[str, str]) -> None:
    assert page[name] == value


@pytest.mark.parametrize("feature", ["camera", "microphone", "geolocation", "payment", "usb"])
def test_a_page_may_not_use(feature: str, page: dict[str, str]) -> None:
    assert f"{feature}=()" in page["Permissions-Policy"]


@pytest.mark.parametrize(
    "rule",
    [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ],
)
def test_the_security_policy_says(rule: str, page: dict[str, str]) -> None:
    policy = [part.strip() for part in page["Content-Security-Policy"].split(";")]
    assert rule in policy
    assert "unsafe" not in page["Content-Security-Policy"]


def test_health_is_told_without_signing_in_and_says_nothing_else(db: None) -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies


def test_a_database_that_is_away_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = Client().get("/health/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def tried(client: Client, name: str, password: str = "wrong", address: str = "10.0.0.1") -> object:
    return client.post("/account/login/", {"login": name, "password": password}, REMOTE_ADDR=address)


@pytest.mark.parametrize("name", ["sales", "nobody", "sales@example.org", "nobody@example.org"])
def test_the_eleventh_wrong_try_in_a_minute_is_told_to_wait(name: str, sales: User) -> None:
    client = Client()
    first = [tried(client, name).status_code for _try in range(10)]  # type: ignore[attr-defined]
    last = tried(client, name, "correct horse")
    assert first == [200] * 10
    assert last.status_code == 429  # type: ignore[attr-defined]
    assert last.headers["Retry-After"] == "60"  # type: ignore[attr-defined]


def test_one_name_is_guarded_from_many_addresses(sales: User) -> None:
    client = Client()
    for number in range(10):
        tried(client, "sales", address=f"10.0.0.{number}")
    assert tried(client, "sales", address="10.0.9.9").status_code == 429  # type: ignore[attr-defined]


def test_tries_are_counted_by_the_address_behind_our_own_proxy(sales: User, settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    client = Client()
    for number in range(10):
        client.post(
            "/account/login/",
            {"login": f"n{number}", "password": "x"},
            headers={"X-Forwarded-For": "1.2.3.4"},
        )
    given = {"login": "sales", "password": "correct horse"}
    assert client.post("/account/login/", given, headers={"X-Forwarded-For": "5.6.7.8"}).status_code == 302


def test_an_unknown_name_is_answered_like_a_wrong_password(sales: User) -> None:
    known, unknown = tried(Client(), "sales"), tried(Client(), "nobody")
    words = [answer.context["form"].non_field_errors() for answer in (known, unknown)]  # type: ignore[attr-defined]
    assert list(words[0]) == list(words[1]) != []


def test_a_good_password_does_not_use_up_the_tries(sales: User) -> None:
    client = Client()
    for _time in range(12):
        assert tried(client, "sales", "correct horse").status_code == 302  # type: ignore[attr-defined]
        client.logout()
