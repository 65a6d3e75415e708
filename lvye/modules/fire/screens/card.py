"""What a device's label opens: its card, and for who checks it the check of this month, in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.duties.api import MOST_PHOTOS, Instance, Item, Result, instance_do, sent_of
from lvye.kernel.offers.api import offers_for
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.places.api import code_of, school
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kit import say
from lvye.modules.fire import checking
from lvye.modules.fire.codes import device_by_code
from lvye.modules.fire.models import Device, DeviceStatus

CHECK = "fire.check_device"
VIEW = "fire.view_device"


@dataclass
class Asked:
    """One item on the page, with what was said."""

    item: Item
    is_bad: bool = False
    value: str = ""
    note: str = ""
    route: str = ""
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def scanned(request: HttpRequest, code: str) -> HttpResponseBase:
    """The card; 404 for a code that never was. Without an account: what it is, where, and where to tell a fault."""
    device = device_by_code(code)
    if device is None:
        title, hint = _("没有这个标签码"), _("请看看是不是少扫了或打错了；标签旧了也请告诉总务处。")
        context = {"title": title, "hint": hint, "base": _base(request), "school": school()}
        return render(request, "fire/dead_label.html", context, status=404)
    if not request.user.is_authenticated or not request.user.has_perm(VIEW):
        report = code_of(device.place)
        context = {"device": device, "base": _base(request), "school": school(), "report": report}
        return render(request, "fire/stranger.html", context)
    return check(request, device) if request.user.has_perm(CHECK) else look(request, device)


def _base(request: HttpRequest) -> str:
    return "base.html" if request.user.is_authenticated else "base_public.html"


@needs(VIEW)
def look(request: AuthedRequest, device: Device) -> HttpResponseBase:
    """The card alone, for who does not check it."""
    return page(request, device, timezone.now())


@sent_once
def _checked(request: AuthedRequest, device: Device) -> HttpResponseBase:
    """The check as it was sent: kept once, also where it was sent twice or late."""
    now = timezone.now()
    instance = checking.due_on(device, now)
    if instance is None:
        messages.warning(request, _("这一件现在没有要做的检查。"))
        return redirect("fire:scan", code=device.code)
    try:
        result = _kept(request, device, instance, now)
    except ValidationError as problem:
        return page(request, device, now, problem=problem)
    messages.success(request, _said(result, device))
    return redirect("fire:scan", code=device.code)


@needs(CHECK)
def check(request: AuthedRequest, device: Device) -> HttpResponseBase:
    """The card with its check, and the keeping of it."""
    return _checked(request, device) if request.method == "POST" else page(request, device, timezone.now())


def _said(result: Result, device: Device) -> str:
    words = {"device": str(device)}
    text = _("%(device)s 补录了") % words if result.is_late else _("%(device)s 查好了") % words
    if result.bad:
        text += _("，%(n)s 处有问题") % {"n": result.bad}
    refused = [fault for fault in result.faults.filter(status="open") if fault.refusal]
    return text + "".join(f"；{fault.label}：{fault.refusal}" for fault in refused)


def _kept(request: AuthedRequest, device: Device, instance: Instance, now: datetime) -> Result:
    """The answers: each item is as it should be unless it was marked; the dates answer by themselves."""
    post = request.POST
    version = instance.duty.version
    items = version.checklist if version else []
    answers = {item.code: _answer(request, item, device, now) for item in items}
    scans = [{"code": f"/f/{device.code}/", "at": ""}]
    sent = sent_of(request, answers, scans=scans, version=version, now=now)
    routes = {item.code: post.get(f"r-{item.code}", "") for item in items}
    return instance_do(
        instance, answers=answers, sent=sent, note=post.get("note", ""), routes=routes, now=now, actor=request.user
    )


def _answer(request: AuthedRequest, item: Item, device: Device, now: datetime) -> Mapping[str, str]:
    post = request.POST
    if item.code == checking.DATES:
        why = lapsed(device, now)
        return {"key": "bad", "note": why} if why else {"key": "ok"}
    if item.kind == "tick":
        return {"key": "bad" if post.get(f"bad-{item.code}") else "ok", "note": post.get(f"n-{item.code}", "")}
    return {"key": "", "value": post.get(f"v-{item.code}", ""), "note": post.get(f"n-{item.code}", "")}


def lapsed(device: Device, now: datetime) -> str:
    """Which of its dates has passed, in words; "" for none."""
    today = timezone.localdate(now)
    if device.is_past(today) and device.scrap_due_on:
        return _("%(day)s已到报废年限") % {"day": say.day(device.scrap_due_on)}
    if device.wants_service(today) and device.service_due_on:
        return _("%(day)s该送修、检测") % {"day": say.day(device.service_due_on)}
    return ""


def page(
    request: AuthedRequest, device: Device, now: datetime, *, problem: ValidationError | None = None
) -> HttpResponse:
    """The card, with its check below where there is one for this user."""
    instance = checking.due_on(device, now) if device.status == DeviceStatus.HERE else None
    if instance is not None and not request.user.has_perm(CHECK):
        instance = None
    errors = problem.message_dict if problem and hasattr(problem, "error_dict") else {}
    version = instance.duty.version if instance else None
    asked = [
        Asked(
            item, bool(request.POST.get(f"bad-{item.code}")), request.POST.get(f"v-{item.code}", ""),
            request.POST.get(f"n-{item.code}", ""), request.POST.get(f"r-{item.code}", ""),
            "；".join(errors.get(item.code, [])),
        )
        for item in (version.checklist if version else [])
        if item.code != checking.DATES
    ]  # fmt: skip
    here = Device.objects.filter(building=device.building, status=DeviceStatus.HERE).exclude(pk=device.pk)
    others = checking.standing(here.select_related("place").order_by("place__path", "pk"), now)
    context = {
        "device": device, "stand": checking.standing([device], now)[device.pk], "instance": instance, "asked": asked,
        "last": checking.last_of(device), "lapsed": lapsed(device, now), "offers": offers_for(request.user),
        "errors": problem.messages if problem and not errors else [], "refused": problem is not None,
        "is_late": instance is not None and now > instance.closes_at, "note": request.POST.get("note", ""),
        "lost_photos": problem is not None and bool(request.FILES),
        "next": [one for one in here.order_by("place__path", "pk") if others[one.pk].kind == "going"][:3],
        "most": MOST_PHOTOS,
    }  # fmt: skip
    return render(request, "fire/card.html", context, status=400 if problem else 200)
