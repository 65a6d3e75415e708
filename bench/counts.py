"""A count of 100,000 cards beside one of 1,000: the freeze, the sheet at its head and in its middle, a room, a scan.

The small count is of one class of assets, the big one of the whole school, so both stand in the same tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import count as counting
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.measure import Line, timed, together
from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.places.api import Place
from lvye.modules.assets.api import Asset, AssetClass, classes_prepare
from lvye.modules.counts import services
from lvye.modules.counts.models import Count
from lvye.modules.counts.models import Line as Row

BIG, SMALL = 100_000, 1_000
CLASSES = {"big": "A02010105", "small": "A02021000"}
BATCH = 2000
ROOM = 160  # cards in a room of the big count
SCANS = 40


def measured(client: Client, address: Callable[[str], Callable[[], object]], user: User) -> Iterator[Line]:
    """The lines of the bench."""
    _fill(user)
    big, seconds = _begun("big", user)
    small, _seconds = _begun("small", user)
    yield Line(f"counts: freeze {big.book_count:,} cards", seconds, seconds, 20.0)
    sheet = reverse("counts.line:list")
    pages: dict[str, Callable[[Count], str]] = {
        "the sheet's first page": lambda count: f"{sheet}?count={count.pk}",
        "the sheet's page in the middle": lambda count: f"{sheet}?count={count.pk}&after={_middle(count)}",
        "a room": lambda count: reverse("counts:room", args=[count.pk, _room(count)]),
        "progress of all buildings": lambda count: reverse("counts:watch", args=[count.pk]) + "?part=1",
    }
    for name, page in pages.items():
        less, more = together(address(page(small)), address(page(big)), runs=7)
        limit = 1.5 if name.startswith("the sheet") else None
        yield Line(f"counts: {name}, against {SMALL:,}", more, more / less, limit, f"small {less * 1000:.1f} ms")
    scan = [_scanning(client, count) for count in (small, big)]
    less, more = together(*scan, runs=SCANS // 2)
    yield Line(f"counts: a scan, against {SMALL:,}", more, more / less, 1.5, f"small {less * 1000:.1f} ms")
    yield Line("counts: a scan, in seconds", more, more, 0.2)


def _scanning(client: Client, count: Count) -> Callable[[], object]:
    """Each call sends the next label of a room."""
    room = _room(count)
    codes = iter(
        list(Row.objects.filter(count=count, place=room, result="waiting").values_list("asset__code", flat=True))
    )
    where = reverse("counts:scan", args=[count.pk, room])

    def scan() -> object:
        answer = client.post(where, {"how": "scan", "code": next(codes)})
        assert answer.status_code == 302, answer.status_code  # noqa: S101
        return answer

    return scan


def _room(count: Count) -> int:
    last = Row.objects.filter(count=count, result="waiting").order_by("-pk").values_list("place", flat=True)
    found = last.first()
    return int(found or 0)


def _middle(count: Count) -> int:
    keys = Row.objects.filter(count=count).order_by("id").values_list("id", flat=True)
    return int(keys[count.book_count // 2])


def _begun(kind: str, user: User) -> tuple[Count, float]:
    """A running count of that many cards, and how long its freeze took."""
    person = person_of(user)
    today = timezone.localdate()
    scope: dict[str, Any] = {"scope": "school"}
    if kind == "small":
        scope = {"scope": "class", "asset_class": AssetClass.objects.get(code=CLASSES["small"])}
    if person is None:
        raise RuntimeError("the bench counts as a person")
    planned = services.count_plan(
        name=f"bench {kind}", due_on=today + dt.timedelta(days=9), today=today, actor=user, **scope
    )
    services.counter_add(count=planned, person=person, actor=user)
    begun: list[Count] = []
    seconds = timed(lambda: begun.append(services.count_begin(planned, now=timezone.now(), actor=user)))
    return begun[0], seconds


def _fill(user: User) -> None:
    """So many cards, past the services: only their number and spread matter here."""
    wanted = BIG - Asset.objects.count()
    if wanted <= 0:
        return
    with transaction.atomic():
        classes_prepare(actor=user)
    rooms = list(Place.objects.filter(kind="room").select_related("building"))
    keeper = Person.objects.filter(kind="staff").first()
    classes = {kind: AssetClass.objects.get(code=code) for kind, code in CLASSES.items()}
    numbers = counting(Asset.objects.count() + 1)
    for start in range(0, wanted, BATCH):
        cards = [
            _card(next(numbers), rooms, keeper, classes["small" if start + n < SMALL else "big"])
            for n in range(min(BATCH, wanted - start))
        ]
        Asset.objects.bulk_create(cards)


def _card(number: int, rooms: list[Place], keeper: Person | None, kind: AssetClass) -> Asset:
    room = rooms[(number // ROOM) % len(rooms)]
    return Asset(
        number=f"BC{number:07d}", code=f"Z{number:06d}", name="台式计算机", asset_class=kind, top=kind, value="3600.00",
        acquired_on=dt.date(2024, 9, 1), life_months=72, place=room, building=room.building, keeper=keeper,
    )  # fmt: skip
