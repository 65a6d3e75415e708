"""Asking another to take a duty, and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.checks import candidates
from lvye.kernel.rosters.models import Assignment, Status, Swap
from lvye.kernel.rosters.pool import slot_words

from .mine import AHEAD, RIGHT, weeks_once

MOST_BACK = 12


class SwapForm(forms.Form):
    """Which of his duties for it, and why."""

    taken = forms.ChoiceField(
        label=gettext_lazy("我替他值哪一班"), widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("不选就是请他代值，不还。"),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("为什么换"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *given: Any, choices: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["taken"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def ask(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """First whom (only those who can), then which duty in return, and why."""
    rows = Assignment.objects.select_related("slot__shift", "slot__roster__kind", "seat__department", "person")
    one = get_object_or_404(rows, pk=pk, person__user=request.user, slot__roster__status=Status.PUBLISHED)
    team = queries.team_of(one)
    found = candidates([each.slot for each in team], one.seat, leaving=[each.pk for each in team])
    able = [each.person for each in found if each.can and each.person.user_id and each.person.pk != one.person_id]
    wanted = request.POST.get("other") or request.GET.get("other", "")
    other = next((person for person in able if str(person.pk) == wanted), None)
    context = {"one": one, "words": slot_words(one.slot), "able": able, "other": other}
    if other is None:
        return render(request, "rosters/swap.html", context)
    form = SwapForm(request.POST or None, choices=_returns(other, one), initial={"taken": ""})
    if request.method == "POST" and form.is_valid():
        taken = rows.filter(pk=int(form.cleaned_data["taken"] or 0), person=other).first()
        try:
            with records.attempt():
                services.swap_ask(
                    given=one, other=other, taken=taken, why=form.cleaned_data["why"], now=timezone.now(),
                    actor=request.user,
                )  # fmt: skip
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            words = _("已经告诉%(who)s，等他答复。没答复之前，这一班还是您的。")
            messages.success(request, words % {"who": other.name})
            return redirect("rosters:mine")
    status = 400 if request.method == "POST" else 200
    return render(request, "rosters/swap.html", context | {"form": form}, status=status)


def _returns(other: Person, one: Assignment) -> list[tuple[str, str]]:
    today = timezone.localdate()
    theirs = queries.assigned(other, today, today + AHEAD).filter(slot__roster__kind=one.slot.roster.kind)
    listed = [each for each in weeks_once(list(theirs[:60])) if each.slot_id != one.slot_id][:MOST_BACK]
    return [("", _("不用还")), *((str(each.pk), slot_words(each.slot)) for each in listed)]


@needs(RIGHT)
@require_POST
def answer(request: AuthedRequest, pk: int) -> HttpResponse:
    """Agree, decline (`no`) or, if one asked oneself, withdraw (`back`)."""
    swap: Swap = get_object_or_404(registers["rosters.swap"].rows(request.user), pk=pk)
    now = timezone.now()
    try:
        with records.attempt():
            if request.POST.get("back"):
                services.swap_withdraw(swap, now=now, actor=request.user)
                words = _("撤回了，还是您自己值。")
            elif request.POST.get("no"):
                services.swap_decline(swap, now=now, actor=request.user, answer=request.POST.get("answer", "")[:200])
                words = _("答复了，不换。")
            else:
                services.swap_agree(swap, now=now, actor=request.user)
                words = _("换好了，值班表已经改过来。")
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, words)
    return redirect("rosters:mine")
