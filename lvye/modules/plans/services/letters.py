"""Deeds on goal letters and work standards."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Appointment, Person, PersonStatus, Post, held_on
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.plans.library import standards
from lvye.modules.plans.models import GoalLetter, ItemStatus, LetterStatus, Plan, PlanItem, PlanStatus, PostStandard
from lvye.modules.plans.standing import plan_standings


def standards_prepare(*, actor: User) -> int:
    """Give every post that has none the standard a school may begin with; returns how many."""
    have = set(PostStandard.objects.values_list("post__code", flat=True))
    found = {post.code: post for post in Post.objects.filter(is_open=True)}
    rows = [
        {"post": found[one.post], "seat": one.seat, "duties": one.duties, "quality": one.quality,
         "quantity": one.quantity}
        for one in standards() if one.post in found and one.post not in have
    ]  # fmt: skip
    return len(records.create_many(PostStandard, rows, actor=actor))


def letter_people(plan: Plan, *, today: date) -> list[tuple[Person, Post | None]]:
    """Who answers for items of a plan, himself or by his post, with the post he is named by."""
    items = plan.items.filter(status=ItemStatus.KEPT)
    posts = items.filter(person=None).values("post")
    rows = Appointment.objects.filter(held_on(today), post__in=posts).select_related("person", "post")
    found: dict[int, tuple[Person, Post | None]] = {one.person_id: (one.person, one.post) for one in rows}
    mains = Appointment.objects.filter(held_on(today), deputy_for=None).select_related("post").order_by("-pk")
    main = {one.person_id: one.post for one in mains}
    for person in Person.objects.filter(pk__in=items.exclude(person=None).values("person")):
        found.setdefault(person.pk, (person, main.get(person.pk)))
    return [pair for pair in sorted(found.values(), key=lambda one: one[0].pk) if pair[0].status == PersonStatus.HERE]


def letter_draw(plan: Plan, person: Person, post: Post | None, *, today: date, actor: User) -> GoalLetter:
    """Draw up somebody's goal letter from his items. Raises ValidationError before the plan is agreed to."""
    if plan.status != PlanStatus.AGREED:
        raise ValidationError(_("计划审定以后才能出目标责任书。"))
    content = content_of(plan, person, post, today=today)
    if not content["goals"]:
        raise ValidationError(_("%(name)s在这份计划里没有负责的事项。") % {"name": person.name})
    return records.create(
        GoalLetter, actor=actor, plan=plan, person=person, post=post, content=content, digest=digest_of(content)
    )


def letters_draw(plan: Plan, *, today: date, actor: User) -> int:
    """Draw up the letters of everybody who has items and no letter yet; returns how many."""
    have = set(plan.letters.exclude(status=LetterStatus.VOID).values_list("person", flat=True))
    with records.deed():
        wanted = [pair for pair in letter_people(plan, today=today) if pair[0].pk not in have]
        for person, post in wanted:
            letter_draw(plan, person, post, today=today, actor=actor)
    return len(wanted)


def letter_redraw(letter: GoalLetter, *, today: date, actor: User) -> GoalLetter:
    """Bring one that is not signed up to the plan as it is now."""
    content = content_of(letter.plan, letter.person, letter.post, today=today)
    return records.amend(letter, actor=actor, verb="redraw", content=content, digest=digest_of(content))


def letter_sign(letter: GoalLetter, *, signed_on: date | None, today: date, actor: User) -> GoalLetter:
    """Record that both sides have signed the paper; from then on its text stays."""
    day = signed_on or today
    if day > today:
        raise ValidationError({"signed_on": _("签字日期不能在将来。")})
    return records.take(letter, "sign", actor=actor, signed_on=day)


def letter_void(letter: GoalLetter, *, why: str, actor: User) -> GoalLetter:
    """It binds no longer, with the reason; another can be drawn up."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    return records.take(letter, "void", actor=actor, reason=why.strip(), why=why.strip())


def content_of(plan: Plan, person: Person, post: Post | None, *, today: date) -> dict[str, Any]:
    """What a letter says: the post's standard, and the person's goals with their targets and days."""
    standard = PostStandard.objects.filter(post=post).first() if post else None
    posts = Appointment.objects.filter(held_on(today), person=person).values("post")
    mine = set(plan.items.filter(Q(person=person) | Q(person=None, post__in=posts)).values_list("pk", flat=True))
    goals = [
        [one.item.what, "；".join(f"{m.label}{m.aim}" for m in one.measures), say.date(one.item.due_on)]
        for one in plan_standings(plan, today=today)
        if one.item.pk in mine and one.item.status == PlanItem.Status.KEPT
    ]
    words = {name: getattr(standard, name) if standard else "" for name in ("seat", "duties", "quality", "quantity")}
    return {**words, "goals": goals}


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 over a letter's text, in one canonical form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
