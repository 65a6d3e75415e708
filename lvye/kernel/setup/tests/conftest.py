"""What the tests of the first run stand on: an empty installation, and a visitor at the machine itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from lvye.kernel.setup.standing import known

WORDS = {"name": "何建国", "username": "hejianguo", "password": "Qing-he-2026", "again": "Qing-he-2026"}


@pytest.fixture(autouse=True)
def first_run(the_first_run_is_over: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of a school yet."""
    monkeypatch.setattr(known, "set_up", False)
    monkeypatch.setattr(known, "whole", False)
    cache.clear()


@pytest.fixture
def here(db: None, client: Any) -> Any:
    """A browser on the machine itself."""
    client.defaults["HTTP_HOST"] = "127.0.0.1:8000"
    return client


@pytest.fixture
def founder(here: Any) -> Any:
    """The same browser after the first step."""
    assert here.post("/setup/who/", WORDS | {"is_director": "on"}).status_code == 302
    return here


@pytest.fixture
def school_stands(founder: Any) -> Any:
    """The same browser after the second step."""
    assert founder.post("/setup/school/", {"name": "青禾实验学校", "short_name": "青禾"}).status_code == 302
    return founder
