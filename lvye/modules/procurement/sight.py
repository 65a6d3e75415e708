"""Who sees which purchases: the office all of them, everybody else what he asked for, and what follows from it."""

from __future__ import annotations

from typing import Any

from lvye.kernel.accounts.api import User

ALL = "procurement.all_request"


def _own(path: str, *called: str) -> Any:
    """A scope: all with the right, else the records whose request (at `path`) is one's own.

    called: what the names of related records are made of, read with them.
    """

    def scope(rows: Any, user: User) -> Any:
        rows = rows.select_related(*called) if called else rows
        return rows if user.has_perm(ALL) else rows.filter(**{path: user})

    return scope


requests_seen = _own("requester")
request_lines_seen = _own("request__requester")
quotes_seen = _own("request__requester")
quote_lines_seen = _own("quote__request__requester", "quote__partner")
tenders_seen = _own("request__requester", "winner__partner")
tender_papers_seen = _own("tender__request__requester")
orders_seen = _own("request__requester")
order_lines_seen = _own("order__request__requester")
acceptances_seen = _own("order__request__requester")
acceptance_lines_seen = _own("acceptance__order__request__requester", "line__line")
