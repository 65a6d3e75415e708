"""What becomes of a fault: a repair, a hazard, a note, or mended on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.models import Fault
from lvye.kernel.offers import api as offers
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record

SETTLED = "settled"


def fault_hand(
    fault: Fault, code: str, *, place: Place | None = None, photos: Sequence[Any] = (), actor: User
) -> Record:
    """Hand a fault over by the deed of this code; returns the record it became.

    Raises ValidationError where the deed cannot take it, and for a fault that has been handed over already.
    """
    about = fault.result.instance
    title = f"{about.spot.label} {fault.label}" if about.spot and about.spot.target_id else fault.label
    with records.deed():
        locked = Fault.objects.select_for_update().get(pk=fault.pk)
        if locked.status != Fault.Status.OPEN:
            raise ValidationError(_("这个问题已经处理过了，请刷新看看。"), code="handed_already")
        made = offers.take(
            code, title=title, text=fault.words, place=place or fault.place, photos=photos, about=fault, actor=actor
        )
        label = str(made._meta.label_lower)
        records.take(fault, "hand", actor=actor, handed_as=code, target=label, target_id=made.pk)
    return made


def fault_settle(fault: Fault, *, measure: str, actor: User) -> Fault:
    """Mended on the spot, in words."""
    if not measure.strip():
        raise ValidationError({"measure": _("写一句怎么处理的。")})
    return records.take(fault, "settle", actor=actor, measure=measure.strip()[:300])


def faults_route(
    faults: Sequence[Fault], routes: Mapping[str, str], photos: Mapping[str, Sequence[Any]], *, actor: User
) -> None:
    """What was chosen for each while checking. One that cannot be taken stays open: the check itself is not lost."""
    for fault in faults:
        chosen = routes.get(fault.item, "")
        if not chosen:
            continue
        try:
            with records.attempt():
                if chosen == SETTLED:
                    fault_settle(fault, measure=fault.words or str(_("当场处理")), actor=actor)
                else:
                    fault_hand(fault, chosen, photos=photos.get(fault.item, ()), actor=actor)
        except ValidationError as problem:
            records.amend(fault, actor=actor, verb="refused", refusal="；".join(problem.messages)[:300])
