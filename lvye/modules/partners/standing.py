"""Whether anything may be ordered from a partner: bans, licences, whether the school still deals with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.files import api as files
from lvye.kernel.rules import api as rules
from lvye.kit import say

from .models import Ban, Licence, LicenceKind, LicenceStatus, Partner, PartnerStatus, SupplyCategory


class Barred(ValidationError):  # noqa: N818 - the name the modules above were promised
    """Nothing may be ordered from this partner now; its messages name what stands against it."""


@dataclass(frozen=True)
class Standing:
    """What stands against a partner on a day. bars: sentences that stop an order; concerns: those that do not yet."""

    partner: Partner
    on: date
    bars: tuple[str, ...]
    concerns: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether it may be ordered from."""
        return not self.bars

    @property
    def tone(self) -> str:
        """late, soon or done: for the colour of its word."""
        return "late" if self.bars else "soon" if self.concerns else "done"

    @property
    def word(self) -> str:
        """The same in a word."""
        return _("不能下单") if self.bars else _("快到期") if self.concerns else _("可以下单")


def standing(partner: Partner, *, on: date, category: SupplyCategory | None = None) -> Standing:
    """What stands against a partner; with a category, only the licences that one needs are asked for."""
    return standings([partner], on=on, category=category)[0]


def standings(partners: Sequence[Partner], *, on: date, category: SupplyCategory | None = None) -> list[Standing]:
    """The same for several, with one query each for bans, licences, needs and copies."""
    keys = [one.pk for one in partners]
    bans: dict[int, list[Ban]] = defaultdict(list)
    for ban in bans_in_force(on).filter(partner__in=keys):
        bans[ban.partner_id].append(ban)
    held: dict[int, list[Licence]] = defaultdict(list)
    licences = Licence.objects.filter(partner__in=keys, status=LicenceStatus.HELD).select_related("kind")
    for licence in licences.order_by("kind__sort", "pk"):
        held[licence.partner_id].append(licence)
    for_all = list(LicenceKind.objects.filter(is_for_all=True, is_active=True).order_by("sort", "pk"))
    needs = _needs(keys)
    asked = list(category.needs.order_by("sort", "pk")) if category else None
    copies = files.many_of(one for rows in held.values() for one in rows)
    warn = int(rules.value("partners.warn_days", on=on))
    made = []
    for partner in partners:
        own = needs[partner.pk]
        needed = for_all + [kind for kind in (own if asked is None else asked) if kind not in for_all]
        counted = held[partner.pk]
        if asked is not None:  # a food licence that lapsed does not stop an order of paper
            counted = [one for one in counted if one.kind in needed or one.kind not in own]
        bars = [*_gone(partner), *map(_banned, bans[partner.pk]), *_lapsed(counted, needed, on)]
        worries = [*_ending(counted, on, warn), *_without_copy(counted, copies)]
        made.append(Standing(partner, on, tuple(bars), tuple(worries)))
    return made


def refuse_if_barred(partner: Partner, *, on: date, category: SupplyCategory | None = None) -> None:
    """Raises Barred, naming the ban, the lapsed or missing licence, or that the school deals with it no more."""
    found = standing(partner, on=on, category=category)
    if found.bars:
        words = {"name": partner.name, "why": "；".join(found.bars)}
        raise Barred(_("不能向“%(name)s”下单：%(why)s。") % words, code="barred")


def may_supply(partner: Partner, category: SupplyCategory) -> bool:
    """Whether a class of things is among those the partner is known to supply."""
    return partner.categories.filter(pk=category.pk).exists()


def bans_in_force(on: date) -> QuerySet[Ban]:
    """The bans that hold on a day."""
    rows = Ban.objects.filter(Q(lifted_on=None) | Q(lifted_on__gt=on), begins_on__lte=on)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=on))


def _needs(keys: Iterable[int]) -> dict[int, list[LicenceKind]]:
    """partner → the kinds of licence what it supplies asks for."""
    found: dict[int, list[LicenceKind]] = defaultdict(list)
    through = Partner.categories.through.objects.filter(partner__in=list(keys))
    pairs = through.values_list("partner_id", "supplycategory__needs").exclude(supplycategory__needs=None)
    kinds = {kind.pk: kind for kind in LicenceKind.objects.filter(is_active=True)}
    for partner, kind in pairs.distinct().order_by("supplycategory__needs"):
        if kind in kinds:
            found[partner].append(kinds[kind])
    return found


def _gone(partner: Partner) -> list[str]:
    if partner.status != PartnerStatus.LEFT or partner.left_on is None:
        return []
    return [_("已于%(day)s退出（%(why)s）") % {"day": say.day(partner.left_on), "why": partner.why}]


def _banned(ban: Ban) -> str:
    words = {"why": f"{ban.get_kind_display()}：{ban.words}", "until": say.day(ban.ends_on) if ban.ends_on else ""}
    if ban.ends_on:
        return _("在禁止交易名单上，到%(until)s为止（%(why)s）") % words
    return _("在禁止交易名单上（%(why)s）") % words


def _lapsed(held: Sequence[Licence], needed: Sequence[LicenceKind], on: date) -> list[str]:
    found = [
        _("%(what)s已于%(day)s到期") % {"what": one.kind.name, "day": say.day(one.ends_on)}
        for one in held
        if one.ends_on and one.ends_on < on
    ]
    have = {one.kind_id for one in held}
    return found + [_("没有登记%(what)s") % {"what": kind.name} for kind in needed if kind.pk not in have]


def _ending(held: Sequence[Licence], on: date, warn: int) -> list[str]:
    return [
        _("%(what)s%(day)s到期") % {"what": one.kind.name, "day": say.day(one.ends_on)}
        for one in held
        if one.ends_on and 0 <= (one.ends_on - on).days <= warn
    ]


def _without_copy(held: Sequence[Licence], copies: dict[int, list[files.Attachment]]) -> list[str]:
    lacking = [one.kind.name for one in held if not copies.get(one.pk)]
    return [_("缺复印件：%(what)s") % {"what": "、".join(lacking)}] if lacking else []
