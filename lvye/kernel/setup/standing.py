"""How far the first run has come. Nothing is kept for that: it is read from what the school has."""

from __future__ import annotations

from dataclasses import dataclass

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place, School
from lvye.kernel.terms.api import Term


@dataclass
class _Known:
    """What this process has seen once and need not ask again: a school never goes away."""

    set_up: bool = False
    whole: bool = False


known = _Known()


def has_account() -> bool:
    """Whether there is a sign-in of a person (the program's own users do not count)."""
    return User.objects.filter(is_system=False).exists()


def has_school() -> bool:
    """Whether the school has been entered."""
    return School.objects.exists()


def is_set_up() -> bool:
    """Whether there is a school, and somebody who may sign in. Once true it is not asked again."""
    if not known.set_up:
        known.set_up = has_school() and has_account()
    return known.set_up


def done() -> dict[str, bool]:
    """Step → whether what it brings is there."""
    return {
        "who": has_account(),
        "school": has_school(),
        "term": Term.objects.exists(),
        "places": Place.objects.exists(),
        "people": Person.objects.count() > 1,
    }


def lacking() -> list[str]:
    """The steps whose fruit is not there yet, in order. Once none lacks it is not asked again."""
    if known.whole:
        return []
    found = [step for step, stands in done().items() if not stands]
    known.whole = not found
    return found
