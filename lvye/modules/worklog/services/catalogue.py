"""The standing records of the log: kinds of work, and what a person means by a word for a place."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kit.memo import forget
from lvye.modules.worklog.models import Kind, Meaning

from .seed import KINDS


def kinds_prepare(*, actor: User) -> int:
    """Make the usual kinds that are not there yet; returns how many. What the school renamed stays: codes decide."""
    have = set(Kind.objects.values_list("code", flat=True))
    rows = [
        {"code": code, "name": name, "icon": icon, "words": words, "sort": place * 10}
        for place, (code, name, icon, words) in enumerate(KINDS, 1)
        if code not in have
    ]
    made = len(records.create_many(Kind, rows, actor=actor)) if rows else 0
    forget()
    return made


def meaning_keep(*, person: Person, said: str, place: Place, actor: User) -> Meaning:
    """From now on this person means this place by these words (40 characters of them)."""
    said = said.strip()[:40]
    known = Meaning.objects.filter(person=person, said=said).first()
    if known is not None:
        return records.amend(known, actor=actor, place=place)
    return records.create(Meaning, actor=actor, person=person, said=said, place=place)
