"""Template tags of fire: the drawing of a device."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lvye.modules.fire.glyphs import GLYPHS

register = template.Library()


@register.simple_tag
def glyph(kind: str) -> SafeString:
    """The drawing, as a picture of its own for which the words beside it speak."""
    return format_html('<svg class="i glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path(kind))


@register.filter
def path(kind: str) -> str:
    """The line of the drawing, for use within another picture."""
    return GLYPHS.get(kind, "")


@register.filter
def clock(seconds: int | None) -> str:
    """Seconds as a stop-watch shows them: 1:45."""
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds is not None else "—"
