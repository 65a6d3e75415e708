"""Hand-made screens of people: a person's page, the sign-in, the rights of a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.registers.api import (
    AuthedRequest,
    Register,
    allowed,
    default_rights,
    detail_context,
    needs,
    registers,
)

from . import services
from .models import Person
from .rights import held_of

VERBS: dict[str, Promise] = {
    "view": gettext_lazy("看"),
    "add": gettext_lazy("登记"),
    "change": gettext_lazy("修改"),
    "export": gettext_lazy("导出"),
    "import": gettext_lazy("导入"),
}


@allowed("view")
def person_detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A person's page. Telephones, also old ones in the story, only for who may see them."""
    person = get_object_or_404(reg.rows(request.user), pk=pk)
    context = detail_context(reg, person, request.user)
    if not request.user.has_perm("people.phone_person"):
        label = f"{Person._meta.get_field('phone').verbose_name}："
        for entry in context["story"]:
            entry["changes"] = [line for line in entry["changes"] if not line.startswith(label)]
    name = "registers/print_detail.html" if request.GET.get("as") == "print" else "registers/detail.html"
    return render(request, name, context)


@needs("people.signin_person")
def signin(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A person's sign-in: opened with a name and a first password, given another password, closed."""
    person = get_object_or_404(registers["people.person"].rows(request.user).select_related("user"), pk=pk)
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            said = _signin_deed(request, person)
        except ValidationError as problem:
            problems = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        else:
            messages.success(request, said)
            return redirect(reverse("people.person:detail", args=[pk]))
    context = {
        "person": person,
        "account": person.user,
        "username": request.POST.get("username", "").strip(),
        "problems": {name or "form": " ".join(lines) for name, lines in problems.items()},
        "back": reverse("people.person:detail", args=[pk]),
    }
    return render(request, "people/signin.html", context, status=400 if problems else 200)


def _signin_deed(request: AuthedRequest, person: Person) -> str:
    """What the pressed button asks for; gives the sentence that says what happens next."""
    actor, password = request.user, request.POST.get("password", "")
    words = {"who": person.name}
    if "close" in request.POST:
        services.signin_close(person, actor=actor, reason=request.POST.get("reason", "").strip())
        return _("%(who)s现在不能登录了，已经登录的也退出了。") % words
    if "reopen" in request.POST:
        services.signin_reopen(person, actor=actor)
        return _("%(who)s又可以登录了。") % words
    if not password:
        raise ValidationError({"password": _("请写一个初始密码，当面告诉他。")})
    if person.user is None:
        username = request.POST.get("username", "").strip()
        if not username:
            raise ValidationError({"username": _("请写用户名，例如姓名的拼音。")})
        services.signin_open(person, username=username, password=password, actor=actor)
        return _("%(who)s可以登录了，请把用户名和初始密码当面告诉他。") % words
    services.password_set(person, password=password, actor=actor)
    return _("%(who)s的密码换好了，请当面告诉他；他在别处的登录都已退出。") % words


@dataclass(frozen=True)
class RightBox:
    """One right as a box to tick."""

    right: str
    label: str
    given: bool


@needs("people.rights_post")
def rights(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What a post may do, register by register."""
    post = get_object_or_404(registers["people.post"].rows(request.user), pk=pk)
    back = reverse("people.post:detail", args=[pk])
    problem = ""
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "").strip()[:300]
            services.post_rights(post, request.POST.getlist("right"), actor=request.user, reason=reason)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("“%(post)s”的权限改好了，马上生效。") % {"post": post.name})
            return redirect(back)
    given = set(request.POST.getlist("right")) if problem else set(post.rights)
    context = {"post": post, "groups": _groups(given), "problem": problem, "back": back}
    return render(request, "people/rights.html", context, status=400 if problem else 200)


def _groups(given: set[str]) -> list[tuple[str, list[RightBox]]]:
    """All rights by register; at the end what belongs to no register, and rights with "*" as they stand."""
    held = held_of([("", sorted(given))])
    groups: list[tuple[str, list[RightBox]]] = []
    shown: set[str] = set()
    for reg in registers:
        boxes = [RightBox(right, label, held.allows(right)) for right, label in _rights_of(reg)]
        shown |= {box.right for box in boxes}
        groups.append((reg.title, boxes))
    declared: set[str] = set().union(*default_rights().values())
    rest = sorted((declared | given) - shown)
    if rest:
        groups.append((_("其他"), [RightBox(right, right, held.allows(right.rstrip("*"))) for right in rest]))
    return groups


def _rights_of(reg: Register) -> list[tuple[str, str]]:
    labels: dict[str, Any] = dict(getattr(reg.model, "verbs", {})) | VERBS
    labels |= {step.name: step.label for step in reg.model.flow}
    verbs = [*reg.verbs(), *getattr(reg.model, "extra_verbs", ())]
    return [(reg.permission(verb), str(labels.get(verb, verb))) for verb in verbs]
