"""A sentence on the bench: its tokens with their classes, and the facts in the making."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from .clauses import IDLE, classes
from .figures import Figure
from .lexicon import words
from .tokens import STOP, Token
from .units import Sort

OBJECT_WORDS = frozenset({"对", "把", "将", "就", "针对", "对于"})
GIVING = frozenset({"给", "为", "向"})
# Verbs that only say that the deed behind the object was finished or arranged.
FINISHING = words("完成 做好 实施 落实 开展 组织 抓好 圆满完成 顺利完成 累计完成 推进 启动 进行")
# Verbs whose subject is counted, not who does them.
PATIENT = words(
    "参加 参与 接受 获得 获 荣获 受伤 住院 报到 入住 毕业 录取 参训 受训 就诊 观看 通过 取得 领取 享受 受益 迎接 体检 注册 到校 离校 返校 接种 考取 升入 转岗 退休 评为 晋升"
)


@dataclass(slots=True)
class Draft:
    """A fact in the making; numbers of tokens refer to its sentence."""

    figure: Figure
    at: int
    clause: int
    verb: int | None = None
    verb_class: str = ""
    action: str = ""
    object: str = ""
    place: str = ""
    first: int = 0
    last: int = 0
    reach: int = 0  # behind the object that stands behind the figure
    carried: bool = False  # the verb is that of the figure before
    total: bool = False  # 共, 合计 stand beside it
    agent: bool = False  # it counts who does the deed
    inside: bool = False  # it counts where or for whom
    change: str = ""  # before or after
    nominal: bool = False  # the deed is named as a noun: 维修次数


@dataclass(slots=True)
class Sentence:
    """The tokens between two hard ends, with their verb classes and clause borders."""

    line: list[Token]
    cls: list[str] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cls = classes(self.line)
        self.borders = [0, *(at + 1 for at, token in enumerate(self.line) if token.kind == STOP), len(self.line)]

    def clause_of(self, at: int) -> tuple[int, int, int]:
        """Number, first token and end of the clause a token stands in."""
        number = max(0, min(bisect_right(self.borders, at) - 1, len(self.borders) - 2))
        return number, self.borders[number], self.borders[number + 1]

    def text(self, start: int, end: int) -> str:
        """The print of some tokens."""
        return "".join(token.text for token in self.line[start:end])


@dataclass(slots=True)
class Carry:
    """What goes on from figure to figure of a sentence: the verb, and the object last named."""

    verb: int | None = None
    verb_class: str = ""
    action: str = ""
    object: str = ""
    unit: str = ""
    first: int = 0
    parted: bool = False
    fresh: bool = False  # a figure of this sentence has named the object

    def keep(self, draft: Draft) -> None:
        """Remember what the next figure may go on with."""
        if draft.figure.sort in {Sort.RATE, Sort.TIME}:
            return
        if draft.verb_class not in {"", IDLE}:
            self.verb, self.verb_class, self.action, self.first = (
                draft.verb,
                draft.verb_class,
                draft.action,
                draft.first,
            )
        if draft.object:
            self.fresh = True
            self.parted = draft.carried and draft.object == self.object and draft.figure.unit == self.unit
            self.object, self.unit = draft.object, draft.figure.unit
