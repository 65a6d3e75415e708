"""What the first run asks, as forms. What was typed comes back with each refusal (passwords apart)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, Post
from lvye.kernel.places.api import Place, School
from lvye.kernel.registers.api import DayInput, choose_from
from lvye.kernel.terms.api import Half

from .services import Building

MOST_FLOORS, MOST_ROOMS, MOST_PLACES = 40, 60, 6000
BETWEEN = re.compile(r"[、，,;；\n]+")
REQUIRED = gettext_lazy("这一项要填。")
AUTUMN, SPRING = ((9, 1), (1, 22)), ((2, 23), (7, 10))  # the usual first and last days; the school mends them


def _text(label: Any, length: int, *, required: bool = True, help_text: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": REQUIRED},
    )


def _length(model: type[Any], name: str) -> int:
    return int(model._meta.get_field(name).max_length)


class CodeForm(forms.Form):
    """The code from the terminal."""

    code = _text(gettext_lazy("建校口令"), 20, autocomplete="off", autocapitalize="characters", spellcheck="false")


class WhoForm(forms.Form):
    """Who sets the school up."""

    name = _text(gettext_lazy("您的姓名"), _length(Person, "name"), autocomplete="name")
    username = _text(
        gettext_lazy("用户名"),
        150,
        help_text=gettext_lazy("登录时用，字母和数字，例如姓名的拼音。"),
        autocomplete="username",
        autocapitalize="none",
        spellcheck="false",
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        help_text=gettext_lazy("至少八位，不能全是数字，不要用姓名。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": REQUIRED},
    )
    again = forms.CharField(
        label=gettext_lazy("密码，再写一遍"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": REQUIRED},
    )
    is_director = forms.BooleanField(label=gettext_lazy("我也是总务主任"), required=False)

    def clean(self) -> dict[str, Any]:
        """The two passwords agree, and keep the rules for passwords."""
        given: dict[str, Any] = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("两次写的密码不一样。"))
        elif password:
            try:
                validate_password(password, User(username=given.get("username", ""), name=given.get("name", "")))
            except ValidationError as problem:
                self.add_error("password", problem)
        return given


class SchoolForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The school."""

    class Meta:
        model = School
        fields = ("name", "short_name", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = str(REQUIRED)
        self.fields["short_name"].help_text = _("印在标签上，四五个字最好。")


class TermForm(forms.Form):
    """The running term: which it is, and its first and last day."""

    term = forms.ChoiceField(label=gettext_lazy("学期"))
    begins_on = forms.DateField(
        label=gettext_lazy("开学日期"),
        widget=DayInput(),
        error_messages={"required": REQUIRED},
    )
    ends_on = forms.DateField(
        label=gettext_lazy("放假日期"),
        help_text=gettext_lazy("学期的最后一天。"),
        widget=DayInput(),
        error_messages={"required": REQUIRED},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        known = terms_near(today)
        kwargs.setdefault("initial", likely(today))
        super().__init__(*args, **kwargs)
        choices = [(f"{year}-{half}", f"{year}—{year + 1} {Half(half).label}") for year, half in known]
        self.fields["term"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `term_begin` takes."""
        year, _dash, half = self.cleaned_data["term"].partition("-")
        days = {name: self.cleaned_data[name] for name in ("begins_on", "ends_on")}
        return {"school_year": int(year), "half": int(half), **days}


def terms_near(today: date) -> list[tuple[int, int]]:
    """The terms one may mean today: (school year, half), the last one to the next but one."""
    around = [(year, half) for year in range(today.year - 1, today.year + 2) for half in (1, 2)]
    at = around.index(_running(today))
    return around[max(at - 1, 0) : at + 3]


def likely(today: date) -> dict[str, Any]:
    """The term that runs today, or begins next, with the usual days; its first day is no weekend."""
    year, half = _running(today)
    begins_on, ends_on = _usual(year, half)
    while begins_on.weekday() > 4:
        begins_on += timedelta(days=1)
    return {"term": f"{year}-{half}", "begins_on": begins_on, "ends_on": ends_on}


def _running(today: date) -> tuple[int, int]:
    known = [(year, half) for year in (today.year - 1, today.year) for half in (1, 2)]
    return next(one for one in known if _usual(*one)[1] >= today)


def _usual(year: int, half: int) -> tuple[date, date]:
    first, last = AUTUMN if half == 1 else SPRING
    return date(year + half - 1, *first), date(year + 1, *last)


class SheetForm(forms.Form):
    """A sheet to bring in."""

    file = forms.FileField(
        label=gettext_lazy("Excel 或 CSV 文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": gettext_lazy("请先选一个表格文件。"),
            "empty": gettext_lazy("这个文件是空的，请重新选一个。"),
        },
    )


class BuildingForm(forms.Form):
    """One line of the quick layout: a building, its floors, the rooms on each."""

    name = _text(gettext_lazy("楼名"), _length(Place, "name"), required=False)
    floors = forms.IntegerField(
        label=gettext_lazy("几层"), required=False, min_value=1, max_value=MOST_FLOORS, initial=None
    )
    rooms = forms.IntegerField(label=gettext_lazy("每层几间"), required=False, min_value=0, max_value=MOST_ROOMS)

    def clean(self) -> dict[str, Any]:
        """A line is whole or empty."""
        given: dict[str, Any] = super().clean() or {}
        named, counted = given.get("name"), given.get("floors") is not None or given.get("rooms") is not None
        if counted and not named and not self.errors:
            self.add_error("name", _("请写楼名。"))
        if named and given.get("floors") is None and "floors" not in self.errors:
            self.add_error("floors", _("请写几层，平房写 1。"))
        return given

    def building(self) -> Building | None:
        """What the line says, or None for an empty one."""
        given = self.cleaned_data
        return Building(given["name"], given["floors"], given["rooms"] or 0) if given.get("name") else None


class AroundForm(forms.Form):
    """What else belongs to the quick layout."""

    grounds = _text(
        gettext_lazy("场地"), 200, required=False, help_text=gettext_lazy("用顿号隔开，例如：操场、停车场。")
    )
    campus = _text(
        gettext_lazy("校区"), _length(Place, "name"), required=False, help_text=gettext_lazy("只有一个校区就不用写。")
    )
    with_common = forms.BooleanField(label=gettext_lazy("每层加上男女卫生间和走廊"), required=False, initial=True)

    def clean_grounds(self) -> list[str]:
        """The grounds by name."""
        names = [name.strip() for name in BETWEEN.split(self.cleaned_data["grounds"]) if name.strip()]
        limit = _length(Place, "name")
        for name in names:
            if len(name) > limit:
                raise ValidationError(_("“%(name)s”太长，最多 %(n)s 个字。") % {"name": name, "n": limit})
        return names


class PersonForm(forms.Form):
    """One line of the first people: name, post, telephone, user name."""

    name = _text(gettext_lazy("姓名"), _length(Person, "name"), required=False)
    post = forms.ModelChoiceField(
        Post.objects.none(),
        label=gettext_lazy("岗位"),
        required=False,
        to_field_name="code",
        empty_label="",
        error_messages={"invalid_choice": gettext_lazy("没有这个岗位，请重新选。")},
    )
    phone = _text(gettext_lazy("电话"), _length(Person, "phone"), required=False, inputmode="tel")
    username = _text(gettext_lazy("用户名"), 150, required=False, autocapitalize="none", autocomplete="off")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, post=Post.objects.filter(is_open=True).order_by("sort"))

    def clean(self) -> dict[str, Any]:
        """A line without a name is an empty line."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("name") and any(given.get(name) for name in ("post", "phone", "username")):
            self.add_error("name", _("请写姓名。"))
        return given


class PasswordForm(forms.Form):
    """The first password of everybody who is given a user name."""

    password = forms.CharField(
        label=gettext_lazy("初始密码"),
        strip=False,
        required=False,
        help_text=gettext_lazy("有用户名的人第一次登录都用它，登录后自己改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed

    def clean_password(self) -> str:
        """Asked for where somebody gets a user name; it keeps the rules for passwords."""
        password: str = self.cleaned_data["password"]
        if self.needed and not password:
            raise ValidationError(_("有人写了用户名，请定一个初始密码。"))
        if password:
            validate_password(password)
        return password


BuildingLines = forms.formset_factory(BuildingForm, extra=0, max_num=60, absolute_max=60)
PersonLines = forms.formset_factory(PersonForm, extra=0, max_num=60, absolute_max=60)
