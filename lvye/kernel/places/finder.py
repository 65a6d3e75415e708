"""Which place a person means by what he writes: "教学楼301", "教学楼 3层 301教室", or "301" where there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from lvye.kit.memo import once

from .models import Kind, Place, PlaceStatus
from .names import plain, ways

Index = list[dict[str, set[int]]]  # the exact, the usual and the short ways of writing; each way → the places it names
SHORTEST = 3  # characters a name must have to be looked for inside other words
WAYS_EACH = 3  # of a building and a floor; a room in them has few more ways


def place_by_name(text: str) -> Place | None:
    """The one place in use that `text` names. None when no place is named so, or more than one is."""
    if not (asked := plain(text)):
        return None
    for written in _index():
        if found := written.get(asked):
            return Place.objects.get(pk=next(iter(found))) if len(found) == 1 else None
    return None


def places_named(text: str, most: int = 6) -> list[Place]:
    """The places in use that `text` may mean: the one named so, else those whose full name ends so ("三楼男厕" in each
    building), the shortest first. At most `most`."""
    if (exact := place_by_name(text)) is not None:
        return [exact]
    if len(asked := plain(text)) < SHORTEST:
        return []
    for written in _index():
        if found := written.get(asked):
            return _in_order(found, most)
    ends = {pk for written in _index()[:2] for name, pks in written.items() if name.endswith(asked) for pk in pks}
    return _in_order(ends, most)


def places_in(text: str, most: int = 6) -> list[Place]:
    """The places whose written name stands somewhere in a sentence; of all that do, those of the longest name."""
    said = plain(text)
    best: tuple[int, set[int]] = (SHORTEST - 1, set())
    for written in _index():
        for name, pks in written.items():
            if len(name) > best[0] and name in said:
                best = (len(name), pks)
    return _in_order(best[1], most)


def _in_order(found: Iterable[int], most: int) -> list[Place]:
    return list(Place.objects.filter(pk__in=found).order_by("depth", "sort", "pk")[:most])


@once
def _index() -> Index:
    """Every way to write every place in use; built once per request or import, from one query."""
    rows = (
        Place.objects.filter(status=PlaceStatus.OPEN).order_by("depth").values_list("pk", "parent_id", "kind", "name")
    )
    chains: dict[int, list[tuple[str, str]]] = {}
    index: Index = [defaultdict(set), defaultdict(set), defaultdict(set)]
    for pk, parent_id, kind, name in rows:
        chains[pk] = [*chains.get(parent_id or 0, []), (kind, name)]
        for rank, written in _written(chains[pk]):
            index[rank][written].add(pk)
    return index


def _written(chain: list[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """(rank, how it may be written): 0 all names, 1 without campus and perhaps without floor, 2 its own name."""
    own = ways(*chain[-1])
    yield 0, "".join(plain(name) for _kind, name in chain)
    outer = [part for part in chain[:-1] if part[0] != Kind.CAMPUS]
    for kept in (outer, [part for part in outer if part[0] != Kind.FLOOR]):
        yield 0, "".join(plain(name) for _kind, name in (*kept, chain[-1]))
        for parts in product(*(ways(*part)[:WAYS_EACH] for part in kept), own):
            yield 1, "".join(parts)
    for written in own:
        yield 2, written
