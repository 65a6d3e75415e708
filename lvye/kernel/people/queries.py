"""Reads on people: who a user is, who holds a post, who may do a thing, and whom a user may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.query import ModelIterable
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User

from .models import Appointment, IncompatiblePair, Person, PersonKind, PersonStatus, Post, SchoolClass, held_on
from .rights import held, held_of

PHONE_BEGINS = 3  # fewer digits would list half the school


def person_of(user: Any) -> Person | None:
    """The person who signs in as this user; None for the program's own users. Asked once per user object."""
    if getattr(user, "pk", None) is None:
        return None
    found: Person | None = getattr(user, "person", None)
    return found


def person_for(actor: User) -> Person:
    """The person behind an account. Raises ValidationError: whoever answers for a deed must be a person."""
    person = person_of(actor)
    if person is None:
        raise ValidationError(_("这个账号没有对应的人员，请用本人的账号。"), code="no_person")
    return person


def adults() -> QuerySet[Person]:
    """Everybody at the school who is no pupil: who can be made to answer for something."""
    return Person.objects.filter(status=PersonStatus.HERE).exclude(kind=PersonKind.STUDENT)


def posts_of(user: Any, on: date) -> frozenset[str]:
    """The codes of the posts a user holds on a day, as holder or deputy."""
    return held(user, on).posts


def holders(post_code: str, on: date, *, deputies: bool = True) -> QuerySet[Person]:
    """Who holds a post on a day: the holders first appointed first, and who stands in for them."""
    rows = Appointment.objects.filter(held_on(on), post__code=post_code, post__is_open=True)
    if not deputies:
        rows = rows.filter(deputy_for=None)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("pk")


def users_with(right: str, on: date) -> QuerySet[User]:
    """The users who may do a thing on a day ("repairs.dispatch_job"), whatever posts give it to them."""
    posts = [
        pk
        for pk, code, rights in Post.objects.filter(is_open=True).values_list("pk", "code", "rights")
        if held_of([(code, rights)]).allows(right)
    ]
    rows = Appointment.objects.filter(held_on(on), post__in=posts)
    return User.objects.filter(is_active=True, person__in=rows.values("person")).order_by("pk")


def appointments_on(on: date) -> QuerySet[Appointment]:
    """All appointments in force on a day, with person and post."""
    return Appointment.objects.filter(held_on(on)).select_related("person", "post").order_by("post__sort", "pk")


@dataclass(frozen=True)
class Conflict:
    """One person in two posts that are to be kept apart, and why that was allowed ("" when nobody said)."""

    person: Person
    pair: IncompatiblePair
    reason: str


def incompatible_held(on: date) -> list[Conflict]:
    """Everybody who holds incompatible posts on a day, also by pairs listed only after he was appointed."""
    held_posts: dict[int, dict[int, Appointment]] = defaultdict(dict)
    for appointment in appointments_on(on):
        held_posts[appointment.person_id][appointment.post_id] = appointment
    pairs = list(IncompatiblePair.objects.filter(is_open=True).select_related("first", "second").order_by("pk"))
    return [
        Conflict(posts[pair.first_id].person, pair, posts[pair.first_id].despite or posts[pair.second_id].despite)
        for posts in held_posts.values()
        for pair in pairs
        if pair.first_id in posts and pair.second_id in posts
    ]


def visible(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Whom a user may see, and whose telephone.

    Pupils are seen by who needs them: people.minors_person (director, desk, principal), or as head of their class.
    Telephones by people.phone_person, by the head of the class, and one's own.
    """
    if not user.has_perm("people.minors_person"):
        rows = rows.filter(~Q(kind=PersonKind.STUDENT) | Q(school_class__head__user=user.pk))
    if not user.has_perm("people.phone_person"):
        rows = rows.all()
        rows._iterable_class = _phones_hidden(user)
    return rows


def with_phone(text: str, user: User) -> QuerySet[Person]:
    """Persons whose telephone begins with these digits, for who may see telephones; of fewer than three, nobody."""
    digits = "".join(text.split()).replace("-", "")
    if len(digits) < PHONE_BEGINS or not digits.isdecimal() or not user.has_perm("people.phone_person"):
        return Person.objects.none()
    return visible(Person.objects.filter(phone__startswith=digits), user)


def _phones_hidden(user: User) -> type[ModelIterable[Any]]:
    class PhonesHidden(ModelIterable):  # type: ignore[type-arg]  # not subscriptable when it runs
        """Persons without the telephones this user is not to see. Services read the row anew before they write."""

        def __iter__(self) -> Iterator[Any]:
            classes: set[int] | None = None
            for person in super().__iter__():
                if person.school_class_id and classes is None:
                    classes = set(SchoolClass.objects.filter(head__user=user.pk).values_list("pk", flat=True))
                if person.user_id != user.pk and person.school_class_id not in (classes or ()):
                    person.phone = ""
                yield person

    return PhonesHidden
