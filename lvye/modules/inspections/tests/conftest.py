from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.modules.inspections.tests import make


@dataclass(frozen=True)
class Crew:
    """Those who deal with a hazard."""

    director: User
    desk: User
    mender: User
    checker: User
    principal: User
    mender_person: Person
    checker_person: Person


@pytest.fixture
def crew(db: Any) -> Crew:
    """A director, the desk, a repairer, a guard and a principal, each with an account of his own."""
    mender, mender_person = make.user_in("repairer")
    checker, checker_person = make.user_in("guard")
    return Crew(
        director=make.user_in("director")[0], desk=make.user_in("desk")[0], mender=mender, checker=checker,
        principal=make.user_in("principal")[0], mender_person=mender_person, checker_person=checker_person,
    )  # fmt: skip
