"""Who holds which post, from when to when; deputies; posts one person must not hold together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.models import Appointment, IncompatiblePair, Person, PersonStatus, Post
from lvye.kernel.people.rights import rights_changed
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import value
from lvye.kit import say

ALLOWED = "people.allow_incompatible"
FAR = date.max


def appoint(
    person: Person,
    post: Post,
    from_on: date,
    *,
    actor: User,
    to_on: date | None = None,
    deputy_for: Appointment | None = None,
    reason: str = "",
) -> Appointment:
    """Give a post to a person, both days counted; without `to_on` until further notice.

    A deputy stands in for the holder of `deputy_for`: the same post, with an end, and never for himself.
    Raises ValidationError when he holds the post already in that time, when nobody may hold it, when he appoints
    himself, and for incompatible posts (会计法 art. 25, 内部控制规范): these only with a `reason`, and only where the
    school's rule people.allow_incompatible is on; they are marked and listed.
    """
    with records.deed():
        person = Person.objects.select_for_update().get(pk=person.pk)  # one appointment of a person at a time
        _check_able(person, post, actor)
        if deputy_for is not None:
            _check_deputy(person, post, to_on, deputy_for)
        made = Appointment(person=person, post=post, from_on=from_on, to_on=to_on)
        despite = _check_period(made, reason)
        values = {"person": person, "post": post, "from_on": from_on, "to_on": to_on, "deputy_for": deputy_for}
        kept = records.create(Appointment, actor=actor, reason=reason, **values, **despite)
    rights_changed()
    return kept


def appointment_amend(appointment: Appointment, *, actor: User, reason: str = "", **values: Any) -> Appointment:
    """Other days for an appointment. Another person or post is another appointment."""
    if any(getattr(appointment, name) != values.get(name, getattr(appointment, name)) for name in FIXED):
        raise ValidationError(_("任职不能换人换岗：请把这一条写上结束日期，再另写一条。"))
    with records.deed():
        Person.objects.select_for_update().get(pk=appointment.person_id)
        draft = Appointment(
            pk=appointment.pk,
            person=appointment.person,
            post=appointment.post,
            from_on=values.get("from_on", appointment.from_on),
            to_on=values.get("to_on", appointment.to_on),
        )
        said = values.get("despite", appointment.despite)
        despite = _check_period(draft, said or reason)
        despite |= {"despite": said or despite["despite"]}
        days: dict[str, Any] = {"from_on": draft.from_on, "to_on": draft.to_on}
        kept = records.amend(appointment, actor=actor, reason=reason, **days, **despite)
    rights_changed()
    return kept


def appointment_end(appointment: Appointment, *, to_on: date, actor: User, reason: str = "") -> Appointment | None:
    """The last day is `to_on`. An appointment that would have begun later is taken back: None."""
    if to_on < appointment.from_on:
        records.remove(appointment, actor=actor, reason=reason or _("还没有开始就取消了。"))
        kept = None
    else:
        kept = records.amend(appointment, actor=actor, verb="end", reason=reason, to_on=to_on)
    rights_changed()
    return kept


FIXED = ("person", "post", "deputy_for")


def _check_able(person: Person, post: Post, actor: User) -> None:
    if person.status == PersonStatus.LEFT:
        raise ValidationError({"person": _("%(who)s已经离校，不能任职。") % {"who": person.name}})
    if not post.is_open:
        raise ValidationError({"post": _("“%(post)s”这个岗位已经停用。") % {"post": post.name}})
    if person.user_id == actor.pk and not actor.is_superuser:
        raise ValidationError({"person": _("不能给自己任职，请另一位有权限的人来办。")})


def _check_deputy(person: Person, post: Post, to_on: date | None, deputy_for: Appointment) -> None:
    if deputy_for.person_id == person.pk:
        raise ValidationError({"deputy_for": _("不能自己代理自己。")})
    if deputy_for.post_id != post.pk:
        words = {"post": deputy_for.post.name}
        raise ValidationError({"post": _("代理的岗位要和被代理人的一样，是“%(post)s”。") % words})
    if to_on is None:
        raise ValidationError({"to_on": _("代理要写明到哪一天为止。")})


def _check_period(draft: Appointment, reason: str) -> dict[str, Any]:
    """Refuse an impossible or overlapping period; give what marks an allowed incompatible appointment."""
    if draft.to_on is not None and draft.to_on < draft.from_on:
        raise ValidationError({"to_on": _("结束日期不能早于开始日期。")})
    same = _overlapping(draft).filter(post=draft.post).first()
    if same is not None:
        words = {"who": draft.person.name, "post": draft.post.name, "period": _period(same)}
        raise ValidationError(_("%(who)s在这段时间已经是“%(post)s”（%(period)s）。") % words)
    if (pair := _incompatible(draft)) is None:
        return {"is_despite": False, "despite": ""}
    if not (value(ALLOWED, on=draft.from_on) and reason):
        raise ValidationError(_refusal(draft, pair))
    return {"is_despite": True, "despite": reason}


def _overlapping(draft: Appointment) -> QuerySet[Appointment]:
    """The person's other appointments that share a day with this one."""
    others = Appointment.objects.filter(person=draft.person, from_on__lte=draft.to_on or FAR)
    return others.filter(Q(to_on=None) | Q(to_on__gte=draft.from_on)).exclude(pk=draft.pk).order_by("from_on")


def _incompatible(draft: Appointment) -> IncompatiblePair | None:
    posts = list(_overlapping(draft).values_list("post_id", flat=True))
    pairs = IncompatiblePair.objects.filter(is_open=True).filter(
        Q(first=draft.post, second__in=posts) | Q(second=draft.post, first__in=posts)
    )
    return pairs.select_related("first", "second").order_by("pk").first()


def _refusal(draft: Appointment, pair: IncompatiblePair) -> str:
    words = {
        "who": draft.person.name,
        "first": pair.first.name,
        "second": pair.second.name,
        "source": f"{pair.document}{pair.article}",
    }
    text = _("“%(first)s”和“%(second)s”不能由一个人兼任（%(source)s），%(who)s在这段时间已经担任其中一个。") % words
    if value(ALLOWED, on=draft.from_on):
        return text + _("确实人手不够，请写明兼任的理由。")
    return text + _("请另选一人；学校确实人手不够，请先在规则里打开“允许不相容岗位由一人兼任”。")


def _period(appointment: Appointment) -> str:
    if appointment.to_on is None:
        return _("%(day)s起") % {"day": say.day(appointment.from_on)}
    return say.period(appointment.from_on, appointment.to_on)
