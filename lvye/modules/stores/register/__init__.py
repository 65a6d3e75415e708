"""What the kernel is told about the stores."""

from __future__ import annotations

from . import goods, ledger, needs, pages, papers

__all__ = ["goods", "ledger", "needs", "pages", "papers"]
