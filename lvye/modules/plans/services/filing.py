"""Deeds on the archive: a record is put into a box, and taken out of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import registers
from lvye.modules.plans.models import ArchiveBox, Filing


def file_away(box: ArchiveBox, about: str, pk: int, *, sheets: int | None = None, today: date, actor: User) -> Filing:
    """Put a record the actor may see into a box, under the next number there.

    `about` is its register ("repairs.job"). Raises ValidationError where it is not there for him, or lies in a box.
    """
    reg = registers.get(about)
    record: Any = None
    if reg is not None and actor.has_perm(reg.permission("view")):
        record = reg.rows(actor).filter(pk=pk).first()
    if reg is None or record is None:
        raise ValidationError(_("没有找到这条记录，或者您看不到它。"))
    with records.deed():
        ArchiveBox.objects.select_for_update().get(pk=box.pk)
        last = box.filings.aggregate(last=Max("number"))["last"] or 0
        return records.create(
            Filing, actor=actor, box=box, number=last + 1, about=about, about_id=pk, sheets=sheets, filed_on=today,
            kind=str(reg.model._meta.verbose_name)[:60], title=str(record)[:200], filed_by=person_of(actor),
        )  # fmt: skip


def filing_take_out(filing: Filing, *, reason: str, today: date, actor: User) -> Filing:
    """Take a paper out of its box; its number there is not given again. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("请写一句为什么取出来。")})
    if filing.out_on is not None:
        raise ValidationError(_("这一件已经取出来了。"))
    return records.amend(filing, actor=actor, verb="take_out", reason=reason.strip(), out_on=today)
