"""A health campaign: areas ticked, its progress, the page on which an area answers, and the summary on paper."""

from __future__ import annotations

from datetime import timedelta
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import Person, adults, person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, DayInput, choose_from, needs, registers, school_name
from lvye.kit import say
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Call, CallStatus, Drive, DriveStatus, Unit, Zone

from .pond import number

DAYS = timedelta(days=3)
MOST_PHOTOS = 4
UNITS = (Unit.BAGS, Unit.SPOTS, Unit.SQUARE)


class DriveForm(forms.Form):
    """A campaign: what, when, who leads; the areas stand beside it, one tick each."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    occasion = forms.CharField(label=gettext_lazy("随哪次卫生运动"), max_length=100, required=False)
    begins_on = forms.DateField(label=gettext_lazy("开始日期"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("最迟报的日期"), widget=DayInput())
    standard = forms.CharField(
        label=gettext_lazy("做到什么样"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("牵头人"))
    photo_wanted = forms.BooleanField(label=gettext_lazy("每个区域要拍一张"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, lead=adults().order_by("kind", "name"))


def _zones() -> list[Zone]:
    rows = Zone.objects.filter(is_open=True).select_related("school_class__head", "cleaner", "place")
    return list(rows.order_by("sort", "kind", "pk"))


@needs(services.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: AuthedRequest) -> HttpResponseBase:
    """The form; all areas are ticked at first."""
    today = timezone.localdate()
    start = {
        "begins_on": today, "ends_on": today + DAYS, "lead": person_of(request.user), "photo_wanted": True,
        "standard": _("没有垃圾、积水、卫生死角，地面墙面干净"),
    }  # fmt: skip
    form = DriveForm(request.POST or None, initial=start)
    zones = _zones()
    ticked = {one.pk for one in zones if request.method != "POST" or f"zone-{one.pk}" in request.POST}
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            called = [(one, None) for one in zones if one.pk in ticked]
            try:
                with attempt():
                    if not called:
                        raise ValidationError(_("请至少叫一个区域。"))
                    made = services.drive_begin(
                        **form.cleaned_data, zones=called, now=timezone.now(), actor=request.user
                    )
            except ValidationError as problem:
                form.add_error(None, problem.messages)
            else:
                messages.success(request, _("通知了 %(n)s 个区域的人。") % {"n": len(called)})
                return redirect("grounds:drive", pk=made.pk)
    rows = [{"zone": one, "who": services.answers_for(one), "ticked": one.pk in ticked} for one in zones]
    return render(request, "grounds/drive_new.html", {"form": form, "rows": rows}, status=status)


@needs("grounds.view_drive")
@require_safe
def drive(request: AuthedRequest, pk: int) -> HttpResponse:
    """Who has answered, with what; who has not."""
    found: Drive = get_object_or_404(registers["grounds.drive"].rows(request.user).select_related("lead"), pk=pk)
    return _page(request, found)


def _page(request: AuthedRequest, found: Drive, *, status: int = 200, problem: str = "") -> HttpResponse:
    calls = _calls(found)
    seen = set(registers["grounds.call"].rows(request.user).filter(drive=found).values_list("pk", flat=True))
    shots = files.many_of([one for one in calls if one.pk in seen])
    mine, today = person_of(request.user), timezone.localdate()
    open_ = found.status == DriveStatus.OPEN
    rows: list[dict[str, Any]] = [
        {"call": one, "mine": one.pk in seen and one.person == mine,
         "photos": [{"url": files.url(shot), "thumb": files.thumb_url(shot)}
                    for shot in shots.get(one.pk, []) if shot.is_picture]}
        for one in calls
    ]  # fmt: skip
    context = {
        "drive": found, "open": open_, "problem": problem, "said": request.POST.get("closing", ""),
        "silent": [row for row in rows if row["call"].status in (CallStatus.DUE, CallStatus.MISSED)],
        "rows": [row for row in rows if row["call"].status in (CallStatus.ANSWERED, CallStatus.EXCUSED)],
        "late": open_ and today > found.ends_on, **_tally(calls),
        "may_finish": open_ and request.user.has_perm("grounds.finish_drive"),
        "may_excuse": open_ and request.user.has_perm("grounds.excuse_call"),
    }  # fmt: skip
    return render(request, "grounds/drive.html", context, status=status)


def _calls(found: Drive) -> list[Call]:
    rows = found.calls.select_related("zone__school_class", "zone__cleaner", "person", "answered_by")
    return list(rows.order_by("zone__sort", "pk"))


def _tally(calls: list[Call]) -> dict[str, Any]:
    """Of all that were called upon: answered, silent, excused; people and what was carried away, unit by unit."""
    answered = [one for one in calls if one.status == CallStatus.ANSWERED]
    sums: dict[str, Any] = {}
    for one in answered:
        if one.qty is not None:
            sums[str(one.get_unit_display())] = sums.get(str(one.get_unit_display()), 0) + one.qty
    excused = sum(one.status == CallStatus.EXCUSED for one in calls)
    return {
        "answered": len(answered), "asked": len(calls) - excused, "excused": excused,
        "people": sum(one.people or 0 for one in answered),
        "carried": [f"{say.qty(n)}{unit}" for unit, n in sums.items()],
    }  # fmt: skip


@needs("grounds.finish_drive")
@require_POST
def finish(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Over; who has not answered stays written down as such."""
    found: Drive = get_object_or_404(registers["grounds.drive"].rows(request.user).select_related("lead"), pk=pk)
    try:
        with attempt():
            services.drive_finish(
                found, closing=request.POST.get("closing", ""), now=timezone.now(), actor=request.user
            )
    except ValidationError as problem:
        return _page(request, found, status=400, problem=" ".join(problem.messages))
    messages.success(request, _("卫生运动结束了，数字进了总结。"))
    return redirect("grounds:drive", pk=pk)


