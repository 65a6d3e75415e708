"""The pages: reading a document in, its marks, judging with and without htmx."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lvye.kernel.accounts.api import User, system_user
from lvye.modules.history import services
from lvye.modules.history.models import FactStatus, HistoryDocument, HistoryFact

from . import make
from .test_reading import a_fact, proposed, totals

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
NEW = "/history/historydocument/new/"
HTMX = {"HX-Request": "true"}
OFFICE = [
    *(f"history.{verb}_historydocument" for verb in ("view", "add", "change", "withdraw", "restore")),
    *(f"history.{verb}_historyfact" for verb in ("view", "add", "accept", "mend", "drop", "review")),
]


@pytest.fixture
def office(client: Any, clerk: User, allow: Any) -> Any:
    """Signed in as the office, which may judge."""
    allow(*OFFICE)
    client.force_login(clerk)
    return client


@pytest.fixture
def leader(client: Any, clerk: User, allow: Any) -> Any:
    """Signed in as somebody who may only look."""
    allow("history.view_historydocument", "history.view_historyfact")
    client.force_login(clerk)
    return client


def url(name: str, pk: int) -> str:
    return reverse(f"history:{name}", args=[pk])


def page(client: Any, document: HistoryDocument, query: str = "") -> str:
    answer = client.get(reverse("history.historydocument:detail", args=[document.pk]) + query)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_an_upload_leads_to_its_marked_text(office: Any) -> None:
    file = SimpleUploadedFile("2016年总结.docx", make.word("2016年工作总结", make.SAID))
    answer = office.post(NEW, {"upload": file, "kind": "summary"}, follow=True)
    text = answer.content.decode()
    document = HistoryDocument.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("history.historydocument:detail", args=[document.pk])
    fact = document.facts.get(object="灯管")
    assert f'id="f{fact.pk}"' in text
    assert "<b>120根</b>" in text
    assert 'class="fact done is-proposed' in text
    assert "核对了 0 /" in text


def test_pasted_words_are_read_too(office: Any) -> None:
    office.post(NEW, {"text": make.SAID, "year": "2016", "kind": "summary"})
    assert HistoryDocument.objects.get().year == 2016


def test_the_same_document_leads_to_the_first_and_says_so(office: Any) -> None:
    first = make.read(make.SAID)
    answer = office.post(NEW, {"text": make.SAID, "kind": "summary"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("history.historydocument:detail", args=[first.pk])
    assert "读过了" in answer.content.decode()


def test_a_refused_file_says_why_beside_its_field_and_what_was_typed_is_kept(office: Any) -> None:
    file = SimpleUploadedFile("扫描.pdf", make.pdf(""))
    answer = office.post(NEW, {"upload": file, "title": "我的标题", "kind": "summary"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "扫描件" in text
    assert "我的标题" in text


def test_an_empty_file_and_an_empty_form_are_told_apart(office: Any) -> None:
    empty = office.post(NEW, {"upload": SimpleUploadedFile("空.docx", b""), "kind": "summary"})
    assert "是空的" in empty.content.decode()
    assert "选一个文件" in office.post(NEW, {"kind": "summary"}).content.decode()


def test_accepting_with_htmx_brings_the_next_fact_the_judged_mark_and_the_progress(office: Any) -> None:
    document = make.historydocument()
    fact = document.facts.get(object="灯管")
    answer = office.post(url("accept", fact.pk), headers=HTMX)
    text = answer.content.decode()
    assert "<html" not in text
    assert 'class="fact done is-accepted' in text
    assert 'hx-swap-oob="outerHTML"' in text
    assert "核对了 1 /" in text
    assert f'data-open="{document.facts.get(object="课桌").pk}"' in text


def test_without_scripts_every_deed_leads_back_to_the_page(office: Any) -> None:
    document = make.historydocument()
    first, second = document.facts.order_by("number")[:2]
    answer = office.post(url("drop", first.pk))
    where = reverse("history.historydocument:detail", args=[document.pk])
    assert (answer.status_code, answer.url) == (302, f"{where}?fact={second.pk}#f{second.pk}")
    assert office.post(url("review", first.pk)).url == f"{where}?fact={first.pk}#f{first.pk}"


def test_after_the_last_fact_the_page_says_it_is_history(office: Any) -> None:
    document = make.read("更换灯管120根。")
    text = office.post(url("accept", document.facts.get().pk), headers=HTMX).content.decode()
    assert "已存为2016年的历史" in text
    assert "已存为2016年的历史" in page(office, document)


def test_a_doubtful_fact_says_why_and_is_accepted_by_its_own_button(office: Any) -> None:
    document = proposed("更换灯管9根", [a_fact("更换灯管9根", flags=frozenset({"implausible"}))])
    fact = document.facts.get()
    text = page(office, document)
    assert "丢了小数点" in text
    assert "就是这样" in text
    refused = office.post(url("accept", fact.pk), headers=HTMX)
    assert refused.status_code == 400
    assert "丢了小数点" in refused.content.decode()
    office.post(url("accept", fact.pk), {"sure": "1"}, headers=HTMX)
    fact.refresh_from_db()
    assert fact.status == FactStatus.ACCEPTED


def test_what_cannot_be_read_opens_its_form_at_once(office: Any) -> None:
    document = proposed("更换灯管X根", [a_fact("更换灯管X根", qty=None, flags=frozenset({"unreadable"}))])
    text = page(office, document)
    assert "data-mend open" in text
    assert url("accept", document.facts.get().pk) not in text


def test_mending_keeps_what_was_typed_when_it_is_refused(office: Any) -> None:
    fact = make.historyfact()
    said = {"kind": "done", "deed": "更换", "object": "日光灯", "qty": "-3", "unit": "根"}
    for headers in (HTMX, {}):
        answer = office.post(url("mend", fact.pk), said, headers=headers)
        assert answer.status_code == 400
        assert "不能小于零" in answer.content.decode()
        assert "日光灯" in answer.content.decode()
    for qty, says in (("很多", ""), ("9" * 50, "太大"), ("", "填一个数")):
        answer = office.post(url("mend", fact.pk), {**said, "qty": qty}, headers=HTMX)
        assert answer.status_code == 400
        assert says in answer.content.decode()
    assert office.post(url("mend", fact.pk), {**said, "qty": "118"}).status_code == 302
    fact.refresh_from_db()
    assert (fact.status, fact.qty, fact.object) == (FactStatus.MENDED, 118, "日光灯")
    assert "原来读作" in page(office, fact.document, f"?fact={fact.pk}")


def test_totals_that_do_not_agree_stand_beside_their_parts(office: Any) -> None:
    text = page(office, totals(3349, 929, 184, None, 46))
    assert "对不上" in text
    assert "合计比分项之和多 2,190" in text
    assert "1 项读不清" in text
    assert "3,349根是合计，分项之和是 1,159，对不上" in text


def test_all_that_is_clear_is_accepted_in_one_go_and_the_rest_is_counted(office: Any) -> None:
    document = totals(10, 4, 1)
    services.fact_mend(document.facts.get(object="物0"), qty=5, actor=system_user())
    services.fact_review(HistoryFact.objects.get(document=document, object="物0"), actor=system_user())
    answer = office.post(url("accept-all", document.pk), follow=True)
    assert "采纳了 3 条" in answer.content.decode()
    mismatched = totals(10, 4)
    assert "还有 2 条有疑问" in office.post(url("accept-all", mismatched.pk), follow=True).content.decode()


def test_a_document_without_a_year_asks_for_it_first(office: Any) -> None:
    document = make.read("20xx年总结。更换灯管120根。", year=None, title="总结")
    assert "说的是哪一年" in page(office, document)
    assert "条都采纳" not in page(office, document)
    office.post(url("when", document.pk), {"year": "1066", "span": "year"})
    document.refresh_from_db()
    assert document.year is None
    office.post(url("when", document.pk), {"year": "2016", "span": "autumn"})
    document.refresh_from_db()
    assert document.when == "2016—2017学年第一学期"
    assert "条都采纳" in page(office, document)


def test_who_may_only_look_sees_marks_and_no_deeds(leader: Any) -> None:
    fact = make.historyfact()
    text = page(leader, fact.document)
    assert f'id="f{fact.pk}"' in text
    assert "/accept/" not in text
    assert "accept-all" not in text
    for name in ("accept", "mend", "drop", "review"):
        assert leader.post(url(name, fact.pk)).status_code == 403
    assert leader.post(url("accept-all", fact.document_id)).status_code == 403
    assert leader.get(NEW).status_code == 403


def test_a_withdrawn_document_offers_no_deeds_on_its_facts(office: Any) -> None:
    fact = make.historyfact()
    services.document_withdraw(fact.document, why="传错了", actor=system_user())
    text = page(office, HistoryDocument.objects.get(pk=fact.document_id))
    assert "传错了" in text
    assert url("accept", fact.pk) not in text
    assert office.post(url("accept", fact.pk), headers=HTMX).status_code == 400


def test_text_from_a_document_is_shown_as_text(office: Any) -> None:
    document = make.read("<script>alert(1)</script>更换<b>灯管</b>120根。")
    assert "<script>alert(1)" not in page(office, document)


def test_a_fact_by_itself_is_its_place_in_the_document(office: Any) -> None:
    fact = make.historyfact()
    whole = office.get(url("fact", fact.pk)).content.decode()
    assert f'data-open="{fact.pk}"' in whole
    part = office.get(url("fact", fact.pk), headers=HTMX).content.decode()
    assert "<html" not in part


def test_the_page_of_a_long_document_takes_no_more_queries(office: Any, django_assert_max_num_queries: Any) -> None:
    document = make.read("。".join(f"更换灯管{n}根" for n in range(2, 90)))
    assert document.facts.count() > 60
    page(office, document)
    with django_assert_max_num_queries(26):
        page(office, document)


def test_what_waits_stands_on_the_home_page(office: Any) -> None:
    document = make.historydocument()
    assert document.title in office.get("/").content.decode()
    services.all_accept(document, actor=system_user())
    assert "往年材料待核对" not in office.get("/").content.decode()


def test_a_missed_fact_is_added_from_the_text(office: Any) -> None:
    document = make.read("灯管前后换了一百二十来根。")
    said = {"sentence": "前后换了一百二十来根", "kind": "done", "deed": "更换", "object": "灯管", "unit": "根"}
    assert office.post(url("add", document.pk), {**said, "qty": "120", "sentence": "没有这句"}).status_code == 400
    assert office.post(url("add", document.pk), {**said, "qty": "120"}).status_code == 302
    assert document.facts.filter(status=FactStatus.MENDED).count() == 1
