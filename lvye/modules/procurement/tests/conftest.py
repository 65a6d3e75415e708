from __future__ import annotations

from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user


@pytest.fixture
def actor(db: None) -> Any:
    """The program itself, for deeds whose doer does not matter."""
    return system_user()
