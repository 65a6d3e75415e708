"""`{% load outbox %}{% outbox_form %}` inside a `<form>`: it may be filled in without network, and is done once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lvye.kernel.outbox.once import AS, FILLED, KEY

register = template.Library()


@register.simple_tag(takes_context=True)
def outbox_form(context: Context, label: Any = "") -> SafeString:
    """The hidden fields of `sent_once`, and the mark by which the script keeps the form when the network is away.

    label: what the list of waiting forms calls it ("报修 教学楼301"); the page's title where none is given.
    """
    user: Any = getattr(context.get("request"), "user", None)
    return format_html(
        '<input type="hidden" name="{}" value="{}" data-outbox="{}"><input type="hidden" name="{}" value="{}">'
        '<input type="hidden" name="{}" value="">',
        KEY,
        uuid4(),
        label,
        AS,
        user.pk if user is not None and user.is_authenticated else "",
        FILLED,
    )
