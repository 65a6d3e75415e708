from __future__ import annotations

from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.modules.repairs import services


@pytest.fixture
def actor(db: None) -> Any:
    """The program itself, for deeds whose doer does not matter."""
    return system_user()


@pytest.fixture
def catalogue(actor: Any) -> None:
    """The standard crafts, kinds of fault and kinds of work."""
    services.catalogue_prepare(actor=actor)
