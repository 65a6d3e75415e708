"""我的班, on the phone: what I serve and when, what others ask of me, what I cannot do and would rather do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, DayInput, explain, needs
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.models import Absence, AbsenceStatus, Assignment, Kind, Liking, Swap, SwapStatus, Why, Wish
from lvye.kernel.rosters.models.fields import WEEKDAYS
from lvye.kernel.rosters.pool import weekday

RIGHT = "rosters.view_roster"
AHEAD = timedelta(days=200)
MOST = 60


class AwayForm(forms.Form):
    """When one cannot serve."""

    begins_on = forms.DateField(label=gettext_lazy("从"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("到"), widget=DayInput())
    why = forms.ChoiceField(label=gettext_lazy("为什么"), choices=Why.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)


class WishForm(forms.Form):
    """A day of the week, or a date."""

    kind = forms.ModelChoiceField(
        Kind.objects.filter(is_open=True).order_by("sort", "pk"), label=gettext_lazy("哪一类"), empty_label=None
    )
    liking = forms.ChoiceField(
        label=gettext_lazy("意愿"), choices=Liking.choices, initial=Liking.RATHER_NOT, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("周几"), choices=[("", gettext_lazy("不限周几")), *WEEKDAYS], coerce=int, empty_value=None,
        required=False,
    )  # fmt: skip
    on = forms.DateField(label=gettext_lazy("或者哪一天"), widget=DayInput(), required=False)


@needs(RIGHT)
@require_safe
def mine(request: AuthedRequest) -> HttpResponse:
    """One's own duties, the next first."""
    return _page(request)


def _page(request: AuthedRequest, *, status: int = 200, **forms_given: Any) -> HttpResponse:
    person, today = person_of(request.user), timezone.localdate()
    context = _context(person, today) if person else {"person": None}
    blank = {"away": AwayForm(initial={"why": Why.LEAVE}), "wish": WishForm()}
    return render(request, "rosters/mine.html", context | blank | forms_given, status=status)


def _context(person: Person, today: date) -> dict[str, Any]:
    coming = weeks_once(list(queries.assigned(person, today, today + AHEAD)[:MOST]))
    link = services.link_of(person)
    address = reverse("rosters:feed", args=[services.token_of(link)]) if link else ""
    return {
        "person": person, "today": today, "next": row_of(coming[0], today) if coming else None,
        "coming": [row_of(one, today) for one in coming[1:]],
        "waiting": queries.waiting_swaps(person),
        "asked": Swap.objects.filter(asker=person, status=SwapStatus.ASKED).select_related("other").order_by("pk"),
        "absences": Absence.objects.filter(
            person=person, ends_on__gte=today, status__in=(AbsenceStatus.ASKED, AbsenceStatus.AGREED)
        ).select_related("kind").order_by("begins_on"),
        "wishes": Wish.objects.filter(person=person, is_open=True).select_related("kind").order_by("pk"),
        "link": link, "feed": f"{settings.BASE_URL}{address}" if link else "",
        "webcal": f"webcal://{settings.BASE_URL.split('//')[-1]}{address}" if link else "",
    }  # fmt: skip


def row_of(one: Assignment, today: date) -> dict[str, Any]:
    """A duty as the page shows it: today, tomorrow, or how many days until then."""
    days = (one.slot.on - today).days
    near = {0: _("今天"), 1: _("明天"), 2: _("后天")}.get(days, _("%(n)s天后") % {"n": days})
    place = one.slot.shift.place or one.slot.roster.kind.place
    return {
        "one": one, "on": one.slot.on, "weekday": weekday(one.slot.on), "near": near, "is_near": days <= 1,
        "place": place.full_name if place else "", "with": [],
    }  # fmt: skip


def weeks_once(rows: list[Assignment]) -> list[Assignment]:
    """A week that one serves as a whole stands there once, on its first day."""
    seen: set[tuple[int, str]] = set()
    found = []
    for one in rows:
        key = (one.slot.roster_id, one.slot.block)
        if one.slot.block and key in seen:
            continue
        seen.add(key)
        found.append(one)
    return found


def _me(request: AuthedRequest) -> Person:
    person = person_of(request.user)
    if person is None:
        raise ValidationError(_("您的账号没有对应到人员，请找总务处。"))
    return person


@needs(RIGHT)
@require_POST
def away(request: AuthedRequest) -> HttpResponseBase:
    """Tell when one cannot serve."""
    form = AwayForm(request.POST)
    if form.is_valid():
        try:
            with records.attempt():
                made = services.absence_add(
                    person=_me(request), today=timezone.localdate(), now=timezone.now(), actor=request.user,
                    **form.cleaned_data,
                )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            agreed = made.status == AbsenceStatus.AGREED
            messages.success(request, _("已经登记。") if agreed else _("已经提交，总务处同意后排班就会避开。"))
            return redirect("rosters:mine")
    return _page(request, status=400, away=form)


@needs(RIGHT)
@require_POST
def back(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One can serve after all."""
    absence = get_object_or_404(Absence.objects.select_related("person"), pk=pk, person__user=request.user)
    return _done(request, _("撤回了。"), lambda: services.absence_withdraw(absence, actor=request.user))


@needs(RIGHT)
@require_POST
def wish(request: AuthedRequest) -> HttpResponseBase:
    """A wish more."""
    form = WishForm(request.POST)
    if form.is_valid():
        try:
            with records.attempt():
                services.wish_add(person=_me(request), actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("记下了，排班时尽量照顾。"))
            return redirect("rosters:mine")
    return _page(request, status=400, wish=form)


@needs(RIGHT)
@require_POST
def unwish(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A wish less."""
    found = get_object_or_404(Wish.objects.select_related("person"), pk=pk, person__user=request.user)
    return _done(request, _("去掉了。"), lambda: services.wish_end(found, actor=request.user))


@needs(RIGHT)
@require_POST
def link(request: AuthedRequest) -> HttpResponseBase:
    """A new calendar address, or (`stop`) none any more."""
    now = timezone.now()
    if request.POST.get("stop"):
        words = _("停用了，原来的日历地址打不开了。")
        return _done(request, words, lambda: services.links_revoke(_me(request), now=now, actor=request.user))
    words = _("生成了新的日历地址，只给您自己用。")
    return _done(request, words, lambda: services.link_make(_me(request), now=now, actor=request.user))


def _done(request: AuthedRequest, words: str, deed: Any) -> HttpResponseBase:
    try:
        with records.attempt():
            deed()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, words)
    return redirect("rosters:mine")
