from django.test import Client
from django.urls import reverse

from everfair.desk.findings.themes import THEMES
from everfair.relations.models import Finding, Publication
from tests.desk.findings.bodies import Bodies
from tests.desk.shows.made import Fair


def overview(fair: Fair) -> str:
    return reverse("findings:overview", args=[fair.series.pk])


def test_every_finding_is_told_in_a_sentence_that_leads_to_it(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    text = client.get(overview(fair)).content.decode()
    for theme in THEMES:
        for code in theme.codes:
            assert f'{reverse("findings:page", args=[fair.series.pk, theme.code])}#{code}"' in text
    assert "falls short most" in text


def test_what_is_too_little_is_said_too(client: Client, fair: Fair, bodies: Bodies) -> None:
    Finding.objects.filter(code="zones").update(
        body={"not_enough": {"n": 7, "needs": 30, "of": "respondents"}}
    )
    assert "n = 7, needs about 30" in client.get(overview(fair)).content.decode()


def test_without_an_analysis_it_says_where_findings_come_from(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    Publication.objects.all().delete()
    assert "Nothing found out yet" in client.get(overview(fair)).content.decode()


def test_the_rail_leads_to_the_findings_of_the_show_one_is_in(client: Client, fair: Fair) -> None:
    rail = client.get(reverse("start:desk")).content.decode()
    assert f'href="{reverse("findings:home")}"' in rail
    answer = client.get(reverse("findings:home"), {"series": str(fair.series.pk)})
    assert answer["Location"] == overview(fair)
    rivals = client.get(reverse("findings:home"), {"series": str(fair.series.pk), "to": "rivals"})
    assert rivals["Location"] == reverse("findings:rivals", args=[fair.series.pk])
