"""Valid records of this package."""

from __future__ import annotations

from itertools import count
from typing import Any

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.exchange.models import ImportBatch
from lvye.kernel.records import api as records

_numbers = count(1)


def importbatch(**values: Any) -> ImportBatch:
    """A batch of one file."""
    actor: User = values.pop("actor", None) or system_user("import")
    usual = {
        "register": "people.department",
        "file_name": f"部门{next(_numbers)}.xlsx",
        "sha256": "0" * 64,
        "by": actor,
    }
    return records.create(ImportBatch, actor=actor, **(usual | values))
