"""A document's page: its text with every fact marked, the one that is open beside it, totals, progress."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.figures.api import address
from lvye.kernel.files import api as files
from lvye.kernel.registers.api import (
    AuthedRequest,
    Register,
    allowed,
    needs,
    registers,
    steps_for,
    story,
    varied,
    wants_part,
)
from lvye.kernel.terms.api import span_period
from lvye.kit import say
from lvye.modules.history.marks import paragraphs
from lvye.modules.history.models import DocumentStatus, FactKind, FactStatus, HistoryDocument, HistoryFact
from lvye.modules.history.models.fact import YUAN
from lvye.modules.history.queries import Sum, disputed, doubt_words, facts_of, progress, sums

from .entries import FactForm, WhenForm, said_of

VIEW = "history.view_historyfact"
ACCEPT = "history.accept_historyfact"


def document_of(request: AuthedRequest, pk: int) -> HistoryDocument:
    """A document the user may see."""
    found: HistoryDocument = get_object_or_404(
        registers["history.historydocument"].rows(request.user).select_related("read_by"), pk=pk
    )
    return found


def fact_of(request: AuthedRequest, pk: int) -> HistoryFact:
    """A fact the user may see."""
    rows = registers["history.historyfact"].rows(request.user).select_related("document")
    found: HistoryFact = get_object_or_404(rows, pk=pk)
    return found


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The document; ?fact= opens one of its facts."""
    document = document_of(request, pk)
    asked = request.GET.get("fact", "")
    return page(request, document, chosen=int(asked) if asked.isdecimal() and len(asked) < 18 else None)


@allowed("view")
def fact_detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A fact: where it stands in its document."""
    fact = fact_of(request, pk)
    return page(request, document_of(request, fact.document_id), chosen=fact.pk)


def page(
    request: AuthedRequest, document: HistoryDocument, *, chosen: int | None = None, form: FactForm | None = None,
    problem: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The whole page, with the chosen fact open (else the first that waits)."""
    reg, facts = registers["history.historydocument"], facts_of(document)
    chosen_fact = next((one for one in facts if one.pk == chosen), None) or following(facts, None)
    template = "history/print.html" if request.GET.get("as") == "print" else "history/document.html"
    context = {
        "reg": reg, "document": document, "paragraphs": paragraphs(document.text, facts),
        "steps": steps_for(reg, document, request.user), "story": story(reg, document),
        "papers": [{"url": files.url(one), "name": one.filename} for one in files.of(document)],
        "size": say.number(len(document.text)), "read_at": say.moment(document.read_at),
        "when_form": WhenForm(initial={"span": document.span}) if document.year is None else None,
        "kinds": FactKind.choices, "now": timezone.now(),
        "may_change": request.user.has_perm("history.change_historydocument"),
        "may_add": request.user.has_perm("history.add_historyfact") and document.year is not None
        and document.status != DocumentStatus.VOID,
        **standing(request, document, facts),
        **opened(request, facts, chosen_fact, form=form, problem=problem),
    }  # fmt: skip
    return render(request, template, context, status=status)


def standing(request: AuthedRequest, document: HistoryDocument, facts: Sequence[HistoryFact]) -> dict[str, Any]:
    """How far it is judged, what could be accepted in one go, totals beside their parts, where its history stands."""
    far, left = progress(facts), disputed(facts)
    plain = sum(one.status == FactStatus.PROPOSED and one.pk not in left for one in facts)
    may = request.user.has_perm(ACCEPT) and document.year is not None and document.status != DocumentStatus.VOID
    return {
        "document": document, "far": far, "plain": plain if may else 0, "may_judge": may,
        "dropped": far.judged - far.kept,
        "share": f"{Decimal(100) * far.judged / far.count:.2f}" if far.count else "0",
        "sums": [_said(one) for one in sums(facts)],
        "figures_url": _figures(document) if far.kept else "",
    }  # fmt: skip


def _figures(document: HistoryDocument) -> str:
    if document.begins_on is None or document.ends_on is None:
        return ""
    return address("history.stated", span_period(document.begins_on, document.ends_on), {"year": document.year})


