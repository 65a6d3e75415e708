"""Today's figures beside what old papers state: said where it compares, its sentence one click away."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lvye.kernel.people.tests import make as people
from lvye.modules.history import services as old
from lvye.modules.history.models import HistoryDocument
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make as jobs
from lvye.modules.summaries import api, queries, services
from lvye.modules.summaries.models import Kind, Summary
from lvye.modules.summaries.writer import TOKEN

from . import make

pytestmark = pytest.mark.django_db
END = date(2026, 7, 9)
SAID = "本学期更换灯管75根，维修课桌200张。"


@pytest.fixture(autouse=True)
def term(db: None) -> Any:
    return make.spring()


def paper(text: str = SAID, *, year: int = 2016, span: str = "spring") -> HistoryDocument:
    """An old summary, read and accepted."""
    actor = jobs.system_user()
    document = old.document_read(text=text, title="旧总结", year=year, span=span, actor=actor, now=jobs.NOW)
    old.all_accept(document, actor=actor)
    return document


def repaired(thing: str, qty: int, unit: str, action: str = "更换") -> None:
    job = jobs.job(status="doing")
    line = Line(action, thing, Decimal(qty), unit)
    repairs.job_finish(job, lines=[line], minutes=5, now=jobs.at(10), actor=jobs.system_user())


def draft(today: date = END, **values: Any) -> Summary:
    return make.summary(**({"kind": Kind.TERM, "period": "2025-2", "today": today} | values))


def text_of(summary: Summary) -> str:
    known = queries.shown_figures(summary)
    return "\n".join(TOKEN.sub(lambda found: known[found[1]].text, b.get("text", "")) for b in summary.body["blocks"])


def slot_of(summary: Summary) -> str:
    return next(key for key, slot in summary.body["slots"].items() if slot["form"] == "history")


def test_a_figure_is_compared_with_what_an_old_paper_states_of_the_same_half_year() -> None:
    paper()
    repaired("灯管", 84, "根")
    repaired("课桌", 150, "张", action="维修")
    written = text_of(draft())
    assert "更换灯管比2016—2017学年第二学期多12%" in written
    assert "维修课桌比2016—2017学年第二学期少25%" in written


def test_without_old_papers_and_before_the_term_is_nearly_over_nothing_is_compared() -> None:
    repaired("灯管", 84, "根")
    assert "和往年比" not in text_of(draft())
    Summary.objects.all().delete()
    paper()
    assert "和往年比" not in text_of(draft(today=date(2026, 4, 1)))


def test_another_half_year_or_a_whole_one_is_not_held_against_a_term() -> None:
    paper(span="autumn")
    paper("全年更换灯管300根。", year=2017, span="year")
    repaired("灯管", 84, "根")
    assert "和往年比" not in text_of(draft())


def test_the_comparison_opens_with_the_old_sentence_and_the_way_to_its_paper(client: Client) -> None:
    document = paper()
    repaired("灯管", 84, "根")
    director = people.user_in("director")
    summary = draft(actor=director)
    client.force_login(director)
    html = client.get(reverse("summaries:figure", args=[summary.pk, slot_of(summary)])).content.decode()
    assert "更换灯管75根" in html
    assert "84根" in html
    fact = document.facts.get(object="灯管")
    assert reverse("history.historyfact:detail", args=[fact.pk]) in html
    other = next(
        key for key, s in summary.body["slots"].items() if s["figure"] == "repairs.work" and s["form"] == "text"
    )
    usual = client.get(reverse("summaries:figure", args=[summary.pk, other])).content.decode()
    assert "原句</a>" in usual


def test_the_word_file_cites_the_old_sentence() -> None:
    paper()
    repaired("灯管", 84, "根")
    with zipfile.ZipFile(io.BytesIO(api.summary_file(draft(), kind="docx"))) as parts:
        body, links = parts.read("word/document.xml").decode(), parts.read("word/_rels/document.xml.rels").decode()
    assert "比2016—2017学年第二学期多12%" in body
    assert "更换灯管75根" in body
    assert "/history/" in links


def test_a_signed_comparison_stays_when_the_old_paper_is_withdrawn() -> None:
    document = paper()
    repaired("灯管", 84, "根")
    summary = draft()
    for step in (services.summary_submit, services.summary_approve):
        summary = step(summary, actor=jobs.system_user())
    summary = services.summary_sign(summary, actor=jobs.system_user(), now=jobs.NOW)
    old.document_withdraw(document, why="不是本校的", actor=jobs.system_user())
    assert "多12%" in text_of(Summary.objects.get(pk=summary.pk))


def test_a_comparison_whose_paper_was_withdrawn_falls_silent_in_a_draft() -> None:
    document = paper()
    repaired("灯管", 84, "根")
    summary = draft()
    old.document_withdraw(document, why="不是本校的", actor=jobs.system_user())
    assert "多12%" not in text_of(Summary.objects.get(pk=summary.pk))
