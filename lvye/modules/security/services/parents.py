"""Letters to parents go out to every class, and the slips that come back are counted class by class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import PersonStatus, SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.security.models import LetterStatus, ParentLetter, ParentSlip


def letter_send(letter: ParentLetter, *, today: date, actor: User) -> ParentLetter:
    """It goes out to every class that stands. Raises ValidationError in a closed term, for slips due before today."""
    refuse_closed(today)
    if letter.slip_on is not None and letter.slip_on < today:
        raise ValidationError({"slip_on": _("回执的日子已经过了，请先改。")})
    here = Count("pupils", filter=Q(pupils__status=PersonStatus.HERE))
    classes = SchoolClass.objects.filter(is_open=True).annotate(n=here).order_by("sort", "pk")
    with records.deed():
        sent = records.take(letter, "send", actor=actor, sent_on=today)
        if letter.slip_on is not None:
            rows = [{"letter": sent, "school_class": one, "wanted": one.n} for one in classes if one.n]
            records.create_many(ParentSlip, rows, actor=actor)
    return sent


def letter_amend(letter: ParentLetter, *, actor: User, reason: str = "", **values: Any) -> ParentLetter:
    """Put a draft right. Raises ValidationError once it has gone out."""
    if letter.status != LetterStatus.DRAFT:
        raise ValidationError(_("已经发出的信不能再改。"), code="sent")
    return records.amend(letter, actor=actor, reason=reason, **values)


def slips_count(letter: ParentLetter, given: Mapping[int, int], *, today: date, actor: User) -> int:
    """How many slips each class gave back: row → count; returns how many rows changed.

    Raises ValidationError: more than the class has pupils, a letter that is closed.
    """
    if letter.status != LetterStatus.SENT:
        raise ValidationError(_("这封信已经归档，不能再改。"), code="closed")
    changed = 0
    with records.deed():
        for slip in letter.slips.filter(pk__in=list(given)).select_related("school_class"):
            back = given[slip.pk]
            if not 0 <= back <= slip.wanted:
                words = {"class": slip.school_class, "n": slip.wanted}
                raise ValidationError(_("%(class)s应交 %(n)s 份，交回的不能更多。") % words, code="too_many")
            if back != slip.back:
                records.amend(slip, actor=actor, verb="count", back=back, noted_on=today)
                changed += 1
    return changed


def letter_close(letter: ParentLetter, *, closing: str = "", actor: User) -> ParentLetter:
    """All slips are back, or it is said what becomes of those that are not. Raises ValidationError without words."""
    short = any(one.back < one.wanted for one in letter.slips.all())
    if short and not closing.strip():
        raise ValidationError({"closing": _("还有班级没有收齐，请写怎么办，例如：班主任打电话逐个告知。")})
    return records.take(letter, "close", actor=actor, closing=closing.strip())
