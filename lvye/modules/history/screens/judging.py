"""Judging facts: accept, mend, drop, look again; all that are clear in one go; one that was not read."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lvye.kernel.registers.api import AuthedRequest, explain, needs, registers, varied, wants_part
from lvye.modules.history import services
from lvye.modules.history.marks import piece_of
from lvye.modules.history.models import HistoryFact
from lvye.modules.history.queries import facts_of

from .document import ACCEPT, address_of, document_of, fact_of, following, opened, page, standing
from .entries import AddForm, FactForm


@needs(ACCEPT)
@require_POST
def accept(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """As it stands; with `sure` also a doubtful one."""
    sure = request.POST.get("sure") == "1"
    return _judged(
        request, fact_of(request, pk), lambda fact: services.fact_accept(fact, sure=sure, actor=request.user)
    )


@needs("history.mend_historyfact")
@require_POST
def mend(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Put right, and keep."""
    fact, form = fact_of(request, pk), FactForm(request.POST)
    if not form.is_valid():
        return _refused(request, fact, form=form)
    try:
        with transaction.atomic():
            services.fact_mend(fact, actor=request.user, **form.cleaned_data)
    except ValidationError as problem:
        explain(form, problem)
        return _refused(request, fact_of(request, pk), form=form)
    return _next(request, fact_of(request, pk), stay=False)


@needs("history.drop_historyfact")
@require_POST
def drop(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Not wanted."""
    return _judged(request, fact_of(request, pk), lambda fact: services.fact_drop(fact, actor=request.user))


@needs("history.review_historyfact")
@require_POST
def review(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Back to those that wait."""
    fact = fact_of(request, pk)
    return _judged(request, fact, lambda one: services.fact_review(one, actor=request.user), stay=True)


@needs(ACCEPT)
@require_POST
def accept_all(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """All that nobody can dispute."""
    document = document_of(request, pk)
    try:
        with transaction.atomic():
            done = services.all_accept(document, actor=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect(address_of(None, document))
    left = sum(one.status == HistoryFact.Status.PROPOSED for one in facts_of(document))
    text = ngettext("采纳了 %(n)s 条。", "采纳了 %(n)s 条。", done) % {"n": done}
    if left:
        text += _("还有 %(n)s 条有疑问，要您一条条看。") % {"n": left}
    messages.success(request, text)
    return redirect(address_of(None, document))


@needs("history.add_historyfact")
def add(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One the reader did not see."""
    document = document_of(request, pk)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.fact_add(document, actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(address_of(made, document))
    context = {
        "reg": registers["history.historydocument"], "form": form, "title": _("加一条没读出来的"), "more": (),
        "submit_label": _("加上"), "cancel_url": address_of(None, document),
    }  # fmt: skip
    return render(request, "registers/form.html", context, status=400 if form.errors else 200)


def _judged(
    request: AuthedRequest, fact: HistoryFact, deed: Callable[[HistoryFact], object], *, stay: bool = False
) -> HttpResponseBase:
    try:
        with transaction.atomic():
            deed(fact)
    except ValidationError as problem:
        return _refused(request, fact_of(request, fact.pk), problem=" ".join(problem.messages))
    return _next(request, fact_of(request, fact.pk), stay=stay)


def _next(request: AuthedRequest, fact: HistoryFact, *, stay: bool) -> HttpResponseBase:
    """What follows: with htmx the next fact, and what changed on the page; else the page."""
    document = document_of(request, fact.document_id)
    facts = facts_of(document)
    chosen = fact if stay else following(facts, fact)
    if not wants_part(request):
        return redirect(address_of(chosen, document))
    context = {
        **standing(request, document, facts), **opened(request, facts, chosen),
        "marks": [piece_of(document.text, one) for one in facts if one.pk == fact.pk],
    }  # fmt: skip
    return varied(render(request, "history/_after.html", context))


def _refused(
    request: AuthedRequest, fact: HistoryFact, *, form: FactForm | None = None, problem: str = ""
) -> HttpResponse:
    if not wants_part(request):
        document = document_of(request, fact.document_id)
        return page(request, document, chosen=fact.pk, form=form, problem=problem, status=400)
    facts = facts_of(fact.document)
    one = next(one for one in facts if one.pk == fact.pk)
    context = opened(request, facts, one, form=form, problem=problem)
    return varied(render(request, "history/_fact.html", context, status=400))
