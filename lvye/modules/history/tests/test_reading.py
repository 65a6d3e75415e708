"""Reading documents in: what is kept, what is known again, what is refused and how."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.rules.api import rule_set
from lvye.kit.prose import Fact, Reading, Tally
from lvye.modules.history import services
from lvye.modules.history.models import DocumentStatus, FactStatus, HistoryDocument, HistoryFact
from lvye.modules.history.queries import disputed, facts_of, sums
from lvye.modules.history.services.proposing import facts_propose

from . import make

pytestmark = pytest.mark.django_db


def upload(content: bytes, name: str, **values: Any) -> HistoryDocument:
    return services.document_read(upload=make.file(content, name), now=make.NOW, actor=system_user(), **values)


def test_every_fact_of_a_word_file_is_proposed_at_once_with_its_place() -> None:
    document = upload(make.word("2016年工作总结", make.SAID), "2016年总结.docx")
    assert (document.title, document.year, document.source) == ("2016年总结", 2016, "docx")
    facts = facts_of(document)
    assert [(one.deed, one.object, one.qty, one.unit) for one in facts[:2]] == [
        ("更换", "灯管", 120, "根"),
        ("维修", "课桌", 45, "张"),
    ]
    assert {one.status for one in facts} == {FactStatus.PROPOSED}
    for one in facts:
        assert document.text[one.figure_start : one.figure_end] in one.sentence


def test_money_is_kept_as_printed_and_counted_in_yuan() -> None:
    fact = make.read("投入2.5万元修了厨房。").facts.get(kind="money")
    assert (fact.qty, fact.unit, fact.value, fact.measure) == (Decimal("2.5"), "万元", 25000, "元")


def test_the_source_file_is_kept_beside_its_text() -> None:
    content = make.word("2016年总结", make.SAID)
    document = upload(content, "老总结.docx")
    (kept,) = files.of(document)
    assert files.path_of(kept).read_bytes() == content


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_plain_text_in_any_encoding_is_read_and_kept_readable(encoding: str) -> None:
    document = upload(f"2016年总结\r\n{make.SAID}".encode(encoding), "总结.txt")
    assert make.SAID in document.text
    (kept,) = files.of(document)
    assert make.SAID in files.path_of(kept).read_text("utf-8")


def test_a_pdf_is_read_page_by_page_and_pages_of_pictures_are_told() -> None:
    document = upload(make.pdf("2016年总结，更换灯管120根。", ""), "总结.pdf")
    assert document.pages == 2
    assert document.warnings == ["第 2 页没有读出文字，可能是图片。"]
    assert document.facts.get().qty == 120


def test_the_same_file_twice_leads_to_the_first() -> None:
    first = upload(make.word("2016年总结", make.SAID), "甲.docx")
    with pytest.raises(services.KnownError) as known:
        upload(make.word("2016年总结", make.SAID), "乙.docx")
    assert known.value.document == first
    assert HistoryDocument.objects.count() == 1


def test_the_same_words_are_known_whether_they_come_as_word_or_pasted() -> None:
    first = upload(make.word("2016年总结", make.SAID), "甲.docx")
    with pytest.raises(services.KnownError) as known:
        make.read(f"2016年总结 \r\n\r\n  {make.SAID}")
    assert known.value.document == first


def test_a_year_nobody_wrote_stays_open_until_somebody_says_it() -> None:
    document = make.read("20xx年总结。更换灯管120根。", year=None, title="总结")
    assert document.year is None
    fact = document.facts.get()
    with pytest.raises(ValidationError, match="哪一年"):
        services.fact_accept(fact, actor=system_user())
    services.document_change(document, year=2016, span="year", actor=system_user())
    fact.refresh_from_db()
    services.fact_accept(HistoryFact.objects.get(pk=fact.pk), actor=system_user())
    document.refresh_from_db()
    assert document.status == DocumentStatus.KEPT


def test_a_sentence_of_nonsense_gives_no_fact_and_loses_nothing() -> None:
    document = make.read("阿弥陀佛 lorem ipsum ，，。？！ 的的的", year=2016)
    assert document.facts.count() == 0
    assert "lorem ipsum" in document.text
    assert document.status == DocumentStatus.OPEN
    assert services.document_keep(document, actor=system_user()).status == DocumentStatus.KEPT


def test_negative_and_absurd_quantities_are_kept_for_a_look_and_never_taken_in_one_go() -> None:
    document = make.read("维修课桌-5张。更换灯管99999999999999999999999999根。更换水龙头18个。")
    facts = {one.object: one for one in facts_of(document)}
    assert disputed(list(facts.values())) == {facts["课桌"].pk, facts["灯管"].pk}
    assert services.all_accept(document, actor=system_user()) == 1
    facts["水龙头"].refresh_from_db()
    assert facts["水龙头"].status == FactStatus.ACCEPTED
    with pytest.raises(ValidationError, match="小于零"):
        services.fact_accept(facts["课桌"], sure=True, actor=system_user())


def test_a_number_longer_than_any_school_has_is_marked_as_unreadable() -> None:
    fact = a_fact("更换灯管9根", qty=Decimal(10) ** 40)
    document = proposed("更换灯管9根", [fact])
    kept = document.facts.get()
    assert kept.qty is None
    assert "unreadable" in kept.flags


def a_fact(text: str, **values: Any) -> Fact:
    given: dict[str, Any] = {
        "sentence": text, "start": 0, "end": len(text), "figure": (0, 1), "action": "更换", "deed": "更换",
        "object": "灯管", "qty": Decimal(9), "qty_max": None, "unit": "根", "approx": False, "approx_word": "",
        "approx_sense": "", "amount_yuan": None, "place": "", "period": "", "kind": "done", "flags": frozenset(),
        "group": None,
    }  # fmt: skip
    return Fact(**(given | values))


def proposed(text: str, facts: list[Fact], *tallies: Tally) -> HistoryDocument:
    """A document whose facts are exactly these."""
    document = make.historydocument(text=f"没有数的材料{'又' * HistoryDocument.objects.count()}")
    HistoryDocument.objects.filter(pk=document.pk).update(text=text)
    document.refresh_from_db()
    facts_propose(document, Reading(text, tuple(facts), tallies, 2016), actor=system_user())
    return document


def totals(*values: int | None) -> HistoryDocument:
    """A total and its parts, as a reader finds them: 合计 first."""
    facts = [
        a_fact("句", figure=(n, n + 1), start=n, end=n + 1, object=f"物{n}", qty=None if v is None else Decimal(v))
        for n, v in enumerate(values)
    ]
    numbers = [v for v in values[1:] if v is not None]
    stated = Tally(0, tuple(range(1, len(values))), Decimal(values[0] or 0), Decimal(sum(numbers)))
    return proposed("一二三四五六", facts, stated)


def test_a_total_stands_beside_its_parts_and_says_what_is_missing() -> None:
    (one,) = sums(facts_of(totals(3349, 929, 184, None, 46)))
    assert (one.summed, one.difference, one.unreadable, one.agrees) == (1159, 2190, 1, False)


def test_totals_that_do_not_agree_are_left_out_of_accepting_in_one_go() -> None:
    assert services.all_accept(totals(10, 4, 1), actor=system_user()) == 0
    assert services.all_accept(totals(10, 4, 6), actor=system_user()) == 3


def test_mending_a_part_can_make_a_total_agree() -> None:
    document = totals(10, 4, 5)
    part = document.facts.get(object="物2")
    services.fact_mend(part, qty=Decimal(6), actor=system_user())
    (one,) = sums(facts_of(document))
    assert one.agrees


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("document", "styles", "numbering"):
            archive.writestr(f"word/{part}.xml", b" " * 80_000_000)
    return out.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a scan": (lambda: make.pdf("", ""), "扫描.pdf", "扫描件"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "总结.doc", "另存为 .docx"),
    "an empty file": (lambda: b"", "空.txt", "是空的"),
    "a PDF under a password": (lambda: make.pdf("更换灯管3根，维修门两扇。", password="secret"), "锁.pdf", "去掉密码"),
    "a Word file under a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "锁.docx",
        "去掉密码",
    ),
    "fifty megabytes of text": (lambda: "修灯。".encode() * (50 * 1024 * 1024 // 9), "长.txt", "最多 20 MB"),
    "a long novel": (lambda: "修灯。".encode() * 40_000, "小说.txt", "最多读 100,000 字"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "图.png", "不是能读的文档"),
    "a page of the web": (lambda: b"<!doctype html><html><body>x</body></html>", "页.html", "网页"),
    "a file cut short": (lambda: make.word(make.SAID)[:2000], "断.docx", "没有传完整"),
    "a bomb": (bomb, "弹.docx", "展开后有"),
}


@pytest.mark.parametrize(("content", "name", "says"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_is_refused_with_the_way_out_and_nothing_is_kept(
    content: Callable[[], bytes], name: str, says: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        upload(content(), name)
    assert says in refused.value.message_dict["upload"][0]
    assert not HistoryDocument.objects.exists()


def test_nothing_at_all_is_refused_with_both_ways() -> None:
    with pytest.raises(ValidationError, match="选一个文件"):
        make.read("  \n ")


def test_pasted_text_has_the_same_limit() -> None:
    with pytest.raises(ValidationError, match="最多读"):
        make.read("修灯。" * 40_000)


def test_how_long_a_document_may_be_is_a_rule_of_the_school() -> None:
    rule_set("history.most_characters", 1000, effective_from=make.NOW.date(), why="电脑旧", actor=system_user())
    with pytest.raises(ValidationError, match="1,000 字"):
        make.read("修灯。" * 400)


def test_a_file_name_with_a_path_in_it_is_only_a_name() -> None:
    document = services.document_read(
        upload=ContentFile(make.word("2016年总结", make.SAID), "..\\..\\x/老总结.docx"),
        now=make.NOW,
        actor=system_user(),
    )
    assert document.title == "老总结"


def test_signs_a_database_cannot_keep_are_left_out() -> None:
    document = make.read("更换灯管\x00120根。")
    assert "\x00" not in document.text
