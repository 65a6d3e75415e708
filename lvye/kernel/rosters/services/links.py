"""The secret address of a person's calendar: made, shown to him alone, revoked."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rosters.models import CalendarLink

SALT = "lvye.rosters.calendar"
LENGTH = 40


def link_make(person: Person, *, now: datetime, actor: User) -> CalendarLink:
    """A new address; the one before stops at once."""
    with records.deed():
        links_revoke(person, now=now, actor=actor)
        return records.create(CalendarLink, actor=actor, person=person, nonce=secrets.token_hex(12), made_at=now)


def links_revoke(person: Person, *, now: datetime, actor: User) -> int:
    """No address of his opens any more; returns how many did."""
    standing = list(CalendarLink.objects.filter(person=person, revoked_at=None))
    for link in standing:
        records.amend(link, actor=actor, verb="revoke", revoked_at=now)
    return len(standing)


def link_of(person: Person) -> CalendarLink | None:
    """The address in use."""
    return CalendarLink.objects.filter(person=person, revoked_at=None).first()


def token_of(link: CalendarLink) -> str:
    """What stands in the address: half is kept, half is made with the installation's key."""
    return f"{link.nonce}{_half(link.nonce)}"


def link_by(token: str) -> CalendarLink | None:
    """The link an address belongs to; None for one that is revoked, or was never made here."""
    nonce, half = token[:24], token[24:]
    if len(token) != 24 + LENGTH or not constant_time_compare(half, _half(nonce)):
        return None
    return CalendarLink.objects.filter(nonce=nonce, revoked_at=None).select_related("person").first()


def _half(nonce: str) -> str:
    return salted_hmac(SALT, nonce, algorithm="sha256").hexdigest()[:LENGTH]
