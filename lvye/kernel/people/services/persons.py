"""Persons: entered, changed, gone, come back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.models import Appointment, Person, PersonKind
from lvye.kernel.records import api as records
from lvye.kit.text import initials

from .appointments import appointment_end
from .sign_in import name_follow, signin_close, signin_open, signin_reopen


def person_create(
    name: str,
    *,
    actor: User,
    username: str | None = None,
    password: str | None = None,
    password_is_given: bool = True,
    reason: str = "",
    **values: Any,
) -> Person:
    """Enter a person (kind, department, school_class, number, phone), with a sign-in where `username` is given.

    password_is_given: as for `signin_open`.
    """
    with records.deed():
        named = person_values(name, **values)
        person = records.create(Person, actor=actor, reason=reason, **named)
        if username:
            signin_open(person, username=username, password=password, password_is_given=password_is_given, actor=actor)
    return person


def person_amend(person: Person, *, actor: User, reason: str = "", **values: Any) -> Person:
    """Change what is known of a person; his sign-in and his pinyin follow his name."""
    with records.deed():
        person = Person.objects.select_for_update().get(pk=person.pk)  # a list may have hidden the telephone
        if "name" in values:
            values["name"] = clean_name(values["name"])
            values["pinyin"] = initials(values["name"])[:40]
        kind, school_class = (values.get(field, getattr(person, field)) for field in ("kind", "school_class"))
        check_class(kind, school_class)
        changed = records.amend(person, actor=actor, reason=reason, **values)
        name_follow(changed, actor=actor)
    return changed


def person_leave(person: Person, *, left_on: date | None, actor: User, reason: str = "") -> Person:
    """The last day here is `left_on`: posts end with it, and the sign-in is closed at once, whatever the day."""
    if left_on is None:
        raise ValidationError({"left_on": _("请写明离校日期。")})
    with records.deed():
        gone = records.take(person, "leave", actor=actor, reason=reason, left_on=left_on)
        why = reason or _("离校")
        held = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=left_on), person=gone)
        for appointment in held.order_by("pk"):
            appointment_end(appointment, to_on=left_on, actor=actor, reason=why)
        signin_close(gone, actor=actor, reason=why)
    return gone


def person_return(person: Person, *, actor: User, reason: str = "") -> Person:
    """He is here again and may sign in; posts are given anew."""
    with records.deed():
        back = records.take(person, "return", actor=actor, reason=reason, left_on=None)
        signin_reopen(back, actor=actor, reason=reason)
    return back


def person_values(name: str, **values: Any) -> dict[str, Any]:
    """The fields of a new person, checked as far as they concern each other."""
    check_class(values.get("kind", PersonKind.STAFF), values.get("school_class"))
    named = clean_name(name)
    return {"name": named, "pinyin": initials(named)[:40], **values}


def clean_name(name: str) -> str:
    """The name without gaps inside a Chinese name ("王 晓") and around it."""
    words = name.split()
    return ("" if all(word and not word.isascii() for word in words) else " ").join(words)


def check_class(kind: str, school_class: Any) -> None:
    """Only pupils are in a class; a teacher is its head, which the class says."""
    if school_class is not None and kind != PersonKind.STUDENT:
        raise ValidationError({"school_class": _("只有学生填班级；班主任请在班级里写。")})