def _said(one: Sum) -> dict[str, Any]:
    """A total and its parts in words."""
    difference = one.difference
    said = ""
    if difference is not None and difference != 0:
        pattern = _("合计比分项之和多 %(n)s") if difference > 0 else _("合计比分项之和少 %(n)s")
        said = pattern % {"n": _number(abs(difference))}
    return {
        "total": one.total, "parts": one.parts, "summed": _number(one.summed), "agrees": one.agrees, "said": said,
        "unreadable": one.unreadable,
    }  # fmt: skip


def _number(value: Decimal) -> str:
    return say.number(int(value)) if value == int(value) else say.qty(value)


def opened(
    request: AuthedRequest, facts: Sequence[HistoryFact], fact: HistoryFact | None, *, form: FactForm | None = None,
    problem: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What the part of one fact reads: the fact, why it is doubtful, what may be done, those before and after it."""
    if fact is None:
        return {"fact": None}
    place = next(n for n, one in enumerate(facts) if one.pk == fact.pk)
    waiting = [one for one in facts[place + 1 :] if one.status == FactStatus.PROPOSED]
    first = next((one for one in facts if one.group == fact.group and fact.group is not None), None)
    worth = fact.value is not None and fact.measure == YUAN and fact.unit != YUAN
    may = request.user.has_perm(ACCEPT) and fact.document.status != DocumentStatus.VOID
    return {
        "fact": fact, "problem": problem, "doubts": doubt_words(fact), "apart": _apart(fact, facts),
        "place_no": place + 1, "facts_count": len(facts),
        "before": facts[place - 1] if place else None, "after": facts[place + 1] if place + 1 < len(facts) else None,
        "next_waiting": waiting[0] if waiting else None,
        "may_judge": may and fact.document.year is not None, "may_say": may,
        "yuan": say.money(fact.value) if worth and fact.value is not None else "",
        "first": first if first is not None and first.pk != fact.pk and "repeated" in fact.flags else None,
        "may_accept": fact.value is not None and fact.value >= 0,
        "mended": mended_from(fact), "form": form or FactForm(initial=said_of(fact)), "mend_open": bool(form),
    }  # fmt: skip


def _apart(fact: HistoryFact, facts: Sequence[HistoryFact]) -> str:
    """What is wrong with the total this fact is, or is a part of."""
    for one in sums(facts):
        if not one.agrees and fact.pk in (one.total.pk, *(part.pk for part in one.parts)):
            text = (
                _("%(total)s是合计，分项之和是 %(sum)s，对不上。")
                if one.total.pk == fact.pk
                else _("它是%(total)s里的一项，分项之和是 %(sum)s，对不上。")
            )
            return text % {"total": one.total.amount, "sum": _number(one.summed)}
    return ""


def mended_from(fact: HistoryFact) -> str:
    """What the reader made of it, where somebody mended it."""
    read = fact.read_as
    if fact.status != FactStatus.MENDED or not read:
        return ""
    qty = say.qty(Decimal(read["qty"])) if read.get("qty") else _("读不清")
    return " ".join(part for part in (read.get("deed", ""), read.get("object", ""), f"{qty}{read['unit']}") if part)


def following(facts: Sequence[HistoryFact], after: HistoryFact | None) -> HistoryFact | None:
    """The next fact that waits, behind this one; from the beginning when there is none."""
    waiting = [one for one in facts if one.status == FactStatus.PROPOSED]
    if after is not None:
        behind = [one for one in waiting if (one.start, one.number) > (after.start, after.number)]
        waiting = behind or waiting
    return waiting[0] if waiting else None


@needs(VIEW)
def fact_part(request: AuthedRequest, pk: int) -> HttpResponse:
    """One fact, to be shown beside the text; by itself it is the page of its document."""
    fact = fact_of(request, pk)
    if not wants_part(request):
        return varied(page(request, document_of(request, fact.document_id), chosen=pk))
    facts = facts_of(fact.document)
    one = next(one for one in facts if one.pk == pk)
    return varied(render(request, "history/_fact.html", opened(request, facts, one)))


def address_of(fact: HistoryFact | None, document: HistoryDocument) -> str:
    """Where a fact is open on the page of its document."""
    where = reverse("history.historydocument:detail", args=[document.pk])
    return f"{where}?fact={fact.pk}#f{fact.pk}" if fact is not None else where
