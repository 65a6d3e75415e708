"""待我审批: one after the other, each on one screen, agreed to with one tap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notice_seen
from lvye.kernel.people.api import Person, PersonKind, PersonStatus
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.registers.api import AuthedRequest, DayInput, Register, allowed, choose_from, needs
from lvye.kit import say

from . import queries, services, sight
from .deciders import turns_of
from .declare import approvables
from .models import Asking, Turn

SHOWN = 100
RIGHT = "approvals.view_asking"


@needs()
@require_safe
def waiting(request: AuthedRequest) -> HttpResponse:
    """Everything that waits for this user, the oldest first, and what was sent back to him."""
    now = timezone.now()
    context = {
        "rows": rows_of(queries.waiting_for(request.user)[:SHOWN], request.user, now),
        "returned": rows_of(queries.returned_to(request.user)[:SHOWN], request.user, now),
        "all_url": reverse("approvals.asking:list") if request.user.has_perm(RIGHT) else "",
    }
    return render(request, "approvals/waiting.html", context)


def rows_of(found: Iterable[Asking], user: User, now: datetime) -> list[dict[str, Any]]:
    """Lines of a list of askings."""
    listed = list(found)
    words = _words_of([one for one in listed if one.status == Asking.Status.RETURNED])
    turns = turns_of(user, timezone.localdate(now)).filter(asking__in=[asking.pk for asking in listed])
    due = dict(turns.values_list("asking", "due_at").order_by("-due_at"))
    return [_row(asking, due.get(asking.pk), now) | {"why": words.get(asking.pk, "")} for asking in listed]


def _words_of(returned: list[Asking]) -> dict[int, str]:
    """Asking → why it was sent back, in the words of who did."""
    turns = Turn.objects.filter(asking__in=[one.pk for one in returned], status=Turn.Status.RETURNED)
    return dict(turns.order_by("decided_at", "pk").values_list("asking", "opinion")) if returned else {}


def _row(asking: Asking, due_at: datetime | None, now: datetime) -> dict[str, Any]:
    kind = approvables.get(asking.kind)
    return {
        "url": reverse("approvals:page", args=[asking.pk]),
        "title": asking.title,
        "label": kind.label if kind else asking.kind,
        "amount": say.money(asking.amount) if asking.amount is not None else "",
        "who": str(asking.requester),
        "when": say.ago(asking.asked_at, now),
        "due": sight.due_words(due_at, now),
    }


def block(user: User, now: datetime) -> dict[str, Any] | None:
    """What waits, on the 今日 page; hidden where nothing does."""
    count = queries.waiting_count(user)
    back = rows_of(queries.returned_to(user)[:3], user, now)
    if not count and not back:
        return None
    rows = rows_of(queries.waiting_for(user)[:5], user, now)
    late = any(row["due"] and row["due"]["kind"] == "late" for row in rows)
    return {
        "rows": rows,
        "returned": back,
        "count": count,
        "url": reverse("approvals:waiting"),
        "kind": "late" if late else "soon",
    }


@needs()
@require_safe
def page(request: AuthedRequest, pk: int) -> HttpResponse:
    """One asking: all that is needed to decide, and the buttons of whose turn it is."""
    asking = sight.asking_for(request.user, pk)
    notice_seen(request.user, asking, now=timezone.now())
    return _page(request, asking)


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The same page, from the register of askings."""
    return _page(request, get_object_or_404(reg.rows(request.user), pk=pk))


