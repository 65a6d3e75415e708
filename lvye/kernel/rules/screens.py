"""标准与阈值: every rule with its present value, where it comes from, and what changes next."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kit import say

from . import queries
from .queries import Present
from .spec import text_of


@needs("rules.view_rule")
@require_safe
def overview(request: AuthedRequest) -> HttpResponse:
    """All declared rules, package by package; each opens its history, and its form for who may change it."""
    today = timezone.localdate()
    may_set = request.user.has_perm("rules.add_rule")
    known = sorted(queries.overview(today), key=lambda one: _title(one.rule.package))
    groups = [
        {"title": title, "lines": [line(one, today, may_set=may_set) for one in many]}
        for title, many in groupby(known, key=lambda one: _title(one.rule.package))
    ]
    return render(request, "rules/overview.html", {"groups": groups, "may_set": may_set})


def line(now: Present, today: date, *, may_set: bool) -> dict[str, Any]:
    """One rule as the page shows it."""
    rule = now.rule
    first = {"code": rule.code, "value": text_of(now.value), "effective_from": today.isoformat()}
    return {
        "label": rule.label,
        "why": rule.why,
        "note": rule.note,
        "value": now.shown,
        "is_own": now.record is not None,
        "source": " ".join(word for word in (now.region, now.document, now.article) if word),
        "since": say.day(now.record.effective_from) if now.record else "",
        "next_on": say.day(now.next_on) if now.next_on else "",
        "next_value": now.next_shown,
        "set_url": f"{reverse('rules.rule:new')}?{urlencode(first)}" if may_set else "",
        "history_url": f"{reverse('rules.rule:list')}?{urlencode({'code': rule.code})}",
    }


def _title(package: str) -> str:
    """What the office calls a package: the name of its app."""
    found = apps.app_configs.get(package)
    return str(found.verbose_name) if found else package