@needs("grounds.excuse_call")
@require_POST
def excuse(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """An area need not answer, for a reason."""
    call = _call(request, pk)
    try:
        with attempt():
            services.call_excuse(call, words=request.POST.get("words", ""), now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, call.drive, status=400, problem=" ".join(problem.messages))
    return redirect("grounds:drive", pk=call.drive_id)


def _call(request: AuthedRequest, pk: int) -> Call:
    rows = registers["grounds.call"].rows(request.user)
    found: Call = get_object_or_404(rows.select_related("drive__lead", "zone__place", "person"), pk=pk)
    return found


@needs("grounds.answer_call")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def answer(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The phone's page of one area: a photo, how many did it, how much was carried away. Also without network."""
    call = _call(request, pk)
    problem, post = "", request.POST
    if request.method == "POST":
        try:
            with attempt():
                services.call_answer(
                    call, people=int(number(post.get("people", ""), _("人数"), whole=True) or 0),
                    qty=number(post.get("qty", ""), _("清了多少")), unit=post.get("unit", ""),
                    words=post.get("words", ""), photos=files.uploads_of(request, "photos", MOST_PHOTOS),
                    now=timezone.now(), actor=request.user,
                )  # fmt: skip
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("%(zone)s报上去了。") % {"zone": call.zone})
            return redirect("grounds:drive", pk=call.drive_id)
    context = {
        "call": call, "drive": call.drive, "problem": problem, "said": post, "most": MOST_PHOTOS,
        "units": [(unit.value, unit.label) for unit in UNITS], "unit": post.get("unit", Unit.BAGS),
        "open": call.status == CallStatus.DUE and call.drive.status == DriveStatus.OPEN,
    }  # fmt: skip
    return render(request, "grounds/answer.html", context, status=400 if problem else 200)


@needs("grounds.view_drive")
@require_safe
def paper(request: AuthedRequest, pk: int) -> HttpResponse:
    """The campaign's summary: every area with its answer, and those that gave none."""
    found: Drive = get_object_or_404(registers["grounds.drive"].rows(request.user).select_related("lead"), pk=pk)
    calls = _calls(found)
    tally = _tally(calls)
    rows = [
        [str(n), one.zone.name, str(one.person), str(one.get_status_display()), str(one.people or ""),
         "" if one.qty is None else f"{say.qty(one.qty)}{one.get_unit_display()}",
         say.date(one.answered_on) if one.answered_on else "", one.words]
        for n, one in enumerate(calls, start=1)
    ]  # fmt: skip
    head = [_("序号"), _("区域"), _("谁报"), _("结果"), _("人数"), _("清了多少"), _("日期"), _("说明")]
    table = papers.Table(head, rows, widths=(7, 22, 12, 11, 8, 12, 12, 16), numeric={0, 4})
    content = papers.form_pdf(
        title=found.name, school=school_name(), printed_on=timezone.localdate(), register=_("爱国卫生运动"),
        period=say.period(found.begins_on, found.ends_on),
        facts=[(_("牵头人"), str(found.lead)), (_("起因"), found.occasion or "—"),
               (_("区域"), _("叫到 %(n)s 个，报了 %(done)s 个，免做 %(out)s 个") % {
                   "n": len(calls), "done": tally["answered"], "out": tally["excused"]}),
               (_("参加"), _("%(n)s 人次") % {"n": tally["people"]}),
               (_("清了多少"), _("、").join(tally["carried"]) or "—"), (_("小结"), found.closing or "—")],
        text=found.standard, lines=[table] if rows else [],
        signatures=[papers.Signature(who) for who in (_("牵头人"), _("总务处"))],
        url=f"{settings.BASE_URL}{reverse('grounds:drive', args=[found.pk])}", code=_("卫生运动"),
    )  # fmt: skip
    return papers.answer(content, f"{found.name}.pdf")
