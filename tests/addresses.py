"""Every address of the program, made concrete with records that are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from conftest import made_record
from lvye.kernel.registers.api import registers

# Which record's number an address of a hand-made screen holds, by how it begins; the longest beginning counts.
NUMBERS = {
    "approve/": "approvals.asking",
    "count/": "counts.count",
    "duty/away/": "rosters.absence",
    "duty/place/": "rosters.assignment",
    "duty/roster/": "rosters.roster",
    "duty/slot/": "rosters.slot",
    "duty/swap/": "rosters.assignment",
    "duty/swap/answer/": "rosters.swap",
    "duty/wish/": "rosters.wish",
    "duties/do/": "duties.instance",
    "duties/fault/": "duties.fault",
    "duties/library/": "duties.duty",
    "fire/device/": "fire.device",
    "fire/drill/": "fire.drill",
    "fire/plan/": "fire.plan",
    "fire/sheet/": "places.place",
    "fire/upkeep/": "fire.upkeep",
    "files/": "files.attachment",
    "files/on/": "places.place",
    "finance/budget/": "finance.budget",
    "finance/payout/": "finance.payout",
    "finance/review/": "finance.review",
    "finance/voucher/": "finance.voucher",
    "grounds/calls/": "grounds.call",
    "grounds/designs/": "grounds.design",
    "grounds/drives/": "grounds.drive",
    "grounds/ponds/": "grounds.plot",
    "guard/gate/slips/": "security.outing",
    "guard/incidents/": "security.incident",
    "guard/letters/": "security.pledge",
    "guard/parents/": "security.parentletter",
    "guard/slips/": "security.outing",
    "guard/visits/": "security.visit",
    "hazards/": "inspections.hazard",
    "hazards/areas/": "inspections.area",
    "hazards/campaigns/": "inspections.campaign",
    "hazards/letters/": "inspections.letter",
    "hazards/routes/": "inspections.route",
    "kitchen/emergency/": "canteen.meal",
    "kitchen/hand/": "canteen.finding",
    "kitchen/machine/": "canteen.machine",
    "kitchen/receive/": "canteen.delivery",
    "kitchen/records/": "canteen.control",
    "kitchen/throw/": "canteen.batch",
    "kitchen/trace/": "canteen.batch",
    "kitchen/traced/": "canteen.serving",
    "meal-book/classes/": "people.schoolclass",
    "meal-book/months/": "meals.month",
    "meal-book/today/": "people.schoolclass",
    "menus/": "menus.menuweek",
    "menus/dishes/": "menus.dish",
    "menus/line/": "menus.menudish",
    "menus/plans/": "menus.plan",
    "my/jobs/": "repairs.job",
    "opening/": "openings.handout",
    "opening/needs/": "openings.needslist",
    "procurement/acceptances/": "procurement.acceptance",
    "procurement/guarantees/": "partners.guarantee",
    "procurement/instalments/": "partners.instalment",
    "procurement/orders/": "procurement.order",
    "procurement/requests/": "procurement.request",
    "procurement/tenders/": "procurement.tender",
    "shops/check/": "partners.lease",
    "stores/back/issue/": "stores.issue",
    "stores/back/loan/": "stores.loan",
    "stores/count/": "stores.stocktake",
    "stores/mine/": "stores.need",
    "stores/stock/": "stores.item",
    "stores/supplies/plan/": "stores.supply",
    "stores/supplies/turn/": "stores.supplyturn",
    "plans/archive/out/": "plans.filing",
    "plans/file/": "places.place",
    "repairs/board/": "repairs.job",
    "repairs/job/": "repairs.job",
    "repairs/referral/": "repairs.referral",
    "repairs/link/": "repairs.contractorlink",
    "repairs/planned/": "repairs.plannedwork",
    "repairs/visits/": "repairs.visit",
    "summaries/": "summaries.summary",
    "trainings/": "training.session",
    "people/person/": "people.person",
    "people/post/": "people.post",
    "property/books/": "places.place",
    "property/custody/": "assets.custodysheet",
    "property/card/": "assets.asset",
    "property/transfer/": "assets.transfer",
    "property/handover/": "assets.handover",
    "property/loan/": "assets.loan",
    "property/damage/": "assets.damage",
    "property/seats/": "assets.seatplan",
    "property/write-off/": "assets.writeoff",
    "works/": "works.project",
    "works/changes/": "works.change",
    "works/look/": "works.acceptance",
}
WORDS = {
    "key": "places.place", "target": "places.place", "step": "close", "code": "8K3W2P", "token": "no-such-token",
    "name": "repairs.done", "kind": "pdf", "block": "head", "hint": "late", "slot": "one", "uidb36": "1",
    "place": "1", "seat": "1", "scan": "1", "pack": "1",
    "by": "rooms",
    "serves": "lunch",
    "day": "2026-03-09",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One address: its route as declared, the register it belongs to ("" for hand-made screens), its screen."""

    route: str
    register: str
    names: tuple[str, ...]
    screen: Callable[..., Any]

    def url(self, numbers: dict[str, int]) -> str:
        """The address with numbers of records that are there, and words where it wants words."""
        number = str(self._number(numbers))
        made = re.sub(r"\(\?P<\w+>(\w+)\|[^()]*\)", r"\1", self.route)  # of several words one that fits
        made = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", made)  # a named group of a regular expression
        made = re.sub(r"<(?:[a-z]+:)?(\w+)>", lambda m: number if m[1] == "pk" else self._word(m[1]), made)
        return "/" + re.sub(r"[\^$\\]", "", made)

    def _number(self, numbers: dict[str, int]) -> int:
        known = [start for start in NUMBERS if self.route.startswith(start)]
        key = self.register or (NUMBERS[max(known, key=len)] if known else "")
        return numbers.get(key, 1)

    def _word(self, name: str) -> str:
        if name == "step" and self.register:
            return next(iter(registers[self.register].actions), "close")
        return "x-y" if name == "key" and self.route.startswith("accounts/") else WORDS[name]


def every_address() -> list[Address]:
    """All of them, as the resolver knows them."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, route: str, register: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            names = tuple(pattern.pattern.converters) if isinstance(pattern.pattern, RoutePattern) else ()
            yield Address(whole, register, names, pattern.callback)
        else:
            space = pattern.namespace or ""
            yield from _walk(pattern, whole, space if space in registers else register)


def let_go(answer: Any) -> None:
    """Close the files an answer holds. `close()` would end the request once more, and with it the test's connection."""
    for close in answer._resource_closers:
        close()


def one_of_each() -> dict[str, int]:
    """A record of every register: key → number."""
    return {reg.key: made_record(reg).pk for reg in registers}


def every_right() -> list[str]:
    """All rights there are."""
    found = []
    for reg in registers:
        found += [reg.permission(verb) for verb in (*reg.verbs(), *getattr(reg.model, "extra_verbs", ()))]
    return [*found, "*"]