def _page(
    request: AuthedRequest, asking: Asking, *, problem: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    context = sight.page_context(asking, request.user, timezone.now())
    turn = context["turn"]
    if context["may_agree"] and turn.is_recorded:
        context |= {"form": form or RecordedForm(), "more": ()}
    waiting_ids = list(queries.waiting_for(request.user).values_list("pk", flat=True)[:SHOWN])
    if asking.pk in waiting_ids:
        here = waiting_ids.index(asking.pk)
        context["place"] = {"n": here + 1, "of": len(waiting_ids)}
        if len(waiting_ids) > 1:
            after = waiting_ids[(here + 1) % len(waiting_ids)]
            context["next_url"] = reverse("approvals:page", args=[after])
    return render(request, "approvals/page.html", context | {"problem": problem}, status=status)


class RecordedForm(forms.Form):
    """What a meeting or an office above decided, with its paper."""

    number = forms.CharField(label=gettext_lazy("文号或纪要编号"), max_length=60)
    decided_on = forms.DateField(label=gettext_lazy("决定的日期"), widget=DayInput())
    paper = forms.FileField(label=gettext_lazy("纪要或批复（照片或 PDF）"))
    reason = forms.CharField(label=gettext_lazy("说一句"), max_length=500, required=False)


@needs()
@require_POST
def agree(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """同意: one tap, then the next that waits. What was decided elsewhere comes with its number, day and paper."""
    asking = sight.asking_for(request.user, pk)
    turn = queries.turn_for(asking, request.user, timezone.localdate())
    given: dict[str, Any] = {"reason": request.POST.get("reason", "").strip()[:500]}
    if turn is not None and turn.is_recorded:
        form = RecordedForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, asking, form=form, status=400)
        given = form.cleaned_data
    problem, status = _done(lambda: services.agree(asking, actor=request.user, **given))
    if problem:
        return _page(request, Asking.objects.get(pk=pk), problem=problem, status=status)
    messages.success(request, _("已同意：%(what)s") % {"what": asking.title})
    return _next(request)


def _done(deed: Callable[[], Any]) -> tuple[str, int]:
    """Do it; the sentence and the status when it is refused."""
    try:
        with transaction.atomic():
            deed()
    except WrongStatusError as problem:
        return " ".join(problem.messages), 409
    except ValidationError as problem:
        return " ".join(problem.messages), 400
    return "", 200


def _next(request: AuthedRequest) -> HttpResponse:
    """The next that waits for him; when there is none, the empty list says so."""
    following = queries.waiting_for(request.user).first()
    if following is None:
        return redirect("approvals:waiting")
    return redirect("approvals:page", following.pk)


class NoForm(forms.Form):
    """Not so: whereto, and why."""

    to = forms.ChoiceField(label=gettext_lazy("怎么办"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("为什么"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("请写明理由，申请人会看到。")},
    )

    def __init__(self, *given: Any, previous: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("requester", _("退回申请人修改"))]
        if previous:
            choices.append(("previous", _("退回上一步重审")))
        choices.append(("refuse", _("不同意，到此为止")))
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices
        self.initial.setdefault("to", "requester")


@needs()
def say_no(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """驳回: back to the requester or to the step before, or refused for good; always with a reason."""

    def deed(asking: Asking, given: Mapping[str, Any]) -> None:
        reason = given["reason"]
        if given["to"] == "refuse":
            services.refuse(asking, actor=request.user, reason=reason)
        else:
            services.send_back(asking, actor=request.user, reason=reason, to=given["to"])

    def form(asking: Asking, *data: Any) -> NoForm:
        context = sight.page_context(asking, request.user, timezone.now())
        return NoForm(*data, previous=context["may_previous"])

    words = {"title": _("驳回"), "submit": _("驳回"), "tone": "no", "said": _("已驳回：%(what)s")}
    return _form_deed(request, pk, form, deed, words)


class PersonForm(forms.Form):
    """Who, and why."""

    person = forms.ModelChoiceField(label=gettext_lazy("请谁"), queryset=Person.objects.none())
    reason = forms.CharField(label=gettext_lazy("说一句"), max_length=500, required=False)

    def __init__(self, *given: Any, asking: Asking, user: User, **named: Any) -> None:
        super().__init__(*given, **named)
        own = {asking.requester_id, asking.asked_by_id, user.pk}
        rows = Person.objects.filter(
            kind__in=(PersonKind.STAFF, PersonKind.TEACHER), status=PersonStatus.HERE, user__is_active=True
        ).exclude(user__in=own)
        choose_from(self, person=rows.order_by("pinyin", "pk"))


@needs()
def add_signer(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """加签: one more person must agree at this step."""
    words = {"title": _("加签：再请一个人一起审"), "submit": _("加签"), "said": _("已加签：%(what)s")}
    return _person_deed(request, pk, services.add_signer, words)


@needs()
def hand_over(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """转办: another person decides in his stead."""
    words = {"title": _("转办：请别人替您审"), "submit": _("转办"), "said": _("已转办：%(what)s")}
    return _person_deed(request, pk, services.hand_over, words)


def _person_deed(
    request: AuthedRequest, pk: int, service: Callable[..., Any], words: dict[str, str]
) -> HttpResponseBase:
    def form(asking: Asking, *data: Any) -> PersonForm:
        return PersonForm(*data, asking=asking, user=request.user)

    def deed(asking: Asking, given: Mapping[str, Any]) -> None:
        service(asking, actor=request.user, **given)

    return _form_deed(request, pk, form, deed, words)


def _form_deed(
    request: AuthedRequest,
    pk: int,
    make: Callable[..., forms.Form],
    deed: Callable[[Asking, Mapping[str, Any]], None],
    words: Mapping[str, str],
) -> HttpResponseBase:
    """A form, a deed, and the next that waits. Only for whose turn it is."""
    asking = sight.asking_for(request.user, pk)
    if queries.turn_for(asking, request.user, timezone.localdate()) is None:
        return _page(request, asking, problem=_("现在不用您审批这一件。"), status=409 if request.POST else 200)
    form, status = make(asking, *([request.POST] if request.method == "POST" else [])), 200
    if request.method == "POST" and form.is_valid():
        problem, status = _done(lambda: deed(asking, form.cleaned_data))
        if not problem:
            messages.success(request, words["said"] % {"what": asking.title})
            return _next(request)
        form.add_error(None, problem)
    context = {"asking": asking, "form": form, "more": (), **words}
    return render(request, "approvals/deed.html", context, status=400 if form.errors and status == 200 else status)


@needs()
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """撤回, by who asked."""
    asking = sight.asking_for(request.user, pk)
    problem, status = _done(lambda: services.withdraw(asking, actor=request.user))
    if problem:
        return _page(request, Asking.objects.get(pk=pk), problem=problem, status=status)
    messages.success(request, _("已撤回：%(what)s") % {"what": asking.title})
    return redirect("approvals:page", pk)


@needs()
@require_POST
def again(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """重新提交, by who asked, after it was sent back and mended."""
    asking = sight.asking_for(request.user, pk)
    record, kind = sight.record_of(asking), approvables.get(asking.kind)
    if record is None or kind is None or kind.returned is not None or asking.status != Asking.Status.RETURNED:
        return _page(request, asking, problem=_("这件事现在不在这里重新提交，请到原记录上办。"), status=409)
    reason = request.POST.get("reason", "").strip()[:500]
    problem, status = _done(lambda: services.ask(record, actor=request.user, step=kind.step, reason=reason))
    if problem:
        return _page(request, Asking.objects.get(pk=pk), problem=problem, status=status)
    messages.success(request, _("已重新提交：%(what)s") % {"what": asking.title})
    return redirect("approvals:page", pk)


@allowed("view")
def of_record(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """审批经过 of one record: its newest asking, or a page that says it was never asked about."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    newest = queries.history_of(record).first()
    if newest is None:
        messages.info(request, _("这条记录还没有提交过审批。"))
        return redirect(reverse(f"{reg.key}:detail", args=[pk]))
    return redirect("approvals:page", newest.pk)
