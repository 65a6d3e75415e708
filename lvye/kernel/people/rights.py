"""What a signed-in user may do: the rights of the posts he holds today, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, DateField, Model
from django.http import HttpRequest
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kit.asking import Standing

from .models import Appointment, held_on

KEPT = "_lvye_held"
_changes = 0


@dataclass(frozen=True)
class Held:
    """What a user holds on a day: post codes, rights spelled out, and rights that end in "*"."""

    posts: frozenset[str]
    rights: frozenset[str]
    beginnings: tuple[str, ...]

    def allows(self, right: str) -> bool:
        """Whether "repairs.view_job" is among the rights."""
        return right in self.rights or right.startswith(self.beginnings)


NOTHING = Held(frozenset(), frozenset(), ())
_signed_in = Standing(lambda pk: User.objects.select_related("person").filter(pk=pk, is_active=True), BigIntegerField())
_posts = Standing(
    lambda on, user: Appointment.objects.filter(held_on(on), person__user=user, post__is_open=True).values_list(
        "post__code", "post__rights"
    ),
    DateField(),
    BigIntegerField(),
)


def held_of(rows: Iterable[tuple[str, list[str]]]) -> Held:
    """Put (post code, its rights) together."""
    posts, rights = set(), set()
    for code, given in rows:
        posts.add(code)
        rights.update(given)
    stars = {right for right in rights if right.endswith("*")}
    return Held(frozenset(posts), frozenset(rights - stars), tuple(sorted(star[:-1] for star in stars)))


def held(user: Any, on: date) -> Held:
    """What the user holds on a day: one query, kept on the user object until a post or appointment changes.

    A user object lives for one request, so what another process changes counts from the next request.
    """
    if not getattr(user, "is_active", False) or user.pk is None:
        return NOTHING
    kept: dict[tuple[int, date], Held] | None = getattr(user, KEPT, None)
    if kept is None:
        kept = {}
        setattr(user, KEPT, kept)  # through the request's lazy user to the user himself
    key = (_changes, on)
    if key not in kept:
        kept[key] = held_of(_posts(on, user.pk))
    return kept[key]


def rights_changed() -> None:
    """Whatever user objects of this process remember of their rights is asked for again."""
    global _changes  # noqa: PLW0603 - one counter for the process
    _changes += 1


class PostBackend(BaseBackend):
    """Django's question `user.has_perm(right)`, answered from the posts held today (deputies included).

    It has the last word: a right no post gives is refused here, so that no other backend is asked.
    """

    def get_user(self, user_id: int) -> User | None:
        """The signed-in user of a session; somebody who left is nobody from his next request on."""
        return _signed_in.first(user_id)

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Passwords are another backend's work."""

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """True, or PermissionDenied, which ends Django's round of the backends with False."""
        if held(user_obj, timezone.localdate()).allows(perm):  # house: a right is asked for now
            return True
        raise PermissionDenied

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether any right of this app is held."""
        found = held(user_obj, timezone.localdate())  # house: a right is asked for now
        start = f"{app_label}."
        spelled = any(right.startswith(start) for right in found.rights)
        if spelled or any(b.startswith(start) or start.startswith(b) for b in found.beginnings):
            return True
        raise PermissionDenied

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """The rights as they stand on the posts, "*" included."""
        found = held(user_obj, timezone.localdate())  # house: a right is asked for now
        return set(found.rights) | {f"{beginning}*" for beginning in found.beginnings}
