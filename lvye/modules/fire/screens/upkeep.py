"""Orders on the desk: put devices on one, note what came back."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.fire import services
from lvye.modules.fire.models import Device, DeviceStatus, LineResult, Upkeep, UpkeepKind, UpkeepStatus

MOST = 200


@needs("fire.add_upkeep")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AuthedRequest) -> HttpResponseBase:
    """Devices that were ticked (`?device=…`), what is to be done, and why."""
    given = request.POST if request.method == "POST" else request.GET
    numbers = [int(one) for one in given.getlist("device")[:MOST] if one.isdecimal()]
    rows = registers["fire.device"].rows(request.user).filter(status=DeviceStatus.HERE, pk__in=numbers)
    chosen = list(rows.select_related("place").order_by("place__path", "pk"))
    kind = given.get("kind", UpkeepKind.SERVICE)
    kind = kind if kind in UpkeepKind.values else UpkeepKind.SERVICE
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = services.upkeep_make(
                    chosen, kind=kind, why=given.get("why", "")[:200], today=timezone.localdate(), actor=request.user
                )
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            words = {"number": made.number}
            said = (
                _("%(number)s 开好了，等别人同意。")
                if made.kind == UpkeepKind.SCRAP
                else _("%(number)s 开好了，可以打印、送出。")
            )
            messages.success(request, said % words)
            return redirect("fire.upkeep:detail", pk=made.pk)
    if not chosen:
        messages.warning(request, _("请先在消防台勾选器材。"))
        return redirect("fire:board")
    context = {
        "chosen": chosen, "kind": kind, "kinds": UpkeepKind.choices, "why": given.get("why", ""), "problem": problem,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "fire/upkeep_new.html", context, status=400 if problem else 200)


@needs("fire.back_upkeep")
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What came back, one by one, and what it cost."""
    found: Upkeep = get_object_or_404(registers["fire.upkeep"].rows(request.user), pk=pk)
    if found.status != UpkeepStatus.OUT:
        return redirect("fire.upkeep:detail", pk=pk)
    lines = list(found.lines.select_related("device__place").order_by("pk"))
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                services.upkeep_back(
                    found, {line.pk: _came(request, line.pk) for line in lines},
                    cost=_cost(request.POST.get("cost", "")),
                    today=timezone.localdate(), actor=request.user,
                )  # fmt: skip
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(
                request, _("%(number)s 办完了，维修日期和下次的日子都记到卡上了。") % {"number": found.number}
            )
            return redirect("fire.upkeep:detail", pk=pk)
    rows = [{"line": line, "came": _came(request, line.pk)} for line in lines]
    results = [choice for choice in LineResult.choices if choice[0]]
    context = {
        "one": found, "rows": rows, "results": results, "problem": problem, "cost": request.POST.get("cost", ""),
        "refills": found.kind == UpkeepKind.SERVICE, "extinguisher": Device.Kind.EXTINGUISHER,
    }  # fmt: skip
    return render(request, "fire/upkeep_back.html", context, status=400 if problem else 200)


def _came(request: AuthedRequest, pk: int) -> services.Came:
    post = request.POST
    result = post.get(f"result-{pk}", LineResult.SERVICED)
    known = result if result in LineResult.values and result else LineResult.SERVICED
    return services.Came(
        result=known, certificate=post.get(f"certificate-{pk}", "")[:40], note=post.get(f"note-{pk}", "")[:120]
    )


def _cost(said: str) -> Decimal | None:
    plain = said.strip().replace("，", "").replace(",", "")
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found < 10**8 or -int(found.as_tuple().exponent) > 2:
        raise ValidationError(_("费用请填一个数，最多两位小数，例如 320.50。"))
    return found
