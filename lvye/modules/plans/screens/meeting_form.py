"""A new meeting, a whole term's weekly meetings, and changing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, explain, needs, registers
from lvye.kernel.terms.api import current, terms
from lvye.kit import say
from lvye.modules.plans import services
from lvye.modules.plans.models import Meeting, MeetingKind, MeetingStatus

from .common import form_page, many_people, meeting_of, open_departments, open_posts, person_field

DAYS = [
    (0, gettext_lazy("周一")), (1, gettext_lazy("周二")), (2, gettext_lazy("周三")), (3, gettext_lazy("周四")),
    (4, gettext_lazy("周五")), (5, gettext_lazy("周六")), (6, gettext_lazy("周日")),
]  # fmt: skip
INVITED = ("departments", "posts", "people")
NAMES = ("kind", "title", "starts_at", "where", "host", "recorder", "agenda")
MOMENT = "%Y-%m-%dT%H:%M"


class PeopleForm(forms.Form):
    """Whom to ask: whole offices, posts, single people."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chips = forms.CheckboxSelectMultiple
        self.fields["departments"] = forms.ModelMultipleChoiceField(
            open_departments(), label=_("哪些处室"), required=False, widget=chips
        )
        self.fields["posts"] = forms.ModelMultipleChoiceField(
            open_posts(), label=_("哪些岗位"), required=False, widget=chips
        )
        self.fields["people"] = many_people(user, _("另外请谁"))

    def invited(self, on: Any) -> list[Person]:
        """Everybody chosen, each once."""
        return services.people_of(on=on, **{name: self.cleaned_data[name] for name in INVITED})


class MeetingForm(PeopleForm):
    """One meeting."""

    kind = forms.ChoiceField(
        label=gettext_lazy("什么会"), choices=MeetingKind.choices, initial=MeetingKind.WEEKLY, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("会议名称"), max_length=80, required=False, help_text=gettext_lazy("不填就按种类起名。")
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("什么时候"), input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip
    where = forms.CharField(label=gettext_lazy("在哪里"), max_length=60)
    agenda = forms.CharField(
        label=gettext_lazy("议什么"), max_length=2000, required=False, widget=forms.Textarea,
        help_text=gettext_lazy("一行一件，和通知一起发出去。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["host"] = person_field(user, _("谁主持"))
        self.fields["recorder"] = person_field(user, _("谁记录"))
        if not is_new:
            for name in INVITED:
                del self.fields[name]
            self.fields["title"].required = True
            self.fields["title"].help_text = ""
        self.order_fields(["kind", "starts_at", "where", "title", *INVITED, "agenda", "host", "recorder"])

    def values(self) -> dict[str, Any]:
        """What the record takes."""
        found = {name: self.cleaned_data[name] for name in NAMES}
        day = say.date(timezone.localdate(found["starts_at"]))
        found["title"] = found["title"] or f"{MeetingKind(found['kind']).label}（{day}）"
        return found


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """Put a meeting into the calendar, and ask people."""
    first = {"kind": request.GET.get("kind", MeetingKind.WEEKLY), "host": person_of(request.user)}
    form = MeetingForm(request.POST or None, user=request.user, is_new=True, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        on = timezone.localdate(values["starts_at"])
        try:
            with transaction.atomic():
                made = services.meeting_plan(actor=request.user, invited=form.invited(on), **values)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(reverse(f"{reg.key}:detail", args=[made.pk]))
    context = {
        "reg": reg, "title": _("安排会议"), "submit_label": _("安排好，再发通知"), "draft": "plans-meeting",
        "more": ("people", "agenda", "host", "recorder"), "cancel_url": reverse(f"{reg.key}:list"),
        "series_url": reverse("plans:series"),
    }  # fmt: skip
    return form_page(request, "plans/meeting_form.html", form, context)


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """Change what is known of a meeting."""
    meeting = meeting_of(request, pk)
    here = reverse(f"{reg.key}:detail", args=[pk])
    first = {name: getattr(meeting, name) for name in NAMES}
    first["starts_at"] = timezone.localtime(meeting.starts_at).strftime(MOMENT)
    form = MeetingForm(request.POST or None, user=request.user, is_new=False, initial=first)
    if meeting.status == MeetingStatus.HELD:
        form.fields["starts_at"].disabled = form.fields["kind"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.meeting_change(meeting, now=timezone.now(), actor=request.user, **_changed(form, meeting))
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(here)
    context = {"reg": reg, "title": _("改会议"), "submit_label": _("保存"), "more": (), "cancel_url": here}
    return form_page(request, "registers/form.html", form, context)


def _changed(form: MeetingForm, meeting: Meeting) -> dict[str, Any]:
    values = form.values()
    if timezone.localtime(meeting.starts_at).strftime(MOMENT) == timezone.localtime(values["starts_at"]).strftime(
        MOMENT
    ):
        del values["starts_at"]  # the form knows no seconds
    return values


class SeriesForm(PeopleForm):
    """A meeting each week of a term."""

    kind = forms.ChoiceField(
        label=gettext_lazy("什么会"), choices=MeetingKind.choices, initial=MeetingKind.WEEKLY, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("每周哪天"), choices=DAYS, coerce=int, initial=0, widget=forms.RadioSelect
    )
    at = forms.TimeField(
        label=gettext_lazy("几点"), initial="16:00", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    where = forms.CharField(label=gettext_lazy("在哪里"), max_length=60)
    title = forms.CharField(
        label=gettext_lazy("会议名称"), max_length=70, initial=gettext_lazy("第#周后勤例会"),
        help_text=gettext_lazy("# 会换成教学周的周数。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        today = timezone.localdate()
        self.fields["term"] = forms.ChoiceField(
            label=_("哪个学期"), choices=[(term.code, term.name) for term in terms() if term.ends_on >= today]
        )
        if (now := current(today)) is not None and now.ends_on >= today:
            self.fields["term"].initial = now.code
        self.fields["host"] = person_field(user, _("谁主持"))
        self.fields["recorder"] = person_field(user, _("谁记录"))
        self.order_fields(["term", "kind", "weekday", "at", "where", "title", *INVITED, "host", "recorder"])


@needs("plans.add_meeting")
def series(request: AuthedRequest) -> HttpResponseBase:
    """All weekly meetings of a term at once; holidays are left out, and it is said which."""
    form = SeriesForm(request.POST or None, user=request.user, initial={"host": person_of(request.user)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        term = next(one for one in terms() if one.code == values["term"])
        today = timezone.localdate()
        names = ("weekday", "at", "kind", "where", "title", "host", "recorder")
        try:
            with transaction.atomic():
                made = services.meeting_series(
                    term=term, since=today, invited=form.invited(today), actor=request.user,
                    **{name: values[name] for name in names},
                )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            _say_series(request, made)
            return redirect(reverse("plans.meeting:list"))
    context = {
        "reg": registers["plans.meeting"], "title": _("排好整个学期的例会"), "submit_label": _("按校历排好"),
        "more": ("people", "host", "recorder"), "cancel_url": reverse("plans.meeting:list"), "draft": "plans-series",
    }  # fmt: skip
    return form_page(request, "registers/form.html", form, context)


def _say_series(request: AuthedRequest, made: services.Series) -> None:
    messages.success(request, _("排好了 %(n)s 次会，开会前记得发通知。") % {"n": len(made.meetings)})
    if made.skipped:
        days = "、".join(f"{say.date(day)}（{why}）" for day, why in made.skipped[:8])
        messages.warning(request, _("这几天没有排：%(days)s") % {"days": days})
