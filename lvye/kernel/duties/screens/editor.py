"""The editor of a duty: how often, who, where, and its checklist, item by item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.duties import services, words
from lvye.kernel.duties.declare import roster_kinds
from lvye.kernel.duties.items import CHOICE, KINDS, READING, TICK, Item, number
from lvye.kernel.duties.models import Duty
from lvye.kernel.people.api import Post
from lvye.kernel.places.api import Place, place_by_name
from lvye.kernel.registers.api import AuthedRequest, Register, allowed

BLANKS = 3
SPAN = re.compile(r"^(\d{1,2}[:：]\d{2})\s*[-—~～至到]+\s*(\d{1,2}[:：]\d{2})\s*(.*)$")  # house: what people type
KIND_WORDS = {
    "tick": gettext_lazy("正常／不正常"), "reading": gettext_lazy("读数"), "choice": gettext_lazy("选一个"),
    "text": gettext_lazy("写几个字"), "photo": gettext_lazy("拍照"),
}  # fmt: skip
FIELDS = (
    "name", "area", "purpose", "unit", "days", "every", "month_day", "is_whole", "point", "lead", "grace", "ends_on",
    "post", "person", "each", "in_order", "proof", "basis", "keep",
)  # fmt: skip


class DutyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The duty beside its checklist. Windows and places are written one a line."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("星期几"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    months = forms.CharField(
        label=gettext_lazy("哪几个月"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("例如 3、9；不填就是每个月。"),
    )
    windows = forms.CharField(
        label=gettext_lazy("时段"), required=False, max_length=800, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个，例如“06:30-08:00 早餐”。一天几个时段就做几次；到第二天的写“22:00-02:00”。"),
    )  # fmt: skip
    roster = forms.ChoiceField(label=gettext_lazy("按哪种值班表"), required=False)
    places = forms.CharField(
        label=gettext_lazy("检查点"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("一行一处，按走的顺序，例如“教学楼 3层 301教室”。"),
    )  # fmt: skip

    class Meta:
        model = Duty
        fields = FIELDS

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        own: Any = self.fields
        own["weekdays"].choices = [(day, words.weekday(day)) for day in range(1, 8)]
        own["roster"].choices = [("", _("不按值班表")), *roster_kinds()]
        own["post"].queryset = Post.objects.filter(is_open=True).order_by("sort", "pk")
        own["post"].empty_label, own["person"].empty_label = _("不按岗位"), _("不指定哪一个人")
        duty = self.instance
        if duty.roster and duty.roster not in dict(own["roster"].choices):
            own["roster"].choices.append((duty.roster, duty.roster))
        self.initial.update(weekdays=duty.weekdays, roster=duty.roster)
        self.initial["months"] = "、".join(str(month) for month in duty.months)
        self.initial["windows"] = "\n".join(f"{w[0]}-{w[1]} {w[2] if len(w) > 2 else ''}".strip() for w in duty.windows)
        if duty.pk and not duty.targets:
            spots = duty.spots.filter(is_open=True).select_related("place").order_by("sort", "pk")
            self.initial["places"] = "\n".join(spot.place.full_name for spot in spots if spot.place)
        elif duty.targets:
            del self.fields["places"]

    def clean_months(self) -> list[int]:
        """The numbers of the months."""
        found = re.findall(r"\d+", self.cleaned_data["months"])
        return sorted({int(one) for one in found if len(one) < 3})

    def clean_windows(self) -> list[list[str]]:
        """Windows as the duty keeps them."""
        return [_window(line) for line in self.cleaned_data["windows"].splitlines() if line.strip()]

    def clean_places(self) -> list[Place]:
        """The places by their names; each that is not found is named."""
        found, missing = [], []
        for line in self.cleaned_data["places"].splitlines():
            if line.strip():
                place = place_by_name(line.strip())
                found.append(place) if place else missing.append(line.strip())
        if missing:
            raise ValidationError(_("没有找到这些地点：%(names)s。") % {"names": "、".join(missing[:5])})
        return [place for place in found if place]

    def _post_clean(self) -> None:
        """The service checks the record; a form alone does not know its cadence."""


def _window(line: str) -> list[str]:
    found = SPAN.match(line.strip())
    try:
        if found is None:
            raise ValueError
        opens, closes = (time.fromisoformat(part.replace("：", ":").zfill(5)) for part in found.groups()[:2])
    except ValueError:
        raise ValidationError(_("“%(line)s”不是时段，请写成“07:00-09:00”。") % {"line": line.strip()[:30]}) from None
    name = found[3].strip()[:20]
    return [f"{opens:%H:%M}", f"{closes:%H:%M}", *([name] if name else [])]


def rows_of(items: Sequence[Item]) -> list[dict[str, str]]:
    """Items as the editor shows them; `only`, `is`: the number of the item it depends on, and its answers."""
    places = {item.code: str(n) for n, item in enumerate(items, 1)}
    rows = []
    for item in items:
        when = next(iter(item.when.items()), ("", ()))
        rows.append({
            "code": item.code, "label": item.label, "kind": item.kind, "unit": item.unit, "hint": item.hint,
            "low": "" if item.low is None else str(item.low), "high": "" if item.high is None else str(item.high),
            "choices": "、".join(item.choices), "bad": "、".join(item.bad), "required": "1" if item.required else "",
            "after": places.get(when[0], ""), "is": "、".join(_say(value) for value in when[1]),
        })  # fmt: skip
    return rows


def _say(value: str) -> str:
    return {"ok": _("正常"), "bad": _("不正常")}.get(value, value)


def _key(value: str) -> str:
    return {_("正常"): "ok", _("不正常"): "bad"}.get(value, value)


def typed_rows(post: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows as they were typed."""
    names = ("code", "label", "kind", "unit", "hint", "low", "high", "choices", "bad", "required", "after", "is")
    count = int(post.get("rows", "0")) if str(post.get("rows", "0")).isdigit() else 0
    return [{name: str(post.get(f"i{n}-{name}", "")).strip() for name in names} for n in range(min(count, 70))]


