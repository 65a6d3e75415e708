"""What happens here that modules above may want to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Published:
    """A month of the canteen's accounts is public."""

    month: int
    first: date
