"""Deeds on the list of who is entitled to help: what it says reaches the pupil's meal money by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, refuse_closed, term_on
from lvye.modules.meals.models import AidKind, Entitled, EntitledStatus, Fee, FeeStatus
from lvye.modules.meals.queries import eaten_by, next_month


def entitled_add(*, pupil: Person, term: Term, actor: User, **values: Any) -> Entitled:
    """Put a pupil on the list. Where his meal money is paid already, the help is on it from now on.

    Raises ValidationError for somebody without a class, a closed term, and a second time.
    """
    if pupil.kind != "student" or pupil.school_class is None:
        raise ValidationError({"pupil": _("“%(name)s”不是在班里的学生。") % {"name": pupil.name}})
    refuse_closed(term.ends_on)
    with records.deed():
        made = records.create(Entitled, actor=actor, pupil=pupil, term=term, school_class=pupil.school_class, **values)
        _to_fee(made, actor=actor, **aid_of(made))
    return made


def entitled_change(entitled: Entitled, /, *, actor: User, **values: Any) -> Entitled:
    """Put right programme, amount or document. Raises ValidationError for another pupil or term: take this one off."""
    if any(values[name] != getattr(entitled, name) for name in {"pupil", "term"} & values.keys()):
        raise ValidationError(_("换人、换学期的，先取消这一条，再另外登记。"), code="other")
    refuse_closed(entitled.term.ends_on)
    with records.deed():
        changed = records.amend(entitled, actor=actor, **values)
        _to_fee(changed, actor=actor, **aid_of(changed))
    return changed


def entitled_void(entitled: Entitled, *, why: str, actor: User) -> Entitled:
    """He is not entitled after all: off the list, and nothing is borne of what is not settled yet."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么取消。")})
    refuse_closed(entitled.term.ends_on)
    with records.deed():
        gone = records.take(entitled, "void", actor=actor, reason=why.strip(), why=why.strip())
        _to_fee(gone, actor=actor, aid_kind=Fee.Aid.NONE, aid_per_day=Decimal(0), aid_document="")
    return gone


def _to_fee(entitled: Entitled, *, actor: User, **aid: Any) -> None:
    fee = Fee.objects.filter(pupil=entitled.pupil, term=entitled.term, status=FeeStatus.PAID).first()
    if fee is not None:
        records.amend(fee, actor=actor, verb="entitle", **aid)


def aid_of(entitled: Entitled) -> dict[str, Any]:
    """What the list says, as a pupil's meal money holds it."""
    return {
        "aid_kind": entitled.kind, "aid_per_day": entitled.per_day, "aid_document": entitled.document,
    }  # fmt: skip


def aids_of(term: Term, pupils: Iterable[Person]) -> dict[int, dict[str, Any]]:
    """pupil → his help in a term, of those on the list."""
    rows = Entitled.objects.filter(term=term, pupil__in=[one.pk for one in pupils], status=EntitledStatus.GOOD)
    return {one.pupil_id: aid_of(one) for one in rows}


@dataclass(frozen=True)
class AidRow:
    """One class and programme in a month, without a name: how many are entitled, how many days they ate, the money."""

    school_class: SchoolClass
    kind: str
    pupils: int
    days: int
    meals: int
    amount: Decimal

    @property
    def label(self) -> str:
        """The programme in words."""
        return str(AidKind(self.kind).label)


def aid_report(month: date) -> list[AidRow]:
    """What each programme bore in a month, class by class: the report it asks for."""
    last = next_month(month) - timedelta(days=1)
    term = term_on(month) or term_on(last)
    fees = Fee.objects.exclude(status=FeeStatus.VOID).exclude(aid_kind="").select_related("standard", "school_class")
    rows = list(fees.filter(term=term).order_by("school_class__sort", "school_class_id", "aid_kind", "pk"))
    eaten = eaten_by(rows, month, last)
    groups: dict[tuple[int, str], list[Fee]] = {}
    for one in rows:
        groups.setdefault((one.school_class_id, one.aid_kind), []).append(one)
    return [
        AidRow(
            some[0].school_class, kind, len(some), sum(eaten[one.pk].days for one in some),
            sum(eaten[one.pk].meals for one in some), sum((eaten[one.pk].aid for one in some), Decimal(0)),
        )
        for (_class, kind), some in groups.items()
    ]  # fmt: skip
