"""`{% load duties %}`: where a check is opened, how it stands, what came of it."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.duties.models import Instance, Status
from lvye.kit import say

register = template.Library()


@register.filter
def address(one: Instance) -> str:
    """Where it is done; once done, where it is read."""
    return reverse("duties:do" if one.is_open else "duties.instance:detail", args=[one.pk])


@register.filter
def tone(one: Instance) -> str:
    """done, going, soon, late, idle."""
    return one.tones[one.status]


@register.filter
def outcome(one: Instance) -> str:
    """Who checked it and when; why it is excused."""
    if one.status == Status.EXCUSED:
        return one.why
    result = getattr(one, "result", None)
    if result is None:
        return ""
    words = f"{result.by_name} {say.moment(result.done_at)}"
    return words + (_(" · %(n)s 项不正常") % {"n": result.bad} if result.bad else "")
