"""The store's counter at the start of a term: who has his pack, what is short, and the handing out of one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.openings import queries, services
from lvye.modules.openings.models import Handout, PackLine, PackStatus
from lvye.modules.openings.sight import ALL, HAND
from lvye.modules.stores.api import Item, drawn


def handout_of(request: AuthedRequest, pk: int) -> Handout:
    """The distribution, if this user may see it. Raises Http404."""
    found: Handout = get_object_or_404(registers["openings.handout"].rows(request.user), pk=pk)
    return found


@needs(ALL)
@require_safe
def board(request: AuthedRequest, pk: int) -> HttpResponse:
    """All packs, those that wait first, beside what is short."""
    handout = handout_of(request, pk)
    packs = list(queries.packs_of(handout))
    asked = queries.needs_of(handout)
    handed = [one for one in packs if one.status == PackStatus.HANDED]
    context = {
        "handout": handout, "waiting": [one for one in packs if one.status == PackStatus.LISTED], "handed": handed,
        "groups": [
            (_("班级"), [one for one in packs if one.school_class_id]),
            (_("教师"), [one for one in packs if not one.school_class_id]),
        ],
        "unsigned": [one for one in handed if one.issue and not one.issue.signed],
        "asked": asked, "short": [one for one in asked if one.short], "may": request.user.has_perm(HAND),
    }  # fmt: skip
    return render(request, "openings/board.html", context)


@needs(HAND)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def hand(request: AuthedRequest, pk: int, pack: int) -> HttpResponseBase:
    """One pack: what is in it, less where something is short; then the store's document is written."""
    handout = handout_of(request, pk)
    found = get_object_or_404(queries.packs_of(handout), pk=pack)
    lines = list(found.lines.select_related("item").order_by("item__name", "pk"))
    problem, status = "", 200
    signature = drawn(request.POST.get("signature", ""))
    if request.method == "POST":
        try:
            with attempt():
                services.pack_hand(
                    found, amounts=_amounts(request, lines), signature=signature, now=timezone.now(), actor=request.user
                )
        except ValidationError as refused:
            problem, status = " ".join(refused.messages), 400
        else:
            words = _("%(name)s的已经发出，签了字。") if signature else _("%(name)s的已经发出，请领取人在手机上确认。")
            messages.success(request, words % {"name": found.name})
            return redirect("openings:board", pk=handout.pk)
    there = {one.item.pk: one.there for one in queries.needs_of(handout)}
    rows = [_row(request, line, there.get(line.item_id, Decimal(0))) for line in lines]
    context = {"handout": handout, "pack": found, "rows": rows, "problem": problem, "refused": bool(problem)}
    return render(request, "openings/hand.html", context, status=status)


@needs(HAND)
@require_POST
def signed(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The printed list is signed: those ticked are marked so, with a photo of the list where there is one."""
    handout = handout_of(request, pk)
    chosen = queries.packs_of(handout).filter(pk__in=[pk for pk in request.POST.getlist("pack") if pk.isdecimal()])
    try:
        with attempt():
            count = services.handout_signed(
                handout, packs=chosen, scan=request.FILES.get("scan"), now=timezone.now(), actor=request.user
            )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("%(n)s 份已记为纸单签字。") % {"n": count})
    return redirect("openings:board", pk=handout.pk)


def _row(request: AuthedRequest, line: PackLine, there: Decimal) -> dict[str, Any]:
    proposed = min(line.qty, there)
    typed = request.POST.get(f"qty-{line.pk}", f"{proposed.normalize():f}")
    return {"line": line, "there": there, "typed": typed, "is_short": there < line.qty}


def _amounts(request: AuthedRequest, lines: list[PackLine]) -> dict[Item, Decimal]:
    """What was typed; a line without a box is given in full. Raises ValidationError for what is no number."""
    found = {}
    for line in lines:
        text = request.POST.get(f"qty-{line.pk}", "").strip()
        if not text:
            continue
        try:
            qty = Decimal(text)
        except InvalidOperation:
            qty = Decimal("NaN")
        if not qty.is_finite():
            raise ValidationError(_("“%(text)s”不是数量。") % {"text": text[:20]})
        found[line.item] = qty
    return found
