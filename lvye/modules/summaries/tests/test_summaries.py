from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lvye.kernel.audit import api as audit
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.registers.api import registers
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.models import Job
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make as jobs
from lvye.modules.summaries import api, queries, services
from lvye.modules.summaries.hints import hint_block, hints
from lvye.modules.summaries.models import Kind, Status, Summary
from lvye.modules.summaries.writer import TOKEN, tokens_in

from . import make

pytestmark = pytest.mark.django_db
NOW = jobs.NOW
END = date(2026, 7, 9)
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def term(db: None) -> Any:
    return make.spring()


def draft(**values: Any) -> Summary:
    """The term's summary, over what was done before."""
    return make.summary(**({"kind": Kind.TERM, "period": "2025-2"} | values))


def block_of(summary: Summary, words: str) -> dict[str, Any]:
    """The first block whose text, figures read out, holds the words."""
    known = queries.shown_figures(summary)
    for block in summary.body["blocks"]:
        if words in TOKEN.sub(lambda found: known[found[1]].text, block.get("text", "")):
            return dict(block)
    raise AssertionError(f"nobody wrote {words}")


def text_of(summary: Summary) -> str:
    known = queries.shown_figures(summary)
    return "\n".join(
        TOKEN.sub(lambda found: known[found[1]].text, block.get("text", "")) for block in summary.body["blocks"]
    )


def repaired(*lines: Line, **values: Any) -> Job:
    job = jobs.job(status="doing", **values)
    return repairs.job_finish(job, lines=lines, minutes=20, now=NOW + timedelta(hours=1), actor=jobs.system_user())


# --- the first draft ---------------------------------------------------------------------------------------------


