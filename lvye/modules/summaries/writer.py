"""What the first draft is written with: headings, sentences with living figures, charts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from lvye.kernel.figures.api import PERCENT, Mean, figures
from lvye.kernel.terms.api import Period
from lvye.modules.history.api import against

from .evaluate import Evaluator, Only, Slot

TOKEN = re.compile(r"⟦(f\d+)⟧")
NEARLY = 85  # percent of a period: summaries are written in its last weeks


class Writer:
    """Collects the blocks and slots of one body."""

    def __init__(self, period: Period, *, today: date | None = None, numbers: Evaluator | None = None) -> None:
        self.numbers = numbers or Evaluator(period)
        self.today = today or period.ends_on + timedelta(days=1)
        self._blocks: list[dict[str, Any]] = []
        self._slots: dict[str, Slot] = {}
        self._sentences: list[str] = []

    def heading(self, level: int, text: str) -> None:
        """A heading of level 1 or 2. One that ends up without text below it is left out."""
        self.close()
        self._add({"kind": f"h{level}", "text": text})

    def say(self, sentence: str) -> None:
        """One sentence of the present paragraph."""
        if sentence:
            self._sentences.append(sentence)

    def close(self) -> None:
        """End the paragraph."""
        if self._sentences:
            self._add({"kind": "p", "text": "".join(self._sentences)})
            self._sentences = []

    def chart(self, figure: str, by: str, *, shape: str = "bar", only: Only | None = None, limit: int = 8) -> None:
        """A chart of a figure by one of its splits (shape bar), or by month (shape line)."""
        self.close()
        self._add(
            {"kind": "chart", "figure": figure, "by": by, "shape": shape, "only": dict(only or {}), "limit": limit}
        )

    def fig(self, name: str, only: Only | None = None, *, form: str = "text") -> str:
        """The token of a figure, for use inside a sentence."""
        slot = Slot(name, {k: "~" if v is None else str(v) for k, v in (only or {}).items()}, form)
        for key, known in self._slots.items():
            if known == slot:
                return f"⟦{key}⟧"
        key = f"f{len(self._slots) + 1}"
        self._slots[key] = slot
        return f"⟦{key}⟧"

    def has(self, name: str, only: Only | None = None) -> bool:
        """Whether there is anything to say about a figure."""
        return self.numbers.value(name, only).rows > 0

    def compares(self, name: str, only: Only | None = None) -> bool:
        """Whether the period before has something to compare with: a total only once this one is (nearly) whole."""
        if not (self.is_whole or isinstance(figures[name].value, (*PERCENT, Mean))):
            return False
        earlier = self.numbers.value_before(name, only)
        return earlier is not None and earlier.rows > 0

    def recalls(self, name: str, only: Only | None = None) -> bool:
        """Whether old papers state it for a like stretch of an earlier year: told once this one is (nearly) whole."""
        if not self.is_whole or (then := self.numbers.past(name, only)) is None:
            return False
        return bool(against(self.numbers.value(name, only).value, then))

    @property
    def is_whole(self) -> bool:
        """Whether so little of the period is left that its totals may stand beside those of a whole one."""
        gone = (self.today - self.numbers.period.begins_on).days
        return gone * 100 >= self.numbers.period.days * NEARLY

    def body(self) -> dict[str, Any]:
        """The finished body, without headings that have nothing below them."""
        self.close()
        kept: list[dict[str, Any]] = []
        for block in reversed(self._blocks):
            level = int(block["kind"][1:]) if block["kind"] in ("h1", "h2") else 9
            following = int(kept[-1]["kind"][1:]) if kept and kept[-1]["kind"] in ("h1", "h2") else 9
            if level == 9 or (kept and following > level):
                kept.append(block)
        kept.reverse()
        blocks = [{"id": f"b{number}", **block} for number, block in enumerate(kept, start=1)]
        used = set(tokens_in(blocks))
        slots = {key: slot.as_json() for key, slot in self._slots.items() if key in used}
        return {"blocks": blocks, "slots": slots}

    def _add(self, block: dict[str, Any]) -> None:
        self._blocks.append(block)


def tokens_in(blocks: Iterable[dict[str, Any]]) -> list[str]:
    """The slots that stand in these blocks, in order."""
    return [key for block in blocks for key in TOKEN.findall(block.get("text", ""))]
