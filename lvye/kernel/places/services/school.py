"""The school itself."""

from __future__ import annotations

from typing import Any

from lvye.kernel.accounts.api import User
from lvye.kernel.places.models import School
from lvye.kernel.records import api as records
from lvye.kit.memo import forget


def school_set(*, actor: User, reason: str = "", **values: Any) -> School:
    """Say what the school is called and where it is: makes its one record, or changes it."""
    with records.deed():
        known = School.objects.select_for_update().first()
        if known is None:
            made = records.create(School, actor=actor, reason=reason, **values)
        else:
            made = records.amend(known, actor=actor, reason=reason, **values)
    forget()
    return made
