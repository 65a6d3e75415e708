"""Which place of the school a person means by a word: "三楼男厕", "操场", "教学楼302". Where several fit, he says."""

# house: the words people use for places

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind, Place, PlaceStatus, place_by_name
from lvye.kit.memo import once
from lvye.modules.repairs.api import Worker

from .models import Line, Meaning

OFFERED = 6
USUAL = timedelta(days=60)
GAPS = re.compile(r"[\s\-_—·・/\\、,，.。:：>›→|()（）]+")
AFTER = re.compile(r"(?:里面|里头|里|上面|上|内|门口|旁边|附近|外面|那边|那里|前面|后面|的)$")
BEFORE = re.compile(r"^(?:把|在|到|给|去|从|往|对|将)")
TOILET = re.compile(r"卫生间|洗手间|厕所|厕")
HAN = "零一二三四五六七八九"
NUMERAL = re.compile(r"[一二两三四五六七八九十〇零]+(?=[号层楼栋幢年班室#])")
FLOOR = re.compile(r"(负?\d{1,2})(?:层|楼)")
ROOM_NUMBER = re.compile(r"(?<![\d.])[1-9]\d{2,3}(?!\d|[.%余多几个张把根块只件台条人元次米斤公室教房号办具盆袋棵本份])")
ROOM_WORD = re.compile(r"(?<=\d)(?:教室|办公室|房间|室|房|号房?)$")
NUMBERED = r"(?:(?:学生|教师|男生|女生)?宿舍|教学|实验)?[\d一二三四五六七八九十]+(?:号楼|栋|幢|#楼?)"
IN_HOUSE = r"(?:[男女]?(?:卫生间|洗手间|厕所|厕)|\d{3,4}(?!\d))"
ON_FLOOR = r"(?:[\d一二三四五六七八九十]+[层楼])(?:[男女]?(?:卫生间|洗手间|厕所|厕)|走廊|大厅|楼道|\d*(?:教室|办公室))?"


@dataclass(frozen=True)
class Spot:
    """A place as words are compared with it: its own name, all names above it, its floor, its building or ground."""

    pk: int
    kind: str
    name: str
    floor: str
    outer: str
    building: int | None


@dataclass(frozen=True)
class Meant:
    """What a word for a place comes to: one place, or several of which the person chooses; the likely one first."""

    said: str = ""
    place: Place | None = None
    choices: tuple[Place, ...] = ()


def place_meant(said: str, person: Person, today: date) -> Meant:
    """The place meant: as this person said it was last time; else the only one; else the one in his usual building.

    Nothing is chosen where several fit and none is usual; they are offered.
    """
    said = BEFORE.sub("", AFTER.sub("", said.strip()))[:40]
    if not said:
        return Meant()
    found = _fitting(said)
    usual = usual_building(person, today)
    found.sort(key=lambda spot: (spot.building != usual or usual is None, len(spot.outer)))
    by_pk = Place.objects.filter(status=PlaceStatus.OPEN).in_bulk([spot.pk for spot in found[:OFFERED]])
    choices = tuple(by_pk[spot.pk] for spot in found[:OFFERED] if spot.pk in by_pk)
    if (known := _remembered(person, said)) is not None:
        return Meant(said, known, (known, *(one for one in choices if one != known)))
    if len(found) == 1 and choices:
        return Meant(said, choices[0])
    here = [one for one in choices if usual is not None and usual in (one.building_id, one.pk)]
    return Meant(said, here[0] if len(here) == 1 else None, choices)


def place_words() -> frozenset[str]:
    """The school's own names for buildings and grounds, for the reader of sentences."""
    return frozenset(spot.name for spot in _spots() if spot.kind in (Kind.BUILDING, Kind.GROUND) and len(spot.name) > 1)


def ground_in(text: str) -> str:
    """The words for a place in a sentence: a building or ground by its name, a floor and what is on it; or nothing."""
    plain = GAPS.sub("", unicodedata.normalize("NFKC", text))
    named = max((word for word in place_words() if word in plain), key=len, default="")
    house = rf"(?:{re.escape(named)}|{NUMBERED})" if named else rf"(?:{NUMBERED})"
    if found := re.search(f"{house}?{ON_FLOOR}|{house}{IN_HOUSE}", plain):
        return found.group()
    return named


def rooms_spelled(text: str) -> str:
    """302 → 302室, where the school has a room of that number: "换了302两根灯管" has a place and one number."""
    rooms = _room_numbers()
    return ROOM_NUMBER.sub(lambda found: f"{found.group()}室" if found.group() in rooms else found.group(), text)


