"""Two terms of one school year, with the real holidays of 2025 and 2026 around them."""

from __future__ import annotations

from datetime import date

import pytest

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.terms.api import Term

from . import make


@pytest.fixture
def actor(db: None) -> User:
    return system_user()


@pytest.fixture
def autumn(actor: User) -> Term:
    return make.term(school_year=2025, half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 30))


@pytest.fixture
def spring(autumn: Term) -> Term:
    return make.term(school_year=2025, half=2, begins_on=date(2026, 2, 25), ends_on=date(2026, 7, 10))
