"""The two steps that fill the school: places and people, each from a sheet or by a few quick lines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import AuthedRequest, Register, explain, registers

from . import services, sheets
from .questions import (
    MOST_PLACES,
    AroundForm,
    BuildingForm,
    BuildingLines,
    PasswordForm,
    PersonForm,
    PersonLines,
    SheetForm,
)
from .screens import at_step, page

LINES, MORE = 4, 4
SHOWN = 100


@at_step("places")
def places(request: AuthedRequest) -> HttpResponseBase:
    """4: the places, from a sheet or floor by floor."""
    reg = registers["places.place"]
    if request.GET.get("as") == "template":
        return sheets.template(reg)
    context: dict[str, Any] = {"sheet": SheetForm(), "lines": _lines(BuildingLines), "around": AroundForm()}
    if request.method == "POST":
        for act, name in ((_look, "look"), (_bring_places, "bring"), (_lay, "lay"), (_more_buildings, "more")):
            if name in request.POST:
                answer = act(request, reg, context)
                if answer is not None:
                    return answer
    context["standing"] = Place.objects.count()
    return page(request, "places", context, refused=bool(context.get("refused")))


@at_step("people")
def people(request: AuthedRequest) -> HttpResponseBase:
    """5: the people, from a sheet or the first few by hand."""
    reg = registers["people.person"]
    if request.GET.get("as") == "template":
        return sheets.template(reg)
    context: dict[str, Any] = {
        "sheet": SheetForm(),
        "lines": _lines(PersonLines),
        "first": PasswordForm(prefix="few"),
        "password": PasswordForm(prefix="sheet"),
    }
    if request.method == "POST":
        for act, name in ((_look, "look"), (_bring_people, "bring"), (_enter, "enter"), (_more_people, "more")):
            if name in request.POST:
                answer = act(request, reg, context)
                if answer is not None:
                    return answer
    context["standing"] = Person.objects.count()
    return page(request, "people", context, refused=bool(context.get("refused")))


def _lines(lines: Any, data: Any = None) -> Any:
    return lines(data, initial=None if data else [{}] * LINES, prefix="lines")


# --- a sheet ------------------------------------------------------------------------------------------------------


def _look(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> None:
    form = context["sheet"] = SheetForm(request.POST, request.FILES)
    if form.is_valid():
        trial = sheets.look(reg, form.cleaned_data["file"], actor=request.user)
        _show(context, trial)
    else:
        context["refused"] = True


def _bring_places(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> HttpResponse | None:
    return _bring(request, reg, context)


def _bring_people(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> HttpResponse | None:
    """With the first password of those who get a user name, where there are any."""
    token = request.POST.get("token", "")
    try:
        trial = sheets.look_again(reg, token, actor=request.user)
    except ValidationError as problem:
        _gone(context, problem)
        return None
    form = context["password"] = PasswordForm(request.POST, prefix="sheet", needed=trial.gives_sign_ins)
    if not form.is_valid():
        _show(context, trial)
        context["refused"] = True
        return None
    today = timezone.localdate()
    return _bring(request, sheets.with_password(reg, form.cleaned_data["password"], today), context)


def _bring(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> HttpResponse | None:
    try:
        trial = sheets.bring(reg, request.POST.get("token", ""), actor=request.user)
    except ValidationError as problem:
        _gone(context, problem)
        return None
    if not trial.outcome.sound:
        _show(context, trial)
        return None
    words = {"file": trial.filename, "n": trial.outcome.made}
    return _onward(request, reg, _("“%(file)s”导入好了，新增 %(n)s 条。") % words)


def _show(context: dict[str, Any], trial: sheets.Trial) -> None:
    problems = trial.outcome.problems
    context |= {"trial": trial, "problems": problems[:SHOWN], "hidden": max(len(problems) - SHOWN, 0)}
    context["refused"] = bool(problems)


def _gone(context: dict[str, Any], problem: ValidationError) -> None:
    context |= {"gone": " ".join(problem.messages), "refused": True}


# --- a few lines by hand ------------------------------------------------------------------------------------------


def _lay(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> HttpResponse | None:
    lines = context["lines"] = _lines(BuildingLines, request.POST)
    around = context["around"] = AroundForm(request.POST)
    context["refused"] = True
    if not (lines.is_valid() and around.is_valid()):
        return None
    buildings = [building for form in lines if (building := form.building())]
    grounds = around.cleaned_data["grounds"]
    if not buildings and not grounds:
        around.add_error(None, _("请至少写一栋楼，或者一个场地。"))
        return None
    if sum(b.floors * (b.rooms + 1) for b in buildings) > MOST_PLACES:
        around.add_error(None, _("一次最多 %(n)s 个地点，请分几次来。") % {"n": MOST_PLACES})
        return None
    given = {name: around.cleaned_data[name] for name in ("campus", "with_common")}
    try:
        with transaction.atomic():
            made = services.places_lay(buildings, grounds=grounds, actor=request.user, **given)
    except ValidationError as problem:
        explain(around, problem)
        return None
    return _onward(request, reg, ngettext("建好了 %(n)s 个地点。", "建好了 %(n)s 个地点。", made) % {"n": made})


def _enter(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> HttpResponse | None:
    lines = context["lines"] = _lines(PersonLines, request.POST)
    context["refused"] = True
    sound = lines.is_valid()
    rows = [_row(number, form) for number, form in enumerate(lines, 1) if sound and form.cleaned_data.get("name")]
    first = context["first"] = PasswordForm(
        request.POST, prefix="few", needed=any(form["username"].value() for form in lines)
    )
    if not (first.is_valid() and sound):
        return None
    if not rows:
        first.add_error(None, _("请至少写一个人。"))
        return None
    try:
        with transaction.atomic():
            made = services.people_enter(
                rows, password=first.cleaned_data["password"], actor=request.user, today=timezone.localdate()
            )
    except ValidationError as problem:
        first.add_error(None, problem.messages)
        return None
    return _onward(request, reg, ngettext("登记了 %(n)s 个人。", "登记了 %(n)s 个人。", made) % {"n": made})


def _row(number: int, form: PersonForm) -> dict[str, str]:
    given = form.cleaned_data
    post = given.get("post")
    texts = {name: given.get(name, "") for name in ("name", "phone", "username")}
    return texts | {"post": post.code if post else "", "row": str(number)}


def _more_buildings(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> None:
    context["lines"] = _longer(BuildingLines, request.POST)
    context["around"] = AroundForm(initial=_typed(AroundForm, request.POST))


def _more_people(request: AuthedRequest, reg: Register, context: dict[str, Any]) -> None:
    context["lines"] = _longer(PersonLines, request.POST)
    context["first"] = PasswordForm(prefix="few", initial={"password": request.POST.get("few-password", "")})


def _longer(lines: Any, data: Any) -> Any:
    """The lines as they were typed, unchecked, and a few more."""
    form: type[BuildingForm | PersonForm] = lines.form
    count = min(int(data.get("lines-TOTAL_FORMS") or 0) if data.get("lines-TOTAL_FORMS", "").isdecimal() else 0, 60)
    typed = [{name: data.get(f"lines-{at}-{name}", "") for name in form.base_fields} for at in range(count)]
    return lines(initial=typed + [{}] * MORE, prefix="lines")


def _typed(form: type[AroundForm], data: Any) -> dict[str, Any]:
    found: dict[str, Any] = {name: data.get(name, "") for name in form.base_fields}
    return found | {"with_common": "with_common" in data}


def _onward(request: AuthedRequest, reg: Register, said: str) -> HttpResponse:
    """Say what came of it, and go to the next step."""
    messages.success(request, said)
    return redirect(reverse("setup:people" if reg.model is Place else "setup:done"))