@once
def usual_building(person: Person, today: date) -> int | None:
    """Where somebody has worked most of late, by his own entries; for a repairer with one building, that one."""
    rows = Line.objects.filter(
        person=person, done_on__gt=today - USUAL, building__isnull=False, status=Line.Status.KEPT
    ).values_list("building_id", flat=True)
    ranked = Counter(rows[:400]).most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return int(ranked[0][0])
    workers = Worker.objects.filter(person=person, is_active=True, zones__isnull=False)
    zones = list(workers.values_list("zones", flat=True))
    return int(zones[0]) if len(zones) == 1 else None


def _remembered(person: Person, said: str) -> Place | None:
    found = Meaning.objects.filter(person=person, said=said, place__status=PlaceStatus.OPEN).select_related("place")
    return next((one.place for one in found), None)


def _fitting(said: str) -> list[Spot]:
    """Every place the words fit, the exact one alone where there is one."""
    if (exact := place_by_name(said)) is not None:
        return [spot for spot in _spots() if spot.pk == exact.pk] or [_spot(exact)]
    words = _even(said)
    found = [spot for spot in _spots() if _fits(words, spot)]
    if not found and ROOM_WORD.search(words):
        words = ROOM_WORD.sub("", words)
        found = [spot for spot in _spots() if _fits(words, spot)]
    exact_names = [spot for spot in found if words.endswith(spot.name)]
    return exact_names or found


def _fits(words: str, spot: Spot) -> bool:
    """Whether the end of the words is the place's own name, and what stands before it its floor and its building."""
    floor = FLOOR.search(words)
    outer, own = (words[: floor.start()], words[floor.end() :]) if floor else ("", words)
    if spot.kind == Kind.FLOOR:
        return floor is not None and own == "" and floor[1] == spot.floor and _under(outer, spot)
    if floor is not None:
        return floor[1] == spot.floor and _named(own, spot) and _under(outer, spot)
    for name in (spot.name, spot.name[: _digits(spot.name)]):
        if name and own.endswith(name):
            return _under(own.removesuffix(name), spot)
    return _named(own, spot)


def _named(own: str, spot: Spot) -> bool:
    """Whether these words alone are its name, its number, or the end of its name: 男厕, 301, 宿舍1号楼."""
    return own in (spot.name, spot.name[: _digits(spot.name)]) or (
        (len(own) > 1 or own == "厕") and spot.name.endswith(own)
    )


def _digits(name: str) -> int:
    found = re.match(r"\d{2,4}", name)
    return found.end() if found else 0


def _under(words: str, spot: Spot) -> bool:
    """Whether what was said before the own name is above the place: 教学楼, 1号楼 in 学生宿舍1号楼."""
    return not words or words in spot.outer or words.removesuffix("楼") in spot.outer


def _even(text: str) -> str:
    """Words without what people write differently: width, gaps, 三楼 or 3楼, 厕所 or 卫生间."""
    text = GAPS.sub("", unicodedata.normalize("NFKC", text).lower())
    return TOILET.sub("厕", NUMERAL.sub(lambda found: str(_number(found.group())), text))


def _number(text: str) -> int:
    """三 → 3, 十二 → 12, 三〇一 → 301."""
    text = text.replace("两", "二").replace("〇", "零")
    if "十" not in text:
        return int("".join(str(HAN.index(one)) for one in text) or "0")
    tens, _ten, ones = text.partition("十")
    return (HAN.index(tens[-1]) if tens else 1) * 10 + (HAN.index(ones[0]) if ones else 0)


@once
def _spots() -> list[Spot]:
    """All places in use, once per request."""
    rows = Place.objects.filter(status=PlaceStatus.OPEN).order_by("depth", "sort", "name")
    floors: dict[int, str] = {}
    names: dict[int, str] = {}
    found = []
    for pk, parent, kind, name, building in rows.values_list("pk", "parent_id", "kind", "name", "building_id"):
        even = _even(name)
        number = FLOOR.search(even) if kind == Kind.FLOOR else None
        floors[pk] = number[1] if number else floors.get(parent or 0, "")
        above = names.get(parent or 0, "")
        names[pk] = above + even if kind != Kind.CAMPUS else ""
        found.append(Spot(pk, kind, even, floors[pk], above, pk if kind == Kind.BUILDING else building))
    return found


def _spot(place: Place) -> Spot:
    return Spot(place.pk, place.kind, _even(place.name), "", "", place.building_id)


@once
def _room_numbers() -> frozenset[str]:
    """The numbers of the school's rooms."""
    rooms = (spot for spot in _spots() if spot.kind == Kind.ROOM)
    return frozenset(spot.name[:digits] for spot in rooms if (digits := _digits(spot.name)))
