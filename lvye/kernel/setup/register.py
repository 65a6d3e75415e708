"""Declarations: what still lacks, on the 今日 page of who can bring it; and what to do once the school stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, workbench

from .following import Following, following
from .standing import lacking
from .way import STEPS


def _still_lacking(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The steps of the first run whose fruit is not there yet; None once the school is whole."""
    found = [{"label": STEPS[name].lacking, "url": reverse(f"setup:{name}")} for name in lacking()]
    return {"lacks": found, "count": len(found)} if found else None


workbench(
    Block(
        name="setup.lacking",
        title=_("建校还差几步"),
        template="school_setup/_lacking.html",
        context=_still_lacking,
        right="places.add_school",
        order=5,
    )
)

following(
    Following(
        url_name="papers:labels",
        label=_("打印地点码标签"),
        words=_("贴在门上，师生扫一扫就能报修，不用登录。"),
        icon="print",
        right="places.export_place",
        order=10,
    )
)
following(
    Following(
        url_name="people.person:list",
        label=_("给同事开通登录"),
        words=_("打开一个人的页面，按“登录账号”，当面告诉他用户名和初始密码。"),
        icon="people",
        right="people.signin_person",
        order=20,
    )
)
following(
    Following(
        url_name="rules:overview",
        label=_("看一看标准与阈值"),
        words=_("几点上班、多久算超时，都可以改成本校的。"),
        icon="list",
        right="rules.view_rule",
        order=60,
    )
)
