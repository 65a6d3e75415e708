"""The registers of counts and those who count."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.counts import services
from lvye.modules.counts.models import Count, Counter, CountStatus
from lvye.modules.counts.sight import counts, of_count

from .posts import ADMIN, HEADS, KEEPERS, LEADERS, MONEY, STAFF


def _plan(*, actor: User, **values: Any) -> Count:
    return services.count_plan(today=timezone.localdate(), actor=actor, **values)


def _replan(count: Count, *, actor: User, **values: Any) -> Count:
    return services.count_replan(count, today=timezone.localdate(), actor=actor, **values)


def _begin(count: Count, *, actor: User) -> Count:
    return services.count_begin(count, now=timezone.now(), actor=actor)


def _finish(count: Count, *, actor: User) -> Count:
    return services.count_finish(count, today=timezone.localdate(), actor=actor)


def _close(count: Count, *, actor: User) -> Count:
    return services.count_close(count, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Count,
        menu="things",
        icon="check",
        columns=("number", "name", "scope", "due_on", "book_count", "book_value", "status"),
        fields=("name", "due_on", "scope", "place", "department", "asset_class"),
        filters=("status", "scope", "due_on"),
        sorts=("-id", "due_on"),
        views=(
            View("running", _("盘点中"), {"status": CountStatus.RUNNING}),
            View("counted", _("待入账"), {"status": CountStatus.COUNTED}),
        ),
        create=_plan,
        amend=_replan,
        actions={"begin": _begin, "finish": _finish, "close": _close, "drop": services.count_drop},
        scope=counts,
        rights=rights(
            (HEADS, "view add change export begin finish close drop all scan"),
            (KEEPERS, "view add change export begin finish all scan"),
            (MONEY, "view export close all scan"),
            (LEADERS, "view export all scan"),
            (STAFF, "view scan"),
            (ADMIN, "view export all scan"),
        ),
        empty=_("开学、放假前、年底各盘一次。先安排一次盘点：盘哪里、盘到哪天，再加上盘点人。"),
    )
)

register(
    Register(
        model=Counter,
        menu="more",
        icon="people",
        columns=("count", "person", "place"),
        fields=("count", "person", "place"),
        filters=("count", "person"),
        create=services.counter_add,
        scope=of_count,
        rights=rights((HEADS, "view add change"), (KEEPERS, "view add change"), ((*MONEY, *LEADERS, *ADMIN), "view")),
        empty=_("谁盘哪栋楼、哪间房。在盘点的页面上加人。"),
    )
)
panel_on("counts.count", Panel(_("盘点人"), register="counts.counter", by="count"))
