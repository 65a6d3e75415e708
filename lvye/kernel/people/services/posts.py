"""Posts and the rights that hang on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from lvye.kernel.accounts.api import User
from lvye.kernel.people.models import IncompatiblePair, Post
from lvye.kernel.people.rights import held_of, rights_changed
from lvye.kernel.people.standard import PAIRS, POSTS
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import default_rights

RIGHT = re.compile(r"[a-z_]+\.[a-z_]*\*?|\*")
KEY_RIGHT = "people.rights_post"  # who holds it can give all others


@dataclass(frozen=True)
class Prepared:
    """What `posts_prepare` did: posts made, and rights given to posts that were there."""

    made: list[Post]
    widened: dict[str, list[str]]


def posts_prepare(actor: User) -> Prepared:
    """Make the standard posts with the rights the packages declare, and the incompatible pairs.

    On later runs a post gets only rights declared since: what was offered once and taken away stays away.
    Raises ImproperlyConfigured when a package gives rights to a post nobody knows.
    """
    declared = default_rights()
    if unknown := sorted(declared.keys() - POSTS.keys()):
        raise ImproperlyConfigured(f"rights are declared for posts that do not exist: {', '.join(unknown)}")
    made: list[Post] = []
    widened: dict[str, list[str]] = {}
    with records.deed(), override(settings.LANGUAGE_CODE):  # names are the school's, not of who pressed the button
        standing = {post.code: post for post in Post.objects.select_for_update()}
        for place, (code, name) in enumerate(POSTS.items(), start=1):
            rights = sorted(declared.get(code, set()))
            if (post := standing.get(code)) is None:
                values: dict[str, Any] = {
                    "code": code,
                    "name": str(name),
                    "sort": place,
                    "rights": rights,
                    "offered": rights,
                }
                made.append(records.create(Post, actor=actor, **values))
            elif fresh := sorted(set(rights) - set(post.offered)):
                _widen(post, fresh, actor=actor)
                widened[code] = fresh
        _prepare_pairs(actor)
    rights_changed()
    return Prepared(made, widened)


def post_rights(post: Post, rights: Iterable[str], *, actor: User, reason: str = "") -> Post:
    """Say what a post may do, in full. Holds from the next request of everybody who holds it.

    Raises ValidationError for what is no right, and when nobody could change rights any more.
    """
    wanted = sorted(set(rights))
    for right in wanted:
        if not RIGHT.fullmatch(right):
            raise ValidationError(_("“%(right)s”不是一项权限。") % {"right": right})
    with records.deed():
        held = Post.objects.select_for_update().get(pk=post.pk)
        if not held_of([("", wanted)]).allows(KEY_RIGHT) and _is_last_key(held):
            raise ValidationError(_("至少要有一个岗位能改权限，否则以后谁也改不了。"))
        changed = records.amend(held, actor=actor, verb="rights", reason=reason, rights=wanted)
    rights_changed()
    return changed


def post_amend(post: Post, *, actor: User, reason: str = "", **values: Any) -> Post:
    """Another name, order or state. The code of a standard post stays: programs ask by it."""
    if values.get("code", post.code) != post.code and post.code in POSTS:
        raise ValidationError({"code": _("标准岗位的代号不能改，改名称就可以。")})
    with records.deed():
        held = Post.objects.select_for_update().get(pk=post.pk)
        closing = values.get("is_open", held.is_open) is False and held.is_open
        if closing and _is_last_key(held):
            raise ValidationError({"is_open": _("至少要有一个岗位能改权限，否则以后谁也改不了。")})
        changed = records.amend(held, actor=actor, reason=reason, **values)
    rights_changed()
    return changed


def _widen(post: Post, fresh: list[str], *, actor: User) -> None:
    values: dict[str, Any] = {name: sorted({*getattr(post, name), *fresh}) for name in ("rights", "offered")}
    records.amend(post, actor=actor, verb="rights", **values)


def _is_last_key(post: Post) -> bool:
    """Whether this open post, and no other, lets its holders change rights."""
    holds = {one.pk for one in Post.objects.filter(is_open=True) if held_of([(one.code, one.rights)]).allows(KEY_RIGHT)}
    return holds == {post.pk}


def _prepare_pairs(actor: User) -> None:
    posts = {post.code: post for post in Post.objects.all()}
    for pair in PAIRS:
        first, second = posts[pair.first], posts[pair.second]
        either = Q(first=first, second=second) | Q(first=second, second=first)
        if not IncompatiblePair.objects.filter(either).exists():
            texts = {name: str(getattr(pair, name)) for name in ("document", "article", "why")}
            records.create(IncompatiblePair, actor=actor, first=first, second=second, **texts)