def items_of(rows: Sequence[Mapping[str, str]]) -> list[Item]:
    """The items of the rows that have words. Raises ValidationError with the row that is wrong."""
    used = {row["code"] for row in rows if row["code"]}
    fresh = (f"i{n}" for n in range(1, 1000) if f"i{n}" not in used)
    kept = [{**row, "code": row["code"] or next(fresh)} for row in rows if row["label"]]
    codes = {str(n): row["code"] for n, row in enumerate(kept, 1)}
    return [_item(row, n, codes) for n, row in enumerate(kept, 1)]


def _item(row: Mapping[str, str], n: int, codes: Mapping[str, str]) -> Item:
    kind = row["kind"] if row["kind"] in KINDS else TICK
    try:
        low, high = (number(row[name]) if kind == READING and row[name] else None for name in ("low", "high"))
    except ValidationError as problem:
        raise ValidationError(_("第 %(n)s 项：%(why)s") % {"n": n, "why": problem.messages[0]}) from None
    when = {}
    if row["after"]:
        if row["after"] not in codes or not row["is"]:
            raise ValidationError(_("第 %(n)s 项：条件要写明前面第几项、是什么答案。") % {"n": n})
        when = {codes[row["after"]]: tuple(_key(one) for one in split(row["is"]))}
    return Item(
        code=row["code"], label=row["label"][:80], kind=kind, unit=row["unit"][:20] if kind == READING else "",
        low=low, high=high, choices=split(row["choices"]) if kind == CHOICE else (),
        bad=split(row["bad"]) if kind == CHOICE else (), when=when, required=bool(row["required"]),
        hint=row["hint"][:120],
    )  # fmt: skip


def split(text: str) -> tuple[str, ...]:
    """Words apart: "好、一般、差"."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[、,，;；/]", text) if part.strip()))


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """A duty of the school's own."""
    return _edit(request, Duty(windows=[["07:00", "18:00"]]), [])


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """Change a duty of the library or of the school's own."""
    duty = get_object_or_404(reg.rows(request.user), pk=pk)
    return _edit(request, duty, rows_of(duty.version.checklist) if duty.version else [])


def _edit(request: AuthedRequest, duty: Duty, rows: list[dict[str, str]]) -> HttpResponseBase:
    form = DutyForm(request.POST or None, instance=duty)
    problems: list[str] = []
    if request.method == "POST":
        rows = typed_rows(request.POST)
        if form.is_valid():
            try:
                saved = _save(request, duty, form.cleaned_data, items_of(rows))
            except ValidationError as problem:
                problems = problem.messages
            else:
                messages.success(request, _("记下了：%(duty)s") % {"duty": saved.name})
                return redirect("duties.duty:detail", saved.pk)
    return page(request, duty, form, rows, problems)


def page(
    request: AuthedRequest, duty: Duty, form: DutyForm, rows: list[dict[str, str]], problems: list[str]
) -> HttpResponse:
    """The form, its checklist with blanks to add to."""
    while rows and not rows[-1]["label"]:
        rows.pop()
    blank = {"kind": TICK, "required": "1"}
    context = {
        "duty": duty, "form": form, "rows": [*rows, *[blank] * BLANKS], "kinds": list(KIND_WORDS.items()),
        "problems": problems, "count": len(rows) + BLANKS,
    }  # fmt: skip
    status = 400 if problems or form.errors else 200
    return render(request, "duties/edit.html", context, status=status)


def _save(request: AuthedRequest, duty: Duty, given: dict[str, Any], items: list[Item]) -> Duty:
    now, places = timezone.now(), given.pop("places", None)
    today = timezone.localdate(now)
    with transaction.atomic():
        if duty.pk is None:
            code = f"own-{now:%y%m%d%H%M%S%f}"[:60]
            duty = services.duty_create(items=items, today=today, actor=request.user, code=code, **given)
        else:
            fresh = Duty.objects.get(pk=duty.pk)
            duty = services.duty_amend(fresh, now=now, actor=request.user, **given)
            why = request.POST.get("why", "")[:200]
            services.version_publish(duty, items=items, today=today, why=why, actor=request.user)
        if places is not None and (places or duty.spots.exists()):
            services.spots_set(duty, places, now=now, actor=request.user)
    return duty
