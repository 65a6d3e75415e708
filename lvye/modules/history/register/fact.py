"""The register of facts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Column, Register, View, register
from lvye.modules.history import services
from lvye.modules.history.models import FactKind, FactStatus, HistoryFact
from lvye.modules.history.screens import document

from .document import given


def _when(found: Any) -> str:
    return str(found.document.when)


register(
    Register(
        model=HistoryFact,
        menu="more",
        icon="list",
        columns=(
            Column("when", _("哪一年"), _when, reads=("document",)),
            "deed",
            "object",
            Column("amount", _("数量"), lambda found: found.amount),
            "kind",
            "sentence",
            "status",
        ),
        filters=("status", "kind", "deed", "document"),
        sorts=("-id",),
        views=(
            View("proposed", _("待核对"), {"status": FactStatus.PROPOSED}),
            View("done", _("做了的事"), {"kind": FactKind.DONE, "status": FactStatus.ACCEPTED}),
            View("money", _("金额"), {"kind": FactKind.MONEY, "status": FactStatus.ACCEPTED}),
        ),
        actions={
            "accept": services.fact_accept,
            "mend": services.fact_mend,
            "drop": services.fact_drop,
            "review": services.fact_review,
        },
        screens={"detail": document.fact_detail},
        rights=given("view add export accept mend drop review", "view export"),
        can_add=False,
        empty=_("从往年材料里读出来的数，核对过的就能和今年比。先传一份以前的总结。"),
    )
)
