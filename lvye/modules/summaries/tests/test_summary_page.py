from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.people.tests import make as people
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make as jobs
from lvye.modules.summaries import services
from lvye.modules.summaries.models import Kind, Status, Summary

from . import make

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def director(db: None) -> Any:
    return people.user_in("director", name="何主任")


@pytest.fixture
def summary(director: Any) -> Summary:
    make.spring()
    lamp, tap = jobs.category(), jobs.category()
    for category, number in ((lamp, 3), (tap, 2), (tap, 1)):
        job = jobs.job(status="doing", category=category)
        line = Line("更换", "灯管", Decimal(number), "根")
        repairs.job_finish(job, lines=[line], minutes=9, now=jobs.NOW + timedelta(hours=1), actor=jobs.system_user())
    return make.summary(kind=Kind.TERM, period="2025-2", actor=director)


def as_(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


def page_of(client: Client, summary: Summary) -> str:
    return client.get(reverse("summaries.summary:detail", args=[summary.pk])).content.decode()


def paragraph(summary: Summary) -> dict[str, Any]:
    """The paragraph on how much was reported and done."""
    return next(b for b in summary.body["blocks"] if b["kind"] == "p" and "⟦" in b["text"])


def test_the_page_shows_figures_as_chips_that_cannot_be_edited(client: Client, director: Any, summary: Summary) -> None:
    html = page_of(as_(client, director), summary)
    chips = re.findall(r'<a class="fig" contenteditable="false" data-slot="(f\d+)" href="([^"]+)" data-open', html)
    assert {slot for slot, _url in chips} == set(re.findall(r"⟦(f\d+)⟧", str(summary.body["blocks"])))
    assert all(url.startswith("/figures/") for _slot, url in chips)


def test_a_chart_is_a_sentence_with_its_table_and_records(client: Client, director: Any, summary: Summary) -> None:
    html = page_of(as_(client, director), summary)
    assert "完成维修最多的是" in html
    assert 'class="lv-bars"' in html
    assert re.search(r"<details.*?看表.*?</table></details></figure>", html, re.DOTALL)


def test_a_figure_opens_with_definition_period_and_rows(client: Client, director: Any, summary: Summary) -> None:
    slot = re.findall(r"⟦(f\d+)⟧", paragraph(summary)["text"])[0]
    html = (
        as_(client, director).get(reverse("summaries:figure", args=[summary.pk, slot]), headers=PART).content.decode()
    )
    assert "3件" in html
    assert "来自 3 条记录" in html
    assert "2026年2月23日—7月10日" in html
    assert html.count("<tr data-pk=") == 3
    assert "from=2026-02-23" in html


def test_a_figure_the_summary_does_not_have_is_not_found(client: Client, director: Any, summary: Summary) -> None:
    assert as_(client, director).get(reverse("summaries:figure", args=[summary.pk, "f999"])).status_code == 404


def test_a_teacher_who_may_not_see_the_records_sees_the_definition_alone(
    client: Client, director: Any, summary: Summary
) -> None:
    for step in (services.summary_submit, services.summary_approve):
        summary = step(summary, actor=director)
    services.summary_sign(summary, actor=director, now=jobs.NOW)
    reader = people.user_with("summaries.view_summary")
    slot = re.findall(r"⟦(f\d+)⟧", paragraph(summary)["text"])[0]
    html = as_(client, reader).get(reverse("summaries:figure", args=[summary.pk, slot])).content.decode()
    assert "怎么算" in html
    assert "<tr data-pk=" not in html
    assert "记录本身您看不到" in html


def test_a_paragraph_is_kept_by_itself_and_the_page_says_when(client: Client, director: Any, summary: Summary) -> None:
    block = paragraph(summary)
    url = reverse("summaries:write", args=[summary.pk, block["id"]])
    values = {"text": f"总的看，{block['text']}", "was": block["text"]}
    answer = as_(client, director).post(url, values, headers=PART)
    assert answer.status_code == 200
    assert re.search(r"\d\d:\d\d 自动存好", answer.content.decode())
    summary.refresh_from_db()
    assert paragraph(summary)["text"] == values["text"]


@pytest.mark.usefixtures("as_committed")
def test_an_invented_figure_is_refused_and_nothing_is_written(client: Client, director: Any, summary: Summary) -> None:
    block = paragraph(summary)
    url = reverse("summaries:write", args=[summary.pk, block["id"]])
    answer = as_(client, director).post(url, {"text": "修了⟦f777⟧"}, headers=PART)
    assert answer.status_code == 400
    assert "不认识的数字标记" in answer.content.decode()
    assert Summary.objects.get(pk=summary.pk).body == summary.body


def test_two_who_write_the_same_paragraph_are_told_and_nothing_is_overwritten(
    client: Client, director: Any, summary: Summary
) -> None:
    block = paragraph(summary)
    url = reverse("summaries:write", args=[summary.pk, block["id"]])
    as_(client, director).post(url, {"text": f"甲：{block['text']}", "was": block["text"]}, headers=PART)
    answer = client.post(url, {"text": f"乙：{block['text']}", "was": block["text"]}, headers=PART)
    assert answer.status_code == 400
    assert "刚刚被别人改过" in answer.content.decode()
    assert paragraph(Summary.objects.get(pk=summary.pk))["text"].startswith("甲：")


def test_sending_the_same_paragraph_twice_is_no_crossing(client: Client, director: Any, summary: Summary) -> None:
    block = paragraph(summary)
    url = reverse("summaries:write", args=[summary.pk, block["id"]])
    values = {"text": f"甲：{block['text']}", "was": block["text"]}
    as_(client, director)
    assert [client.post(url, values, headers=PART).status_code for _time in range(2)] == [200, 200]


def test_without_a_script_a_paragraph_has_a_form_with_tokens_and_their_legend(
    client: Client, director: Any, summary: Summary
) -> None:
    block = paragraph(summary)
    html = page_of(as_(client, director), summary)
    assert f">{block['text']}</textarea>" in html
    slot = re.findall(r"⟦(f\d+)⟧", block["text"])[0]
    assert f"<dt>⟦{slot}⟧</dt><dd>3件" in html
    url = reverse("summaries:write", args=[summary.pk, block["id"]])
    answer = client.post(url, {"text": "改过。", "was": block["text"]})
    assert answer.headers["Location"].endswith(f"#{block['id']}")
    assert "改过。" in str(Summary.objects.get(pk=summary.pk).body)


def test_a_new_paragraph_comes_below_the_one_it_was_written_after(
    client: Client, director: Any, summary: Summary
) -> None:
    block = paragraph(summary)
    values = {"text": "添的一段。", "after": block["id"]}
    answer = as_(client, director).post(reverse("summaries:add", args=[summary.pk]), values, headers=PART)
    blocks = Summary.objects.get(pk=summary.pk).body["blocks"]
    at = [b["id"] for b in blocks].index(block["id"])
    assert blocks[at + 1] == {"id": answer.headers["X-Block"], "kind": "p", "text": "添的一段。"}
    empty = client.post(reverse("summaries:add", args=[summary.pk]), {"text": " "}, headers=PART)
    assert empty.status_code == 400


def test_who_may_not_write_gets_no_editor_and_is_refused(client: Client, director: Any, summary: Summary) -> None:
    vice = people.user_in("vice_principal")
    summary = services.summary_submit(summary, actor=director)
    html = page_of(as_(client, vice), summary)
    assert "data-save" not in html
    assert "<textarea" not in html
    url = reverse("summaries:write", args=[summary.pk, paragraph(summary)["id"]])
    assert client.post(url, {"text": "改"}, headers=PART).status_code == 403


def test_a_suggestion_is_written_into_its_chapter_by_one_tap(client: Client, director: Any, summary: Summary) -> None:
    html = page_of(as_(client, director), summary)
    found = re.search(r'action="([^"]+/hint/unrated/)".*?name="after" value="(b\d+)?"', html, re.DOTALL)
    assert found is not None
    answer = client.post(found[1], {"after": found[2] or ""})
    assert answer.status_code == 302
    assert "没有评价" in str(Summary.objects.get(pk=summary.pk).body["blocks"])
    assert "已写" in page_of(client, summary)


def test_the_steps_to_the_signature_stand_beside_the_text(client: Client, director: Any, summary: Summary) -> None:
    html = page_of(as_(client, director), summary)
    assert "送审" in html
    assert "签发</button>" not in html
    client.post(reverse("summaries.summary:do", args=[summary.pk, "submit"]))
    vice = people.user_in("vice_principal")
    page = page_of(as_(client, vice), summary)
    assert "审核通过" in page
    assert "何主任" in page


def test_a_signed_summary_says_what_changed_since(client: Client, director: Any, summary: Summary) -> None:
    for step in (services.summary_submit, services.summary_approve):
        summary = step(summary, actor=director)
    summary = services.summary_sign(summary, actor=director, now=jobs.NOW)
    same = page_of(as_(client, director), summary)
    assert "记录没有变动" in same
    assert summary.digest in same
    jobs.job(status="finished")
    changed = page_of(client, summary)
    assert "3件 → <b>4件</b>" in changed
    assert "修订一版" in changed


def test_a_revision_lists_all_versions(client: Client, director: Any, summary: Summary) -> None:
    for step in (services.summary_submit, services.summary_approve):
        summary = step(summary, actor=director)
    summary = services.summary_sign(summary, actor=director, now=jobs.NOW)
    answer = as_(client, director).post(reverse("summaries:revise", args=[summary.pk]))
    fresh = Summary.objects.get(version=2)
    assert answer.headers["Location"] == reverse("summaries.summary:detail", args=[fresh.pk])
    html = page_of(client, fresh)
    assert "第 1 版" in html
    assert fresh.status == Status.DRAFT


def test_the_papers_come_as_files_named_by_the_title(client: Client, director: Any, summary: Summary) -> None:
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = as_(client, director).get(reverse("summaries:paper", args=[summary.pk, kind]))
        assert answer.content.startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]


