from __future__ import annotations

from collections.abc import Iterator

import pytest

from . import make


@pytest.fixture
def desk(db: None) -> Iterator[make.Desk]:
    """Leaving is asked about."""
    with make.desk() as found:
        yield found
