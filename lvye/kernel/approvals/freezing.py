"""What is being asked about stays as it is until it is decided or withdrawn, and so do its lines."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.records.api import Record, watch
from lvye.kernel.registers.api import registers

from .declare import approvables
from .models import Asking


class FrozenError(ValidationError):
    """The record is being asked about."""


@watch
def refuse_frozen(found: Sequence[Record]) -> None:
    """Raise FrozenError when one of these records, or the record it is a part of, is being asked about.

    The record is locked first: of a change and an asking at the same moment one comes after the other.
    """
    label = found[0]._meta.label_lower
    for each in approvables:
        if each.register == label:
            _refuse(each.register, {one.pk for one in found if one.pk is not None})
        elif field := each.parts.get(label):
            _refuse(each.register, _wholes(found, field))


def _wholes(found: Sequence[Record], field: str) -> set[int]:
    """The records these are parts of: by what they say now, and by what is stored of them."""
    attname = found[0]._meta.get_field(field).get_attname()  # type: ignore[union-attr]
    stored = type(found[0])._default_manager.filter(pk__in=[one.pk for one in found if one.pk is not None])
    return ({getattr(one, attname) for one in found} | set(stored.values_list(attname, flat=True))) - {None}


def _refuse(register: str, numbers: set[int]) -> None:
    if not numbers:
        return
    model = registers[register].model
    rows = model._default_manager.select_for_update().filter(pk__in=numbers).order_by("pk")
    list(rows.values_list("pk", flat=True))
    asked = Asking.objects.filter(target=register, target_id__in=numbers, status=Asking.Status.ASKED).first()
    if asked is not None:
        text = _("“%(title)s”正在审批，审批完以前不能改；要改请先撤回，或者请审批人驳回。")
        raise FrozenError(text % {"title": asked.title})
