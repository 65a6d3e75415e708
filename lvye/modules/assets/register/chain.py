"""来龙去脉 of the property: what a card came of, what happened to it, and what came of that, in both directions."""

from __future__ import annotations

from collections.abc import Iterable

from lvye.kernel.chains.api import link, link_by
from lvye.modules.assets.models import Asset, Damage, Handover, Loan, Transfer, WriteOff
from lvye.modules.assets.queries import incomes_about
from lvye.modules.finance.api import Income

CARD = "assets.asset"


def _parts(asset: Asset) -> Iterable[Asset]:
    return Asset.objects.filter(about_kind=CARD, about_id=asset.pk).order_by("pk")


def _whole(asset: Asset) -> Iterable[Asset]:
    return Asset.objects.filter(pk=asset.about_id) if asset.about_kind == CARD and asset.about_id else ()


def _writeoff_of(income: Income) -> Iterable[WriteOff]:
    if income.about != "assets.writeoff" or income.about_id is None:
        return ()
    return WriteOff.objects.filter(pk=income.about_id)


link(CARD, CARD, forth=_parts, back=_whole)
link(
    CARD, "assets.transfer",
    forth=lambda card: Transfer.objects.filter(lines__asset=card).order_by("pk"),
    back=lambda paper: Asset.objects.filter(movements__transfer=paper).order_by("pk"),
)  # fmt: skip
link(
    CARD, "assets.handover",
    forth=lambda card: Handover.objects.filter(lines__asset=card).order_by("pk"),
    back=lambda paper: Asset.objects.filter(movements__handover=paper).order_by("pk"),
)  # fmt: skip
link(
    CARD, "assets.writeoff",
    forth=lambda card: WriteOff.objects.filter(lines__asset=card).order_by("pk"),
    back=lambda paper: Asset.objects.filter(writeoffs__writeoff=paper).order_by("pk"),
)  # fmt: skip
link("assets.writeoff", "finance.income", forth=incomes_about, back=_writeoff_of)
link_by(Loan, "asset")
link_by(Damage, "asset")
