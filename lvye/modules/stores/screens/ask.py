"""我要领: a teacher says from the phone what is needed; and what one has asked for, got and borrowed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person, SchoolClass, person_of
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.stores import services
from lvye.modules.stores.models import Issue, Item, Loan, LoanStatus, Need, NeedLine, NeedStatus, Sign, Status
from lvye.modules.stores.queries import on_hand_many
from lvye.modules.stores.sight import ASK

from .basket import BLANK, OFTEN, day, outs, rows_posted

MOST = 20
S = NeedStatus


@needs(ASK)
@require_http_methods(["GET", "POST"])
@sent_once
def ask(request: AuthedRequest) -> HttpResponseBase:
    """Ask for goods: pick, see what is there, send."""
    person = person_of(request.user)
    problem: list[str] = []
    rows = []
    if request.method == "POST":
        rows = rows_posted(request.POST, None)
        try:
            with records.attempt():
                need = _asked(request, person, rows)
        except ValidationError as refused:
            problem = refused.messages
        else:
            ready = _("已交给保管员，备好了就可以去领。")
            messages.success(request, ready if need.status == S.AGREED else _("已提交，等批准：%s。") % need.over)
            return redirect("stores:mine")
    context = {
        "person": person, "rows": rows, "problem": problem, "often": _usual(person), "blank": BLANK,
        "classes": SchoolClass.objects.filter(head=person, is_open=True) if person else [],
        "why": request.POST.get("why", ""), "wanted_on": request.POST.get("wanted_on", ""),
        "to_class": request.POST.get("to_class", ""),
    }  # fmt: skip
    return render(request, "stores/ask.html", context, status=400 if problem else 200)


def _asked(request: AuthedRequest, person: Person | None, rows: list[Any]) -> Need:
    if person is None:
        raise ValidationError(_("您的账号还没有对应的人员，请总务处登记。"))
    pk = request.POST.get("to_class", "")
    mine = SchoolClass.objects.filter(pk=pk, head=person).first() if pk.isdecimal() else None
    return services.need_ask(
        person=person, lines=outs(rows), to_class=mine, why=request.POST.get("why", "")[:100],
        wanted_on=day(request.POST.get("wanted_on", "")), now=timezone.now(), actor=request.user,
    )  # fmt: skip


def _usual(person: Person | None) -> list[Item]:
    """What he, or his department, asked for lately."""
    lines = NeedLine.objects.filter(need__department=person.department) if person and person.department else None
    if lines is None:
        return []
    lately: list[int] = []
    for pk in lines.order_by("-pk").values_list("item", flat=True)[:60]:
        if pk not in lately and len(lately) < OFTEN:
            lately.append(pk)
    there = on_hand_many()
    found = Item.objects.filter(is_active=True).prefetch_related("units").in_bulk(lately)
    for item in found.values():
        item.there = there.get(item.pk, 0)  # type: ignore[attr-defined]
    return [found[pk] for pk in lately if pk in found]


@needs(ASK)
def mine(request: AuthedRequest) -> HttpResponseBase:
    """What one has asked for, has to sign for, and has borrowed."""
    person = person_of(request.user)
    wanted = Need.objects.filter(person=person).order_by("-pk")
    got = Issue.objects.filter(taken_by=person, status=Status.POSTED, reverses__isnull=True).order_by("-pk")
    got = (got if person else got.none()).select_related("store").prefetch_related("lines__item")
    context = {
        "needs": wanted[:MOST] if person else [], "unsigned": got.filter(signed=Sign.NONE),
        "issues": got.exclude(signed=Sign.NONE)[:MOST], "loans": _out(person), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "stores/mine.html", context)


def _out(person: Person | None) -> list[Loan]:
    if person is None:
        return []
    rows = Loan.objects.filter(person=person, returned=LoanStatus.OUT, status=Status.POSTED)
    return list(rows.prefetch_related("lines__item").order_by("due_on"))


@needs(ASK)
@require_POST
def sign(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The receiver says on his own phone that he has the goods."""
    paper = get_object_or_404(Issue, pk=pk, taken_by=person_of(request.user), status=Status.POSTED)
    try:
        services.issue_sign(paper, how=Sign.PHONE, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        messages.error(request, "；".join(problem.messages))
    else:
        messages.success(request, _("已确认领取。"))
    return redirect("stores:mine")


@needs(ASK)
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Take one's own request back."""
    need = get_object_or_404(Need, pk=pk, person=person_of(request.user))
    try:
        services.need_withdraw(need, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        messages.error(request, "；".join(problem.messages))
    else:
        messages.success(request, _("已撤回。"))
    return redirect("stores:mine")
