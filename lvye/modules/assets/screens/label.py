"""What a thing's label opens: the deed, not the record. No value and no name is told to who has no account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lvye.kernel.places.api import school
from lvye.kernel.registers.api import offers_for, registers
from lvye.modules.assets.models import Asset
from lvye.modules.assets.queries import asset_by_code


@never_cache
@require_safe
def scanned(request: HttpRequest, code: str) -> HttpResponseBase:
    """The thing's name, where to report it, and for who is signed in what he may do with it.

    404 for a code that never was; a thing that left the books says so (410), its label is still known.
    """
    asset = asset_by_code(code)
    if asset is None:
        return _end(request, 404, _("没有这个标签码"), _("请看看是不是少扫了或打错了；标签旧了也请告诉总务处。"))
    signed = request.user.is_authenticated
    if not asset.is_on_books and not signed:
        return _end(request, 410, _("这件东西已经报废"), _("还在用的请告诉总务处，换一张新标签。"))
    context = {"asset": asset, "deeds": _deeds(request, asset), "base": _base(request), "school": school()}
    return render(request, "assets/scanned.html", context, status=200 if asset.is_on_books else 410)


def _deeds(request: HttpRequest, asset: Asset) -> list[dict[str, Any]]:
    """What may be done: deeds on the thing itself, else on the room it stands in; 查看 last."""
    user = request.user
    deeds = {o.name: {"label": o.label, "icon": o.icon, "url": o.url(asset)} for o in _offers(user)}
    if asset.place is not None and asset.place.is_open and asset.is_on_books:
        for o in offers_for("places.place", user):
            if o.name == "repair":
                deeds = {o.name: {"label": o.label, "icon": o.icon, "url": o.url(asset.place)}} | deeds
    if user.is_authenticated and user.has_perm("assets.view_asset") and _sees(user, asset):
        address = reverse("assets.asset:detail", args=[asset.pk])
        deeds["view"] = {"label": _("查看"), "icon": "eye", "url": address}
    return list(deeds.values())


def _sees(user: Any, asset: Asset) -> bool:
    return registers["assets.asset"].rows(user).filter(pk=asset.pk).exists()


def _offers(user: Any) -> list[Any]:
    return offers_for("assets.asset", user)


def _end(request: HttpRequest, status: int, title: str, hint: str) -> HttpResponse:
    context = {"title": title, "hint": hint, "base": _base(request), "school": school()}
    return render(request, "assets/dead_label.html", context, status=status)


def _base(request: HttpRequest) -> str:
    return "base.html" if request.user.is_authenticated else "base_public.html"
