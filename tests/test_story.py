"""The story on a record's page speaks in words, also of what is several."""

from __future__ import annotations

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.registers.api import registers, story
from lvye.modules.repairs.services import worker_change
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db


def test_several_related_records_are_told_by_their_names() -> None:
    worker, trades = repairs.worker(), [repairs.trade(), repairs.trade()]
    worker_change(worker, actor=system_user(), trades=trades)
    (line,) = story(registers["repairs.worker"], worker)[0]["changes"]
    assert line.endswith("、".join(map(str, trades)))
    assert "[" not in line
