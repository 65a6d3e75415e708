"""The list of classes a school begins with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit.memo import forget
from lvye.modules.assets.codes import rows_of
from lvye.modules.assets.models import AssetClass


def classes_prepare(*, actor: User) -> int:
    """Make the classes of the national list that are not there yet; returns how many. What the school changed stays."""
    known = dict(AssetClass.objects.values_list("code", "pk"))
    made = 0
    with records.deed():
        rows = [row for row in rows_of("classes.csv") if row["code"] not in known]
        for level in sorted({row["level"] for row in rows}):
            values = [_values(row, known) for row in rows if row["level"] == level]
            new = records.create_many(AssetClass, values, actor=actor, reason=_("国家标准分类"), check=False)
            known |= {one.code: one.pk for one in new}
            made += len(new)
    forget()
    return made


def _values(row: dict[str, str], known: dict[str, int]) -> dict[str, Any]:
    return {
        "code": row["code"], "name": row["name"], "level": int(row["level"]), "group": row["group"],
        "parent_id": known.get(row["parent"]), "depreciates": row["depreciates"] == "1",
        "life_months": int(row["life_months"]) if row["life_months"] else None,
    }  # fmt: skip
