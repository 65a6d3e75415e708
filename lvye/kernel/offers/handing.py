"""Handing a fault over to the deed that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record

from .declare import offers


def take(
    code: str,
    *,
    title: str,
    text: str = "",
    place: Any = None,
    photos: Sequence[Any] = (),
    about: Record | None = None,
    actor: User,
) -> Record:
    """Hand a fault over by the deed of this code; returns the record the module made of it.

    Raises ValidationError for a deed that is not there, that this user may not do, or that cannot take it.
    """
    found = offers.get(code)
    if found is None:
        raise ValidationError(_("没有这个去处，可能已经停用。请另选一个。"), code="offer_unknown")
    words = {"deed": found.label}
    if found.right is not None and not actor.has_perm(found.right):
        raise ValidationError(_("您的岗位不能“%(deed)s”，请告诉总务处。") % words, code="offer_right")
    if found.needs_place and place is None:
        raise ValidationError(_("“%(deed)s”要说明在哪里。") % words, code="offer_place")
    with records.deed():
        return found.takes(title=title, text=text, place=place, photos=photos, about=about, actor=actor)
