from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records.api import attempt
from lvye.modules.security.tests import make


@contextmanager
def refused(words: str) -> Iterator[None]:
    """A deed that is refused in these words and leaves nothing behind."""
    with pytest.raises(ValidationError, match=words), attempt():
        yield


@dataclass(frozen=True)
class Crew:
    """Those who stand at the gate and those who look after them."""

    director: User
    guard: User
    mate: User
    teacher: User
    principal: User

    def person(self, name: str) -> Person:
        """The person of one of them."""
        found: Person = getattr(self, name).person
        return found


@pytest.fixture
def crew(db: Any) -> Crew:
    """A director, two guards, a teacher and a principal, each with an account of his own."""
    return Crew(
        director=make.user_in("director")[0], guard=make.user_in("guard")[0], mate=make.user_in("guard")[0],
        teacher=make.user_in("teacher")[0], principal=make.user_in("principal")[0],
    )  # fmt: skip
