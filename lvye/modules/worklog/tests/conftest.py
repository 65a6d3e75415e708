from __future__ import annotations

from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.modules.repairs.api import catalogue_prepare
from lvye.modules.worklog.services import kinds_prepare


@pytest.fixture
def actor(db: None) -> Any:
    """The program itself, for deeds whose doer does not matter."""
    return system_user()


@pytest.fixture
def catalogue(actor: Any) -> None:
    """The usual kinds of work, and the repairs' own catalogue."""
    catalogue_prepare(actor=actor)
    kinds_prepare(actor=actor)
