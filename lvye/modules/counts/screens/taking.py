"""What the phone sends: one sighting, once; and the taking back of one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.counts import services
from lvye.modules.counts.models import Condition, Count, How, Line, Scan, Seen
from lvye.modules.counts.sight import SCAN

from .phone import count_of, room_page, the_place

MOST_PHOTOS = 2


@needs(SCAN)
@require_POST
@sent_once
def scan(request: AuthedRequest, pk: int, place: int) -> HttpResponseBase:
    """A label read or typed, a row ticked, or a thing without label; the answer says what it was."""
    count, room = count_of(request, pk), the_place(place)
    sent = request.POST
    now = timezone.now()
    how = sent.get("how", How.TICK)
    try:
        with attempt():
            made = services.scan_take(
                count, place=room, how=how if how in _MANNERS else How.TICK, code=sent.get("code", ""),
                line=_line(count, sent.get("line", "")), condition=_condition(sent.get("condition", "")),
                qty=_qty(sent.get("qty", "")), words=sent.get("words", ""), room_code=sent.get("room_code", ""),
                photos=tuple(files.receive(one) for one in files.uploads_of(request, "photos", MOST_PHOTOS)),
                device_at=filled_at(request, now), now=now, actor=request.user,
            )  # fmt: skip
    except ValidationError as problem:
        return room_page(request, count, room, problem=" ".join(problem.messages), status=400)
    return redirect(f"{_room(count, place)}?{urlencode({'said': made.result, 'what': words_of(made)})}")


@needs(SCAN)
@require_POST
@sent_once
def undo(request: AuthedRequest, pk: int, place: int, scan: int) -> HttpResponse:
    """It was not that thing."""
    count, room = count_of(request, pk), the_place(place)
    found = get_object_or_404(Scan.objects.select_related("line", "count", "place"), count=count, pk=scan)
    try:
        with attempt():
            services.scan_undo(found, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return room_page(request, count, room, problem=" ".join(problem.messages), status=409)
    return redirect(f"{_room(count, place)}?{urlencode({'said': Seen.UNDONE, 'what': words_of(found)})}")


_MANNERS = (How.SCAN, How.TYPED, How.TICK, How.BARE)


def words_of(scan: Scan) -> str:
    """What was seen, in a line: "电脑（账上在教学楼301）"."""
    line = scan.line
    if line is None:
        thing = scan.asset.name if scan.asset else scan.words or scan.code
        return _("%(thing)s（不在这次的清单上）") % {"thing": thing} if scan.asset else thing
    if scan.result == Seen.WRONG:
        return _("%(thing)s（账上在%(place)s）") % {"thing": line.name, "place": line.place or _("没写的地方")}
    if scan.result == Seen.TWICE and line.seen_by is not None and line.seen_place is not None:
        told = {"thing": line.name, "who": line.seen_by, "place": line.seen_place}
        return _("%(thing)s（%(who)s在%(place)s已经盘到）") % told
    return line.name


def _room(count: Count, place: int) -> str:
    return reverse("counts:room", args=[count.pk, place])


def _line(count: Count, text: str) -> Line | None:
    if not text.isdecimal() or len(text) > 18:
        return None
    return get_object_or_404(Line.objects.select_related("asset"), count=count, pk=int(text))


def _condition(text: str) -> str:
    return text if text in Condition.values else ""


def _qty(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not plain.isdecimal() or len(plain) > 9:
        raise ValidationError(_("数量请写整数。"))
    return int(plain)
