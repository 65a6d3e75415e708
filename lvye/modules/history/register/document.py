"""The register of old documents, and where else they are seen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register
from lvye.modules.history import services
from lvye.modules.history.models import DocumentStatus, HistoryDocument
from lvye.modules.history.screens import document, reading

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")


def _withdraw(found: HistoryDocument, *, actor: User, why: str = "") -> HistoryDocument:
    return services.document_withdraw(found, why=why, actor=actor)


def given(heads: str, others: str) -> dict[str, str]:
    """post → verbs: the office works on it, its leaders look at it."""
    return {**dict.fromkeys(HEADS, heads), **dict.fromkeys((*LEADERS, "admin"), others)}


def _when(found: Any) -> str:
    return found.when or str(_("还不知道是哪一年"))


register(
    Register(
        model=HistoryDocument,
        menu="plans",
        icon="history",
        columns=("title", Column("when", _("说的是"), _when), "kind", "source", "read_at", "status"),
        fields=("title", "kind", "year", "span"),
        filters=("status", "year", "kind"),
        sorts=("-id", "-read_at"),
        views=(
            View("open", _("待核对"), {"status": DocumentStatus.OPEN}),
            View("kept", _("已存为历史"), {"status": DocumentStatus.KEPT}),
        ),
        amend=services.document_change,
        actions={
            "keep": services.document_keep,
            "withdraw": _withdraw,
            "restore": services.document_restore,
        },
        screens={"detail": document.detail, "new": reading.new},
        rights=given("view add change export keep withdraw restore", "view export"),
        empty=_("以前的工作总结还在 Word 里？传上来，里面的数会读出来让您核对，以后写总结就能和往年比。"),
    )
)
panel_on("terms.term", Panel(_("往年材料"), "history.historydocument", "term"))