def test_html_in_the_text_is_shown_as_it_was_typed(client: Client, director: Any, summary: Summary) -> None:
    block = paragraph(summary)
    services.paragraph_write(summary, block["id"], "<script>alert(1)</script>", actor=director)
    html = page_of(as_(client, director), summary)
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_figure_names_what_it_is_narrowed_to(client: Client, director: Any, summary: Summary) -> None:
    slots = summary.body["slots"]
    slot = next(key for key, kept in slots.items() if kept["figure"] == "repairs.work")
    html = as_(client, director).get(reverse("summaries:figure", args=[summary.pk, slot])).content.decode()
    for label, word in (("动作", "更换"), ("物件", "灯管"), ("单位", "根")):
        assert f"<dt>{label}</dt><dd>{word}</dd>" in html


def test_a_count_of_records_beyond_a_thousand_is_written_with_its_sign(
    client: Client, director: Any, summary: Summary
) -> None:
    signed = summary
    for step in (services.summary_submit, services.summary_approve):
        signed = step(signed, actor=director)
    signed = services.summary_sign(signed, actor=director, now=jobs.NOW)
    slot = re.findall(r"⟦(f\d+)⟧", paragraph(signed)["text"])[0]
    kept = {**signed.snapshot, slot: {**signed.snapshot[slot], "rows": 3312}}
    Summary.objects.filter(pk=signed.pk).update(snapshot=kept)
    html = as_(client, director).get(reverse("summaries:figure", args=[signed.pk, slot])).content.decode()
    assert "来自 3,312 条记录" in html
    assert "看全部 3,312 条" in html


def test_the_file_keeps_the_dash_between_the_years(client: Client, director: Any, summary: Summary) -> None:
    assert "2025—2026" in summary.title
    answer = as_(client, director).get(reverse("summaries:paper", args=[summary.pk, "docx"]))
    assert "2025-2026" in unquote(answer.headers["Content-Disposition"])


def test_a_year_is_summed_up_against_the_year_before(client: Client, director: Any, summary: Summary) -> None:
    made = make.summary(kind=Kind.TERM, period="2026", actor=director)
    assert made.title.endswith("2026年后勤工作总结")
    html = page_of(as_(client, director), made)
    assert "本年度接到报修" in html
    assert "本学期接到" not in html


@pytest.mark.parametrize(
    ("kind", "period", "words"), [("month", "2025-2", "要选一个月"), ("term", "2026-03", "要选一个学期或者一年")]
)
def test_a_brief_needs_a_month_and_a_summary_a_term_or_year(
    client: Client, director: Any, summary: Summary, monkeypatch: Any, kind: str, period: str, words: str
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_a: date(2026, 7, 9))
    answer = as_(client, director).post(reverse("summaries.summary:new"), {"kind": kind, "period": period})
    assert answer.status_code == 400
    assert words in answer.content.decode()
