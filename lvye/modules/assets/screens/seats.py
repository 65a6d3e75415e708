"""开学课桌椅、床位: heads against what stands in each room, what to move where, and one button that moves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lvye.kernel.papers import api as papers
from lvye.kernel.places.api import place_by_name
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers, school_name
from lvye.modules.assets import seating, services
from lvye.modules.assets.models import SeatPlan, SeatStatus

KEY = "assets.seatplan"
WRITE = "assets.add_seatplan"
MOVE = "assets.post_transfer"


@allowed("view")
def plan(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The page of one plan."""
    return _page(request, reg, get_object_or_404(reg.rows(request.user), pk=pk))


def _page(request: AuthedRequest, reg: Register, found: SeatPlan, problem: str = "") -> HttpResponse:
    now = seating.seating(found, today=timezone.localdate())
    is_open = found.status == SeatStatus.OPEN
    context = detail_context(reg, found, request.user) | {
        "plan": found, "goods": now.goods, "rows": [_row(one, now.goods) for one in now.rooms], "moves": now.moves,
        "totals": now.totals, "problem": problem, "may_write": is_open and request.user.has_perm(WRITE),
        "may_move": is_open and request.user.has_perm(MOVE), "pieces": sum(one.qty for one in now.moves),
        "heads": sum(one.room.heads for one in now.rooms),
    }  # fmt: skip
    name = "registers/print_detail.html" if request.GET.get("as") == "print" else "assets/seats.html"
    return render(request, name, context, status=400 if problem else 200)


def _row(one: seating.RoomNow, goods: tuple[seating.Good, ...]) -> dict[str, Any]:
    cells = [{"has": one.has[good.name], "over": one.over(good), "short": -one.over(good)} for good in goods]
    return {"room": one.room, "wanted": one.wanted, "cells": cells}


@needs(WRITE)
@require_POST
def heads(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """How many each room is for; and a room more (`place`), or one less (`drop`)."""
    found: SeatPlan = get_object_or_404(registers[KEY].rows(request.user), pk=pk)
    try:
        with attempt():
            _write(request, found)
    except ValidationError as problem:
        return _page(request, registers[KEY], found, " ".join(problem.messages))
    return redirect(f"{KEY}:detail", pk=pk)


def _write(request: AuthedRequest, found: SeatPlan) -> None:
    sent, user = request.POST, request.user
    if sent.get("drop", "").isdecimal():
        services.seatroom_drop(get_object_or_404(found.rooms, pk=int(sent["drop"])), actor=user)
        messages.success(request, _("这间不排了。"))
        return
    given = {int(name[6:]): _number(text) for name, text in sent.items() if _is_heads(name)}
    changed = services.heads_set(found, given, actor=user)
    if name := sent.get("place", "").strip():
        place = place_by_name(name)
        if place is None:
            raise ValidationError(_("没有找到“%(name)s”这个房间。") % {"name": name[:40]})
        services.seatroom_add(plan=found, place=place, heads=_number(sent.get("place_heads", "")), actor=user)
        changed += 1
    messages.success(request, _("记下了。") if changed else _("没有改动。"))


def _is_heads(name: str) -> bool:
    return name.startswith("heads_") and name[6:].isdecimal() and len(name) < 24


def _number(text: Any) -> int:
    plain = str(text).strip() or "0"
    if not plain.isdecimal() or len(plain) > 6:
        raise ValidationError(_("人数请写整数。"))
    return int(plain)


@needs(MOVE)
@require_POST
def move(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """All that is proposed, as transfers that are booked."""
    found: SeatPlan = get_object_or_404(registers[KEY].rows(request.user), pk=pk)
    try:
        with attempt():
            made = services.seatplan_move(found, today=timezone.localdate(), actor=request.user)
    except ValidationError as problem:
        return _page(request, registers[KEY], found, " ".join(problem.messages))
    text = ngettext("调好了，写成 %(n)s 张调拨单，请照单搬。", "调好了，写成 %(n)s 张调拨单，请照单搬。", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect(f"{KEY}:detail", pk=pk)


@needs("assets.view_seatplan")
def paper(request: AuthedRequest, pk: int) -> HttpResponse:
    """The plan on paper: rooms, heads, what is there, what is to be moved."""
    found: SeatPlan = get_object_or_404(registers[KEY].rows(request.user), pk=pk)
    now = seating.seating(found, today=timezone.localdate())
    heads = [_("房间"), _("班级"), _("人数")]
    for good in now.goods:
        heads += [str(good.label), _("多（＋）少（－）")]
    rows = []
    for one in now.rooms:
        line = [one.room.place.full_name, str(one.room.school_class or ""), str(one.room.heads)]
        for good in now.goods:
            line += [str(one.has[good.name]), f"{one.over(good):+d}" if one.over(good) else "0"]
        rows.append(line)
    tables = [
        papers.Table(
            heads,
            rows,
            widths=(20, 11, 7, *[7, 9] * len(now.goods)),
            numeric=set(range(2, len(heads))),
            caption=_("各房间"),
        )
    ]
    if now.moves:
        moves = [
            [str(one.card.place), one.to.place.full_name, one.card.name, f"{one.qty}{one.card.unit}", ""]
            for one in now.moves
        ]
        names = [_("从"), _("到"), _("什么"), _("件数"), _("搬好了")]
        tables.append(papers.Table(names, moves, numeric={3}, caption=_("要搬的")))
    facts = [(_("学期"), found.term.name)]
    for good, wanted, there, idle, short in now.totals:
        words = {"wanted": wanted, "there": there, "idle": idle, "short": short}
        text = _("要 %(wanted)s，房间里有 %(there)s，闲置 %(idle)s，调完还差 %(short)s")
        facts.append((str(good.label), text % words))
    content = papers.form_pdf(
        title=_("%(what)s安排表") % {"what": found.get_kind_display()}, school=school_name(),
        printed_on=timezone.localdate(), register=_("校产"), number=found.term.code, facts=facts, lines=tables,
        signatures=[papers.Signature(who) for who in (_("总务处"), _("教务处"), _("分管校长"))],
    )  # fmt: skip
    return papers.answer(content, f"{found.get_kind_display()}{found.term.name}.pdf")
