"""The thing a job is about: found by its label, said at the report or afterwards."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.assets.api import Asset, asset_by_code
from lvye.modules.repairs.models import Job


def thing_of(text: str) -> Asset:
    """The card of a label's code (or its address), or of a card's number. Raises ValidationError for none."""
    found = asset_by_code(text) or Asset.objects.select_related("place").filter(number=text.strip()).first()
    if found is None:
        raise ValidationError({"asset": _("没有这个标签码或资产编号，请核对标签。")}, code="asset_unknown")
    return found


def refuse_gone(asset: Asset) -> None:
    """Raises ValidationError for a thing that left the books: nothing is repaired on it."""
    if not asset.is_on_books:
        words = {"name": asset.name, "number": asset.number}
        raise ValidationError(
            {"asset": _("“%(name)s”（%(number)s）已经报废销账，不再维修。") % words}, code="asset_gone"
        )


def job_about(job: Job, asset: Asset | None, *, actor: User) -> Job:
    """Say which thing a job is about, or that it is about none. Raises ValidationError in a closed term."""
    refuse_closed(job.done_on or job.reported_on)
    if asset is not None:
        refuse_gone(asset)
    return records.amend(job, actor=actor, verb="about", asset=asset)
