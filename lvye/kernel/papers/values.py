"""What the papers take and give besides blocks: plain values, without a library behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lvye.kit import say


class NoFontError(RuntimeError):
    """No face on this machine can write Chinese."""


class RefusedError(ValueError):
    """A paper asked for something outside this program."""


@dataclass(frozen=True)
class Finding:
    """One thing the doctor looked at: whether it is well, what was seen, and how to mend it."""

    ok: bool
    what: str
    mend: str = ""


@dataclass(frozen=True)
class Signature:
    """A box to sign in: who signs, and, once done in the program, the name and the day."""

    role: str
    name: str = ""
    on: date | None = None

    @property
    def day(self) -> str:
        """The day in words, or blanks to write one into."""
        return say.day(self.on) if self.on else ""


@dataclass(frozen=True)
class Label:
    """One label: its permanent code, the address in the QR, the name in large type, a second line, whose it is."""

    code: str
    url: str
    title: str
    subtitle: str = ""
    org: str = ""


@dataclass(frozen=True)
class LabelSize:
    """A label's measure in millimetres, and the grid when many share an A4 sheet (0 columns: one label a page)."""

    width: float
    height: float
    columns: int = 0
    rows: int = 0


LABEL_SIZES = {
    "40x30": LabelSize(40, 30),
    "60x40": LabelSize(60, 40),
    "a4-40x30": LabelSize(40, 30, 5, 9),
    "a4-60x40": LabelSize(60, 40, 3, 7),
}
