"""What the stores tell to whoever cares, in the same transaction. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Received:
    """Goods were taken in. about, about_id: the record they come from ("procurement.order", 7), if one was named."""

    receipt_id: int
    store_id: int
    about: str
    about_id: int | None


@dataclass(frozen=True)
class Issued:
    """Goods were handed out. about, about_id: the record they were handed out for, if one was named."""

    issue_id: int
    store_id: int
    about: str
    about_id: int | None


@dataclass(frozen=True)
class GivenBack:
    """Goods of an issue came back into the store, or a return of such goods was taken back (红冲)."""

    issue_id: int
    about: str
    about_id: int | None
