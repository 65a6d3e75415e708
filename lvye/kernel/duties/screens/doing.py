"""One check: its list, item by item, with proof and photos; it works without network and is kept once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, IntegerField
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.duties import services, sight
from lvye.kernel.duties.declare import sources
from lvye.kernel.duties.items import Item
from lvye.kernel.duties.models import Instance, Proof, Result, Version
from lvye.kernel.duties.screens.sending import MOST_PHOTOS, sent_of
from lvye.kernel.duties.words import when
from lvye.kernel.offers.api import offers_for
from lvye.kernel.outbox.api import sent_once_after
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import code_in, codes_of
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.asking import Standing
from lvye.kit.memo import once

MOST_SCANS, MOST_CODE = 200, 60


@dataclass
class Asked:
    """One item on the page, with what was answered and why it was refused."""

    item: Item
    number: int
    key: str = ""
    value: str = ""
    note: str = ""
    route: str = ""
    error: str = ""
    whens: str = field(default="")


_check = Standing(
    lambda pk: Instance.objects.select_related("duty__post", "spot__place").filter(pk=pk), BigIntegerField()
)
_list = Standing(
    lambda duty, number: Version.objects.filter(duty=duty, number=number), BigIntegerField(), IntegerField()
)


@once
def _found(_request: AuthedRequest, pk: int) -> Instance:
    """The check of this address, read once a request."""
    found = _check.first(pk)
    if found is None:
        raise Http404
    return found


def _ahead(request: AuthedRequest, pk: int) -> None:
    """Whose check it is and what its list asks, before the deed holds the database: on SQLite all others wait then."""
    _asked_version(request, _found(request, pk))
    person_of(request.user)


@needs(sight.DO)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once_after(_ahead)
def do(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The list, and the keeping of it. Done already: what was kept."""
    instance = _found(request, pk)
    now = timezone.now()
    if request.method != "POST":
        _hide(request, instance)
        if not instance.is_open:
            return redirect("duties.instance:detail", pk)
        return page(request, instance, now)
    try:
        result = _kept(request, instance, now)
    except ValidationError as problem:
        _hide(request, instance)
        return page(request, instance, now, problem=problem)
    messages.success(request, said(result))
    return redirect("duties:today")


def _hide(request: AuthedRequest, instance: Instance) -> None:
    """Only what he may do or see; others do not learn that it is there. A deed asks for itself whose it is."""
    seen = registers["duties.instance"].rows(request.user).filter(pk=instance.pk)
    if not sight.may_do(instance, request.user, timezone.localdate()) and not seen.exists():
        raise Http404


def said(result: Result) -> str:
    """What the checker is told."""
    words = {"what": str(result.instance)}
    text = _("补录了：%(what)s") % words if result.is_late else _("查完了：%(what)s") % words
    if result.clock == "wrong":
        text += _("（手机时间不准，按收到的时间算）")
    refused = list(result.faults.filter(status="open").exclude(refusal="")) if result.bad else []
    return text + "".join(f"；{fault.label}：{fault.refusal}" for fault in refused)


def _kept(request: AuthedRequest, instance: Instance, now: datetime) -> Result:
    post = request.POST
    version = _asked_version(request, instance)
    codes = [item.code for item in version.checklist] if version else []
    answers = {
        code: {"key": post.get(f"a-{code}", ""), "value": post.get(f"v-{code}", ""), "note": post.get(f"n-{code}", "")}
        for code in codes
    }
    sent = sent_of(request, codes, scans=_scans(request), version=version, now=now)
    routes = {code: post.get(f"r-{code}", "") for code in codes}
    note = post.get("note", "")
    return services.instance_do(
        instance, answers=answers, sent=sent, note=note, routes=routes, now=now, actor=request.user
    )


@once
def _asked_version(request: AuthedRequest, instance: Instance) -> Version | None:
    """The version of the list that was answered, read once a request; versions never change."""
    said = request.POST.get("version", "")
    number = int(said) if said.isdigit() and len(said) < 6 else instance.duty.version_no
    return _list.first(instance.duty_id, number)


def _scans(request: AuthedRequest) -> list[dict[str, str]]:
    """What the camera read, in order, as {code, at}; and the codes that were typed."""
    try:
        read = json.loads(request.POST.get("scans") or "[]")
    except ValueError:
        read = []
    found = [one for one in read if isinstance(one, Mapping)] if isinstance(read, list) else []
    scans = [{"code": str(one.get("code", "")), "at": str(one.get("at", ""))} for one in found[:MOST_SCANS]]
    typed = [{"code": text.strip(), "at": ""} for text in request.POST.getlist("typed")[:MOST_SCANS] if text.strip()]
    return scans + typed


def page(
    request: AuthedRequest, instance: Instance, now: datetime, *, problem: ValidationError | None = None
) -> HttpResponse:
    """The list with what stands in it; refused with a sentence at each item that lacks something."""
    version = _asked_version(request, instance)
    items = version.checklist if version else []
    errors = problem.message_dict if problem and hasattr(problem, "error_dict") else {}
    asked = [_asked(request, item, number, errors) for number, item in enumerate(items, 1)]
    known = {one.item.code for one in asked}
    general = [text for name, texts in errors.items() if name not in known for text in texts]
    general += problem.messages if problem and not errors else []
    offers = offers_for(request.user, has_place=instance.place is not None)
    here = code_in(request.GET.get("at", "")[:MOST_CODE])  # the label that opened this page
    context = {
        "one": instance,
        "version": version,
        "asked": asked,
        "errors": general,
        "refused": problem is not None,
        "wrong": sum(1 for one in asked if one.error),
        "offers": offers,
        "stops": _stops(instance),
        "scans": request.POST.get("scans", "") or _scanned(here, now),
        "here": here,
        "note": request.POST.get("note", ""),
        "when": when(instance, now),
        "is_late": now > instance.closes_at,
        "early": now < instance.opens_at,
        "most_photos": MOST_PHOTOS,
        "lost_photos": problem is not None and bool(request.FILES),
        "label": f"{_('例行检查')} {instance}",
    }
    return render(request, "duties/do.html", context, status=400 if problem else 200)


def _scanned(code: str, now: datetime) -> str:
    """The label that opened this page is read already."""
    return json.dumps([{"code": code, "at": now.isoformat()}]) if code else ""


def _asked(request: AuthedRequest, item: Item, number: int, errors: Mapping[str, list[str]]) -> Asked:
    post, code = request.POST, item.code
    whens = json.dumps({code: list(values) for code, values in item.when.items()}, ensure_ascii=False)
    return Asked(
        item, number, post.get(f"a-{code}", ""), post.get(f"v-{code}", ""), post.get(f"n-{code}", ""),
        post.get(f"r-{code}", ""), "；".join(errors.get(code, [])), whens if item.when else "",
    )  # fmt: skip


def _stops(instance: Instance) -> list[dict[str, Any]]:
    """The places whose codes are to be scanned, in order, with their codes, so that it works without network."""
    if instance.duty.proof != Proof.SCAN:
        return []
    spots = instance.duty.spots.filter(is_open=True, place__isnull=False).select_related("place").order_by("sort", "pk")
    places = [instance.spot] if instance.spot else list(spots)
    source = sources.get(instance.duty.targets) if instance.duty.targets else None
    if source is not None and source.label_of is not None:
        return [{"name": str(spot), "code": source.label_of(spot.target_id)} for spot in places if spot.target_id]
    codes = codes_of([spot.place for spot in places if spot.place])
    return [{"name": str(spot), "code": codes.get(spot.place_id or 0, "")} for spot in places if spot.place_id]
