"""The thing a report or a job is about, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers
from lvye.kit import say
from lvye.modules.assets.api import Asset, under_warranty
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job


@dataclass(frozen=True)
class Thing:
    """A thing in words. url: its card, for who may see it; warranty: while somebody else answers for it."""

    code: str
    name: str
    number: str
    url: str = ""
    warranty: str = ""
    times: int = 0

    @property
    def title(self) -> str:
        """Name and number."""
        return f"{self.name}（{self.number}）"


def asked(request: HttpRequest) -> Asset | None:
    """The thing the form or the address names. Raises ValidationError for a form that names none there is."""
    if request.method == "POST":
        text = request.POST.get("asset", "").strip()
        return services.thing_of(text) if text else None
    text = request.GET.get("asset", "").strip()
    try:
        return services.thing_of(text) if text else None
    except ValidationError:
        return None  # an address that names nothing asks for nothing


def typed(request: HttpRequest) -> Asset | None:
    """The same for a form that comes back refused, whatever it was refused for."""
    try:
        return asked(request)
    except ValidationError:
        return None


def plain(asset: Asset | None) -> Thing | None:
    """What anybody may read: no value, no person."""
    return None if asset is None else Thing(asset.code, asset.name, asset.number)


def card(asset: Asset | None, user: User, today: date) -> Thing | None:
    """What the office reads: the card's page, who must mend it for nothing, how often it was mended before."""
    if asset is None:
        return None
    seen = user.has_perm("assets.view_asset") and registers["assets.asset"].rows(user).filter(pk=asset.pk).exists()
    url = reverse("assets.asset:detail", args=[asset.pk]) if seen else ""
    times = Job.objects.filter(asset=asset).exclude(status__in=[Job.Status.CANCELLED, Job.Status.JOINED]).count()
    return Thing(asset.code, asset.name, asset.number, url, warranty_words(asset, today), times)


def warranty_words(asset: Asset, today: date) -> str:
    """Until when the supplier answers for it, and who that is; "" once nobody does."""
    if asset.warranty_until is None or not under_warranty(asset, on=today):
        return ""
    words = {"day": say.day(asset.warranty_until), "who": asset.supplier or _("供货单位")}
    return _("还在保修期内（到%(day)s），先找%(who)s。") % words
