"""Rules that only these tests know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.rules.api import RuleSpec, declared

KNOWN = (
    RuleSpec("test.hours", "响应时限", 4, unit="小时", least=1, most=72, document="维修管理办法", article="第五条"),
    RuleSpec("test.limit", "小额采购线", "3000.00", unit="元", kind="decimal", least=0),
    RuleSpec("test.open", "允许扫码报修", True, kind="bool"),
    RuleSpec("test.from", "上班时间", "08:00", kind="time"),
    RuleSpec("test.kinds", "免审类别", ("灯", "门"), kind="list"),
    RuleSpec("test.words", "欢迎词", "您好", kind="text"),
)


@pytest.fixture(autouse=True)
def known_rules() -> Iterator[None]:
    for one in KNOWN:
        declared.add(one.code, one)
    yield
    for one in KNOWN:
        del declared._items[one.code]


@pytest.fixture
def actor(db: None) -> User:
    return system_user()


assert KNOWN[3].value == time(8)
