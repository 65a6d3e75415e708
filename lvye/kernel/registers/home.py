"""The 今日 page, the search over everything, and 我的."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.records import api as records

from .declare import Register, blocks, registers
from .guard import AuthedRequest, needs, varied, wants_part

HITS = 6


@needs()
def home(request: AuthedRequest) -> HttpResponse:
    """今日: what this person has to do, waits for, and should know. Each post sees what its rights show."""
    now = timezone.now()
    shown = []
    for block in sorted(blocks, key=lambda b: b.order):
        if block.right and not request.user.has_perm(block.right):
            continue
        context = block.context(request.user, now)
        if context is not None:
            html = render_to_string(block.template, {**context, "block": block}, request=request)
            around = {key: context.get(key, "") for key in ("url", "kind", "count")}
            shown.append({"name": block.name, "title": block.title, "html": html, **around})
    return render(request, "registers/home.html", {"blocks": shown, "now": timezone.localtime(now)})


@needs()
def search(request: AuthedRequest) -> HttpResponse:
    """Everything found by words, numbers or pinyin initials, register by register, within the user's rights."""
    text = request.GET.get("q", "").strip()[:60]
    found = [hit for reg in registers if (hit := _hits(request, reg, text))] if text else []
    name = "registers/_search.html" if wants_part(request) else "registers/search.html"
    return varied(render(request, name, {"q": text, "found": found}))


def _hits(request: AuthedRequest, reg: Register, text: str) -> dict[str, Any] | None:
    if not reg.searchable or not request.user.has_perm(reg.permission("view")):
        return None
    rows = list(records.newest_found(records.matching(reg.rows(request.user), text))[: HITS + 1])
    if not rows:
        return None
    hits = [{"title": str(row), "url": reverse(f"{reg.key}:detail", args=[row.pk])} for row in rows[:HITS]]
    return {"reg": reg, "hits": hits, "more_url": f"{reverse(f'{reg.key}:list')}?q={text}" if len(rows) > HITS else ""}


@needs()
def all_registers(request: AuthedRequest) -> HttpResponse:
    """全部台账: every register the user may open, also those that are not in the menu, by the package that keeps it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for reg in registers:
        if request.user.has_perm(reg.permission("view")):
            group = str(reg.model._meta.app_config.verbose_name)
            found.setdefault(group, []).append({"reg": reg, "url": reverse(f"{reg.key}:list")})
    return render(request, "registers/all.html", {"groups": found})


@needs()
def me(request: AuthedRequest) -> HttpResponse:
    """我的: my name and posts, how pages look, my password and second factor."""
    return render(request, "registers/me.html", {"languages": settings.LANGUAGES})
