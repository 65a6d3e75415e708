"""Deeds on facts: accept, mend, drop, look again, add one that was not read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.history.likeness import YUAN_UNITS
from lvye.modules.history.models import DocumentStatus, FactKind, FactStatus, HistoryDocument, HistoryFact
from lvye.modules.history.queries import disputed, doubt_words, facts_of

from .documents import document_settle
from .proposing import MOST, worth

SAID = ("kind", "deed", "object", "qty", "qty_max", "unit", "approx", "place")


def fact_accept(fact: HistoryFact, *, actor: User, sure: bool = False) -> HistoryFact:
    """It is as it stands. A doubtful one only when `sure`: then it is counted like the others.

    Raises ValidationError (code "doubt") with what is doubtful; for a number nobody can read it must be mended.
    """
    _refuse_closed(fact.document)
    if fact.value is None:
        raise ValidationError(_("这个数读不清，请对照原件改正；原件也没有，就点“不要”。"), code="unreadable")
    if fact.value < 0:
        raise ValidationError(_("数量不能小于零，请对照原件改正，或者不要。"), code="negative")
    if fact.doubts and not sure:
        words = "".join(doubt_words(fact))
        raise ValidationError(_("%(why)s确实要采纳，请点“看过了，就是这样”。") % {"why": words}, code="doubt")
    values = {"aside": ""} if sure and fact.aside else {}
    with records.deed():
        taken = records.take(fact, "accept", actor=actor, **values)
        document_settle(fact.document, actor=actor)
    return taken


def fact_mend(fact: HistoryFact, *, actor: User, **values: Any) -> HistoryFact:
    """Put right what was misread (kind, deed, object, qty, qty_max, unit, approx, place) and keep it so.

    Raises ValidationError for a number that is none, and for what no document says.
    """
    _refuse_closed(fact.document)
    said = {name: values.get(name, getattr(fact, name)) for name in SAID}
    if "qty" in values and "qty_max" not in values and values["qty"] != fact.qty:
        said["qty_max"] = None
    _refuse_numbers(said)
    value, measure = _worth(said)
    sense = fact.approx_sense or "about" if said["approx"] else ""
    with records.deed():
        taken = records.take(fact, "mend", actor=actor, **said, value=value, measure=measure, approx_sense=sense)
        document_settle(fact.document, actor=actor)
    return taken


def fact_drop(fact: HistoryFact, *, actor: User) -> HistoryFact:
    """It is no fact, or is not wanted. It stays in the text and can be taken up again."""
    with records.deed():
        taken = records.take(fact, "drop", actor=actor)
        document_settle(fact.document, actor=actor)
    return taken


def fact_review(fact: HistoryFact, *, actor: User) -> HistoryFact:
    """Look at it again: it stands no longer, until it is judged."""
    with records.deed():
        taken = records.take(fact, "review", actor=actor)
        document_settle(fact.document, actor=actor)
    return taken


def fact_add(document: HistoryDocument, *, sentence: str, actor: User, **values: Any) -> HistoryFact:
    """Add one the reader did not see. `sentence` must stand in the text; it is kept as mended."""
    _refuse_closed(document)
    sentence = sentence.strip()
    start = document.text.find(sentence) if sentence else -1
    if start < 0:
        raise ValidationError({"sentence": _("正文里没有这句话，请从正文里复制一句。")})
    said: dict[str, Any] = {
        "kind": FactKind.DONE, "deed": "", "object": "", "qty": None, "qty_max": None, "unit": "", "approx": False,
        "place": "", **{name: values[name] for name in SAID if name in values},
    }  # fmt: skip
    _refuse_numbers(said)
    value, measure = _worth(said)
    last = document.facts.order_by("-number").values_list("number", flat=True).first() or 0
    end = start + len(sentence)
    with records.deed():
        made = records.create(
            HistoryFact, actor=actor, document=document, number=last + 1, start=start, end=end, figure_start=start,
            figure_end=start, sentence=sentence, action=said["deed"], value=value, measure=measure,
            approx_sense="about" if said["approx"] else "", read_as={}, status=FactStatus.MENDED, **said,
        )  # fmt: skip
        document_settle(document, actor=actor)
    return made


def all_accept(document: HistoryDocument, *, actor: User) -> int:
    """Accept every fact nobody can dispute; returns how many. Doubtful ones, and totals that do not agree with their
    parts, are left for somebody to look at."""
    _refuse_closed(document)
    facts = facts_of(document)
    left = disputed(facts)
    chosen = [one for one in facts if one.status == FactStatus.PROPOSED and one.pk not in left]
    with records.deed():
        for fact in chosen:
            records.take(fact, "accept", actor=actor)
        document_settle(document, actor=actor)
    return len(chosen)


def _worth(said: dict[str, Any]) -> tuple[Decimal | None, str]:
    """As in proposing; money that a person typed is turned into yuan by its unit."""
    yuan = None
    if said["kind"] == FactKind.MONEY and said["qty"] is not None:
        if said["unit"] not in YUAN_UNITS:
            raise ValidationError({"unit": _("金额的单位请写“元”或“万元”。")})
        yuan = said["qty"] * YUAN_UNITS[said["unit"]]
    return worth(said["kind"], said["qty"], said["unit"], yuan)


def _refuse_numbers(said: dict[str, Any]) -> None:
    qty, most = said["qty"], said["qty_max"]
    if qty is None:
        raise ValidationError({"qty": _("请填一个数；读不出来的就点“不要”。")})
    if qty < 0:
        raise ValidationError({"qty": _("数量不能小于零。")})
    if qty >= MOST:
        raise ValidationError({"qty": _("这个数太大了，不会是学校的数，请再看一眼原件。")})
    if most is not None and most < qty:
        raise ValidationError({"qty_max": _("“最多”不能比数量小。")})
    if not said["unit"].strip():
        raise ValidationError({"unit": _("请写单位，比如“个”“次”“元”。")})


def _refuse_closed(document: HistoryDocument) -> None:
    if document.status == DocumentStatus.VOID:
        raise ValidationError(_("这份材料已经撤下，要先恢复。"))
    if document.year is None:
        raise ValidationError(_("先选这份材料说的是哪一年，数才知道算在哪一年。"), code="no_year")
