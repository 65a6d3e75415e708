"""Persons from a sheet with the columns 姓名, 身份, 部门, 班级, 岗位, 电话, 工号, 用户名."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.models import Department, Person, PersonKind, Post, SchoolClass
from lvye.kernel.records import api as records

from .appointments import appoint
from .persons import clean_name, person_values
from .sign_in import signin_open

FIRST_ROW = 2  # as a person counts the rows of a sheet whose first row is the head
BETWEEN = re.compile(r"[、，,;；/\s]+")
GRADE = re.compile(r"(.*?(?:年级|[初高][一二三]|[大中小]班))")  # house: how schools name grades


@dataclass(frozen=True)
class Enrolled:
    """What an import did: the person of each row, and how many of them are new."""

    persons: list[Person]
    made: int


@dataclass
class _Known:
    """What rows refer to by name, read once."""

    departments: dict[str, Department]
    classes: dict[str, SchoolClass]
    posts: dict[str, Post]
    persons: dict[tuple[str, ...], Person]  # by number, else by name, telephone and class
    usernames: set[str]


@dataclass
class _Draft:
    number: int
    values: dict[str, Any]
    posts: list[Post] = field(default_factory=list)
    username: str = ""
    person: Person | None = None


def person_import(
    rows: Iterable[Mapping[str, object]],
    *,
    actor: User,
    today: date,
    password: str | None = None,
    password_is_given: bool = True,
    reason: str = "",
) -> Enrolled:
    """Enter persons with department, class, posts (held from `today`) and sign-in; who is there already stays.

    A row: name, kind, department, school_class, post (several with 、 between), phone, number, username. Departments
    and classes that are named are made; posts must be there. Persons are the same by number, else by name, phone and
    class. "row" may say where a row stands in the sheet (else counted from 2).
    `password` is the first password of every new sign-in, which its owner must change (unless it is not
    password_is_given: the demo's). All or nothing: raises ValidationError, a sentence a row.
    """
    with records.deed():
        known = _known()
        drafts: list[_Draft] = []
        problems: list[str] = []
        for number, row in enumerate(rows, start=FIRST_ROW):
            said = {name: _text(value) for name, value in row.items()}
            at = int(said.get("row") or number)
            try:
                drafts.append(_draw(known, said, at, actor))
            except ValidationError as problem:
                problems.append(_row(at, problem))
        if problems:
            raise ValidationError(problems)
        fresh = _enter(drafts, actor=actor, reason=reason)
        for draft in fresh:
            try:
                first = {"password": password, "password_is_given": password_is_given}
                _equip(draft, actor=actor, today=today, first=first)
            except ValidationError as problem:
                problems.append(_row(draft.number, problem))
        if problems:
            raise ValidationError(problems)
    return Enrolled([_there(draft) for draft in drafts], len(fresh))


def _known() -> _Known:
    persons = list(Person.objects.select_related("school_class"))
    return _Known(
        departments={one.name: one for one in Department.objects.all()},
        classes={one.name: one for one in SchoolClass.objects.filter(is_open=True)},
        posts={key: one for one in Post.objects.filter(is_open=True) for key in (one.name, one.code)},
        persons={_key(one.number, one.name, one.phone, str(one.school_class or "")): one for one in persons},
        usernames=set(User.objects.values_list("username", flat=True)),
    )


def _key(number: str, name: str, phone: str, school_class: str) -> tuple[str, ...]:
    return (number,) if number else (name, phone, school_class)


def _draw(known: _Known, row: dict[str, str], at: int, actor: User) -> _Draft:
    """One row as it will be entered; what it names is found or made."""
    name = clean_name(row.get("name", ""))
    if not name:
        raise ValidationError(_("没有写姓名。"))
    number, phone = row.get("number", ""), row.get("phone", "")
    key = _key(number, name, phone, row.get("school_class", ""))
    if (there := known.persons.get(key)) is not None:
        return _same(there, name, at)
    kind = _kind(row.get("kind", ""), is_pupil=bool(row.get("school_class")))
    values = person_values(
        name,
        kind=kind,
        department=_department(known, row.get("department", ""), actor),
        school_class=_class(known, row.get("school_class", ""), actor),
        number=number,
        phone=phone,
    )
    draft = _Draft(at, values, _posts(known, row.get("post", "")), _username(known, row.get("username", "")))
    candidate = Person(**values)
    candidate.full_clean(
        exclude=["department", "school_class", "user"], validate_unique=False, validate_constraints=False
    )
    known.persons[key] = candidate
    draft.person = candidate
    return draft


def _same(there: Person, name: str, at: int) -> _Draft:
    if there.pk is None:
        raise ValidationError(_("“%(name)s”在表里写了两次。") % {"name": name})
    if there.name != name:
        words = {"number": there.number, "who": there.name}
        raise ValidationError(_("工号或学号“%(number)s”已经是%(who)s的了。") % words)
    return _Draft(at, {}, person=there)


def _kind(text: str, *, is_pupil: bool) -> str:
    known = {str(label): value for value, label in PersonKind.choices} | {value: value for value in PersonKind.values}
    if not text:
        return PersonKind.STUDENT if is_pupil else PersonKind.STAFF
    if (found := known.get(text)) is None:
        choices = "、".join(str(label) for _value, label in PersonKind.choices)
        raise ValidationError(_("不认识身份“%(kind)s”，可以写：%(choices)s。") % {"kind": text, "choices": choices})
    return found


def _department(known: _Known, name: str, actor: User) -> Department | None:
    if name and name not in known.departments:
        known.departments[name] = records.create(Department, actor=actor, name=name)
    return known.departments.get(name)


def _class(known: _Known, name: str, actor: User) -> SchoolClass | None:
    if name and name not in known.classes:
        grade = GRADE.match(name)
        known.classes[name] = records.create(
            SchoolClass, actor=actor, name=name, grade=grade.group(1) if grade else "", sort=len(known.classes) + 1
        )
    return known.classes.get(name)


def _posts(known: _Known, text: str) -> list[Post]:
    found = []
    for name in filter(None, [text] if text in known.posts else BETWEEN.split(text)):
        if (post := known.posts.get(name)) is None:
            raise ValidationError(_("没有“%(post)s”这个岗位，请先在岗位里登记。") % {"post": name})
        found.append(post)
    return found


def _username(known: _Known, username: str) -> str:
    if username and username in known.usernames:
        raise ValidationError(_("用户名“%(name)s”已经有人用了。") % {"name": username})
    if username:
        known.usernames.add(username)
    return username


def _enter(drafts: list[_Draft], *, actor: User, reason: str) -> list[_Draft]:
    """All new persons in one insert."""
    fresh = [draft for draft in drafts if draft.values]
    made = records.create_many(Person, [draft.values for draft in fresh], actor=actor, reason=reason, check=False)
    for draft, person in zip(fresh, made, strict=True):
        draft.person = person
    return fresh


def _equip(draft: _Draft, *, actor: User, today: date, first: dict[str, Any]) -> None:
    person = _there(draft)
    if draft.username:
        signin_open(person, username=draft.username, actor=actor, **first)
    for post in draft.posts:
        appoint(person, post, today, actor=actor)


def _there(draft: _Draft) -> Person:
    assert draft.person is not None  # noqa: S101 - every draft that got this far has its person
    return draft.person


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _row(number: int, problem: ValidationError) -> str:
    return _("第 %(n)s 行：%(why)s") % {"n": number, "why": "；".join(problem.messages)}