def test_the_draft_states_what_the_records_say(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"), Line("维修", "课桌", Decimal(12), "张"))
    repaired(Line("更换", "灯管", Decimal(2), "根"))
    written = text_of(draft())
    assert "接到报修2件" in written
    assert "更换灯管5根" in written
    assert "维修课桌12张" in written


def test_a_sentence_with_nothing_to_say_is_not_there_and_neither_is_its_heading(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    summary = draft()
    headings = [block["text"] for block in summary.body["blocks"] if block["kind"] in {"h1", "h2"}]
    assert "维修保障" in headings
    assert "勤俭办事" not in headings
    assert "返工" not in text_of(summary)


def test_shortcomings_come_from_what_was_sent_back(term: Any) -> None:
    job = jobs.job(status="closed")
    back = repairs.job_reopen(job, words="又不亮", now=NOW + jobs.DAY, actor=jobs.system_user())
    repairs.job_finish(back, lines=[jobs.LINE], minutes=5, now=NOW + jobs.DAY, actor=jobs.system_user())
    assert "1件修了又返工" in text_of(draft())


def test_the_term_is_compared_with_the_one_before_it(term: Any) -> None:
    for hour in (9, 10, 11):
        jobs.job(status="finished", now=jobs.at(hour, day=13, month=1))
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    assert "比上学期少2件" in text_of(draft())


def test_approximate_counts_keep_their_more(term: Any) -> None:
    repaired(Line("维修", "门", Decimal(60), "扇", approx=True))
    assert "维修门60余扇" in text_of(draft())


def test_a_draft_takes_as_many_queries_for_many_kinds_of_work_as_for_one(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        services.unsaved_draft(Kind.TERM, queries.period(draft()))
    for number in range(12):
        repaired(Line("维修", f"物件{number}", Decimal(2), "个"))
    with CaptureQueriesContext(connection) as many:
        services.unsaved_draft(Kind.TERM, queries.period(Summary(kind=Kind.TERM, period="2025-2")))
    assert len(many) <= len(few)


def test_a_month_has_its_own_brief(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    repaired(Line("更换", "灯管", Decimal(2), "根"), now=jobs.at(9, month=4))
    march, april = make.summary(period="2026-03"), make.summary(period="2026-05")
    assert "简报" in march.title
    assert "更换灯管5根" in text_of(march)  # both were finished in March
    assert "灯管" not in text_of(april)


def test_a_persons_report_holds_only_his_work(term: Any) -> None:
    one, other = jobs.worker(), jobs.worker()
    for worker, number in ((one, 3), (other, 8)):
        job = jobs.job(worker=worker, status="doing")
        line = Line("更换", "灯管", Decimal(number), "根")
        repairs.job_finish(job, lines=[line], minutes=30, now=NOW + timedelta(hours=1), actor=jobs.system_user())
    report = draft(kind=Kind.PERSON, person=one.person)
    assert one.name in report.title
    assert "更换灯管3根" in text_of(report)
    assert "8根" not in text_of(report)


def test_a_period_has_one_summary(term: Any) -> None:
    draft()
    with pytest.raises(ValidationError, match="已经起草"):
        draft()


def test_a_period_that_is_none_is_refused(term: Any) -> None:
    with pytest.raises(ValidationError, match="没有“2025-9”这样的时段"):
        draft(period="2025-9")


# --- writing -----------------------------------------------------------------------------------------------------


def test_text_is_changed_and_its_figures_stay(term: Any) -> None:
    repaired(jobs.LINE)
    summary = draft()
    block = block_of(summary, "接到报修")
    changed = services.paragraph_write(summary, block["id"], f"说明：{block['text']}", actor=jobs.system_user())
    assert block_of(changed, "说明：本学期接到报修1件")
    assert audit.trail(summary)[0].verb == "write"


def test_a_figure_cannot_be_invented(term: Any) -> None:
    summary = draft()
    block = next(block for block in summary.body["blocks"] if block["kind"] == "p")
    with pytest.raises(ValidationError, match="不认识的数字标记"), transaction.atomic():
        services.paragraph_write(summary, block["id"], "修了⟦f999⟧", actor=jobs.system_user())
    summary.refresh_from_db()
    assert block in summary.body["blocks"]


def test_a_number_typed_as_text_stays_text_and_opens_nothing(term: Any) -> None:
    summary = draft()
    block = next(block for block in summary.body["blocks"] if block["kind"] == "p")
    changed = services.paragraph_write(summary, block["id"], "修了 9999 件 <b>", actor=jobs.system_user())
    html = next(b["html"] for b in queries.blocks_html(changed) if b["id"] == block["id"])
    assert html == "修了 9999 件 &lt;b&gt;"


def test_a_figure_moved_to_another_paragraph_keeps_its_value(term: Any) -> None:
    repaired(jobs.LINE)
    summary = draft()
    first = next(block for block in summary.body["blocks"] if block["kind"] == "p")
    token = f"⟦{tokens_in(summary.body['blocks'])[0]}⟧"
    moved = services.paragraph_write(summary, first["id"], f"一共{token}。", actor=jobs.system_user())
    assert "一共1件。" in text_of(moved)


def test_two_who_write_two_paragraphs_lose_nothing(term: Any) -> None:
    repaired(jobs.LINE)
    mine = draft()
    yours = Summary.objects.get(pk=mine.pk)  # read before the other one writes
    first, second = [block["id"] for block in mine.body["blocks"] if block["kind"] == "p"][:2]
    services.paragraph_write(mine, first, "我写的。", actor=jobs.system_user())
    services.paragraph_write(yours, second, "你写的。", actor=jobs.system_user())
    texts = [block.get("text") for block in Summary.objects.get(pk=mine.pk).body["blocks"]]
    assert {"我写的。", "你写的。"} <= set(texts)


def test_an_emptied_paragraph_goes_and_one_that_is_not_there_is_refused(term: Any) -> None:
    summary = draft()
    block = next(block for block in summary.body["blocks"] if block["kind"] == "p")
    left = services.paragraph_write(summary, block["id"], "  ", actor=jobs.system_user())
    assert block["id"] not in [b["id"] for b in left.body["blocks"]]
    with pytest.raises(ValidationError, match="没有找到这一段"):
        services.paragraph_write(left, block["id"], "再写", actor=jobs.system_user())


def test_a_paragraph_too_long_is_refused_with_its_length(term: Any) -> None:
    summary = draft()
    block = next(block for block in summary.body["blocks"] if block["kind"] == "p")
    with pytest.raises(ValidationError, match="4001 个字"):
        services.paragraph_write(summary, block["id"], "字" * 4001, actor=jobs.system_user())


def test_a_new_draft_replaces_what_was_written_and_the_trail_keeps_it(term: Any) -> None:
    summary = draft()
    block = next(block for block in summary.body["blocks"] if block["kind"] == "p")
    services.paragraph_write(summary, block["id"], "手写的一句。", actor=jobs.system_user())
    fresh = services.summary_redraft(Summary.objects.get(pk=summary.pk), actor=jobs.system_user())
    assert "手写的一句" not in text_of(fresh)
    assert "手写的一句" in str(audit.trail(summary).first().changes)  # type: ignore[union-attr]


# --- suggestions -------------------------------------------------------------------------------------------------


def test_a_suggestion_is_written_in_with_its_living_figure(term: Any) -> None:
    repaired(jobs.LINE)
    summary = draft()
    found = {hint.key: hint for hint in hints(summary, today=END)}
    assert "1件" in found["unrated"].words
    assert not found["unrated"].written
    made = hint_block(summary, "unrated", today=END)
    assert made is not None
    changed = services.paragraph_add(summary, "", made[0], actor=jobs.system_user(), slots=made[1])
    assert changed.body["blocks"][-1]["kind"] == "p"
    assert "有1件修好后没有评价" in text_of(changed)
    assert {hint.key: hint.written for hint in hints(changed, today=END)}["unrated"]


def test_a_suggestion_for_one_person_speaks_of_his_work_alone(term: Any) -> None:
    one = jobs.worker()
    jobs.job(worker=one, status="finished")
    jobs.job(status="finished")
    found = {hint.key: hint.words for hint in hints(draft(kind=Kind.PERSON, person=one.person), today=END)}
    assert "有1件" in found["unrated"]
    assert "waited" not in found


# --- signing -----------------------------------------------------------------------------------------------------


def signed(summary: Summary, actor: Any = None) -> Summary:
    who = actor or jobs.system_user()
    for step in (services.summary_submit, services.summary_approve):
        summary = step(summary, actor=who)
    return services.summary_sign(summary, actor=who, now=jobs.at(16, day=12, month=3))


def test_a_signed_summary_keeps_text_figures_and_charts_when_records_change(term: Any) -> None:
    lamp, tap = jobs.category(), jobs.category()
    repaired(Line("更换", "灯管", Decimal(3), "根"), category=lamp)
    repaired(Line("更换", "灯管", Decimal(1), "根"), category=tap)
    summary = signed(draft())
    before = text_of(summary), [b.get("chart") for b in queries.blocks_html(summary)]
    for _time in range(3):
        repaired(Line("更换", "灯管", Decimal(4), "根"), category=tap)
    kept = Summary.objects.get(pk=summary.pk)
    assert (text_of(kept), [b.get("chart") for b in queries.blocks_html(kept)]) == before
    assert any(before[1])


def test_the_hash_covers_title_text_and_figures(term: Any) -> None:
    repaired(jobs.LINE)
    summary = signed(draft())
    assert summary.digest == services.digest_of(summary.title, summary.body, summary.snapshot)
    assert len(summary.digest) == 64
    other_text = {"blocks": [*summary.body["blocks"][:-1]], "slots": summary.body["slots"]}
    slot = tokens_in(summary.body["blocks"])[0]
    other_figure = summary.snapshot | {slot: summary.snapshot[slot] | {"value": "9999"}}
    changed = {
        services.digest_of("别的标题", summary.body, summary.snapshot),
        services.digest_of(summary.title, other_text, summary.snapshot),
        services.digest_of(summary.title, summary.body, other_figure),
    }
    assert len(changed | {summary.digest}) == 4


def test_what_changed_since_the_signature_is_named_with_both_values(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    summary = signed(draft())
    assert queries.changed_since(summary) == []
    repaired(Line("更换", "灯管", Decimal(2), "根"))
    found = {one["label"]: (one["signed"], one["now"]) for one in queries.changed_since(summary)}
    assert found["完成维修"] == ("1件", "2件")
    assert ("3根", "5根") in found.values()


def test_nothing_is_written_in_a_summary_that_is_no_draft(term: Any) -> None:
    summary = draft()
    handed_in = services.summary_submit(summary, actor=jobs.system_user())
    block = handed_in.body["blocks"][0]["id"]
    with pytest.raises(ValidationError, match="不能改"):
        services.paragraph_write(handed_in, block, "再改", actor=jobs.system_user())
    with pytest.raises(ValidationError, match="不能改"):
        services.summary_redraft(handed_in, actor=jobs.system_user())


def test_nobody_signs_what_nobody_approved(term: Any) -> None:
    with pytest.raises(WrongStatusError):
        services.summary_sign(draft(), actor=jobs.system_user(), now=NOW)


def test_a_revision_has_the_text_living_figures_and_a_number_and_leaves_the_signed_one(term: Any) -> None:
    repaired(jobs.LINE)
    first = signed(draft())
    repaired(jobs.LINE)
    second = services.summary_revise(first, actor=jobs.system_user())
    assert (second.version, second.status, second.replaces) == (2, Status.DRAFT, first)
    assert "接到报修2件" in text_of(second)
    assert "接到报修1件" in text_of(Summary.objects.get(pk=first.pk))
    with pytest.raises(ValidationError, match="还没有签发"):
        services.summary_revise(second, actor=jobs.system_user())


# --- who sees which ----------------------------------------------------------------------------------------------


def test_teachers_see_what_is_signed_and_nobodys_personal_report(term: Any) -> None:
    teacher, director = people.user_in("teacher"), people.user_in("director")
    worker = jobs.worker()
    open_draft, report = draft(), draft(kind=Kind.PERSON, person=worker.person)
    published = signed(make.summary(period="2026-03"))
    signed(report)
    rows = registers["summaries.summary"].rows
    assert set(rows(teacher)) == {published}
    assert set(rows(director)) == {open_draft, report, published}


def test_a_repairer_sees_his_own_report_before_it_is_signed(term: Any) -> None:
    worker, other = jobs.worker(), jobs.worker()
    report = draft(kind=Kind.PERSON, person=worker.person)
    rows = registers["summaries.summary"].rows
    assert report in rows(worker.person.user)
    assert report not in rows(other.person.user)


# --- on paper ----------------------------------------------------------------------------------------------------


def test_the_word_file_links_each_figure_and_lists_it_in_the_appendix(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    summary = draft()
    with zipfile.ZipFile(io.BytesIO(api.summary_file(summary, kind="docx"))) as parts:
        body = parts.read("word/document.xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
    known = queries.shown_figures(summary)
    used = [known[key] for key in tokens_in(summary.body["blocks"])]
    assert body.count("<w:hyperlink") >= len(used)
    assert all(figure.url.split("?")[0] in links for figure in used)
    assert "数据依据" in body
    assert all(figure.definition[:12] in body for figure in used)


def test_the_word_file_of_a_signed_summary_names_its_hash_and_signed_figures(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    summary = signed(draft())
    repaired(Line("更换", "灯管", Decimal(4), "根"))
    with zipfile.ZipFile(io.BytesIO(api.summary_file(summary, kind="docx"))) as parts:
        body = parts.read("word/document.xml").decode()
    assert summary.digest in body
    assert "3根" in body
    assert "7根" not in body


def test_a_figure_left_out_of_the_text_is_left_out_of_the_appendix(term: Any) -> None:
    repaired(Line("更换", "灯管", Decimal(3), "根"))
    summary = draft()
    block = block_of(summary, "更换灯管")
    changed = services.paragraph_write(summary, block["id"], "灯管另说。", actor=jobs.system_user())
    with zipfile.ZipFile(io.BytesIO(api.summary_file(changed, kind="docx"))) as parts:
        body = parts.read("word/document.xml").decode()
    assert "3根" not in body
    assert "接到报修" in body


def test_the_pdf_is_made_from_the_same_blocks(term: Any) -> None:
    repaired(jobs.LINE)
    assert api.summary_file(draft(), kind="pdf").startswith(b"%PDF")


def test_a_term_without_a_kept_summary_is_printed_from_a_draft_that_is_not_kept(term: Any) -> None:
    repaired(jobs.LINE)
    assert api.term_summary_file(term, kind="docx").startswith(b"PK")
    assert not Summary.objects.exists()


# --- shares of a chart -------------------------------------------------------------------------------------------


def test_a_chart_of_the_largest_tells_shares_of_the_whole(term: Any) -> None:
    kinds = [jobs.category() for _number in range(10)]
    for number, category in enumerate(kinds):
        for _time in range(2 if number == 0 else 1):
            repaired(jobs.LINE, category=category)
    summary = draft()
    chart = next(b["chart"] for b in queries.blocks_html(summary) if b.get("chart") and len(b["chart"]["lines"]) == 8)
    assert chart["whole"] == 11
    assert "占18.2%" in chart["title"]
