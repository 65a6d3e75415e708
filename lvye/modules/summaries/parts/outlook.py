"""存在不足 and 下阶段打算: findings from the records. Each is one clause; the page offers the same beside the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lvye.kernel.figures.api import figures
from lvye.kernel.people.api import Person
from lvye.modules.repairs.api import Job, watch_ageing, watch_costly, watch_recurring
from lvye.modules.summaries.writer import Writer

from . import planning

Only = Mapping[str, str]
FAULTS, STEPS = "faults", "steps"
NAMED = 3  # of what keeps breaking, the worst
CATCH_ALL = "other"  # 其他: furniture carried to one hall eight times is no fault of the hall
NOBODY: Only = {}


@dataclass(frozen=True)
class Finding:
    """One thing to be said: its chapter and its clause ("" where there is nothing). offered: only beside the text."""

    key: str
    chapter: str
    clause: Callable[[Writer, Only], str]
    offered: bool = False


def shortcomings(w: Writer, only: Only = NOBODY) -> None:
    """What was not good enough, counted off."""
    listed(w, _clauses(w, FAULTS, only))


def next_steps(w: Writer, only: Only = NOBODY, person: Person | None = None) -> None:
    """What is to be done about it, and what the plans have for the time after, counted off."""
    listed(w, [*_clauses(w, STEPS, only), *planning.coming_clauses(w, person)])


def _clauses(w: Writer, chapter: str, only: Only) -> list[str]:
    said = (one.clause(w, only) for one in findings() if one.chapter == chapter and not one.offered)
    return [clause for clause in said if clause]


def findings() -> tuple[Finding, ...]:
    """Everything the records can say of faults and steps, in the order it is said."""
    return (
        Finding("late", FAULTS, _counted("repairs.late", _("修得不够快，有%(n)s超过了说好的时间"))),
        Finding("reopened", FAULTS, _counted("repairs.reopened", _("修得不够牢，有%(n)s修了又返工"))),
        Finding("low_rated", FAULTS, _counted("repairs.low_rated", _("有%(n)s评价在两分以下，要一件件弄清原因"))),
        Finding("planned_late", FAULTS, _counted("repairs.planned_late", _("计划维修有%(n)s没有按时完成"))),
        Finding("recurring", FAULTS, _recurring),
        Finding("plans", FAULTS, _unfinished),
        Finding("unrated", FAULTS, _counted("repairs.unrated", _("有%(n)s修好后没有评价，要方便大家说一句")), True),
        Finding("open", STEPS, _counted("repairs.open", _("先办清手上的%(n)s报修"))),
        Finding("unanswered", STEPS, _unanswered),
        Finding("planned_again", STEPS, _planned_again),
        Finding("waited", STEPS, _waited),
        Finding("costly", STEPS, _costly),
        Finding("ageing", STEPS, _ageing),
    )


def _counted(figure: str, text: str) -> Callable[[Writer, Only], str]:
    """A clause that says one figure."""

    def clause(w: Writer, only: Only) -> str:
        can = only.keys() <= figures[figure].by.keys()
        return text % {"n": w.fig(figure, only)} if can and w.has(figure, only) else ""

    return clause


def _planned_again(w: Writer, only: Only) -> str:
    """How many, the shortcomings have said."""
    return "" if only or not w.has("repairs.planned_late") else _("没按期做完的计划维修重新定人定日子")


def _unfinished(w: Writer, only: Only) -> str:
    return "" if only else planning.unfinished_clause(w)


def _unanswered(w: Writer, only: Only) -> str:
    asked = {"status": "asked"}
    if only or not w.has("repairs.referred", asked):
        return ""
    return _("向校领导请示还没有答复的%(n)s，催问清楚再回老师") % {"n": w.fig("repairs.referred", asked)}


def _waited(w: Writer, only: Only) -> str:
    parts = {"reason": "parts"}
    if only or not w.has("repairs.waited", parts):
        return ""
    words = {"n": w.fig("repairs.waited", parts, form="hours")}
    return _("等配件一共耽误了%(n)s上班时间，常用配件放假前备足") % words


def _recurring(w: Writer, only: Only) -> str:
    """The same fault at the same place, again and again: the worst three, each opening its reports."""
    if only:
        return ""
    parts: list[str] = []
    for one in watch_recurring(Job.objects.all(), w.numbers.period):
        top = one.category.parent or one.category
        if top.code == CATCH_ALL or len(parts) == NAMED:
            continue
        keys = {"place": one.place.full_name, "category": top.name, "kind": one.category.name}
        words = {"place": one.place.full_name, "fault": one.category.name, "n": w.fig("repairs.reported", keys)}
        parts.append(_("%(place)s“%(fault)s”报了%(n)s") % words)
    return _("有的地方反复坏，没有从根上修好：%(parts)s") % {"parts": _("，").join(parts)} if parts else ""


def _costly(w: Writer, only: Only) -> str:
    """What costs more to mend than to replace, by name: the sums are the watch list's."""
    if only:
        return ""
    found = watch_costly(Job.objects.all(), w.numbers.period)[:NAMED]
    parts = [_("%(place)s的%(what)s") % {"place": one.place.full_name, "what": one.item.object} for one in found]
    return _("修的钱快赶上换新的，先算账再定修还是换：%(parts)s") % {"parts": _("、").join(parts)} if parts else ""


def _ageing(w: Writer, only: Only) -> str:
    """Parts that age with the house and broke more often than in the period before."""
    if only or not w.is_whole:
        return ""
    worse = [one for one in watch_ageing(Job.objects.all(), w.numbers.period) if 0 < one.qty_before < one.qty]
    parts = []
    for one in worse[:NAMED]:
        keys = {"action": one.item.action, "object": one.item.object, "unit": one.item.unit}
        words = {"what": f"{one.item.action}{one.item.object}", "change": w.fig("repairs.work", keys, form="against")}
        parts.append(_("%(what)s%(change)s") % words)
    return _("有些部件跟着房子见老，要成批检查：和上期比%(parts)s") % {"parts": _("、").join(parts)} if parts else ""


def listed(w: Writer, found: Sequence[str]) -> None:
    """One clause as a sentence, several counted off: 一是…；二是…"""
    marks = (
        _("一是"), _("二是"), _("三是"), _("四是"), _("五是"), _("六是"), _("七是"), _("八是"), _("九是"), _("十是"),
    )  # fmt: skip
    if len(found) == 1:
        w.say(_("%(text)s。") % {"text": found[0]})
    elif found:
        lines = [f"{mark}{text}" for mark, text in zip(marks, found, strict=False)]
        w.say(_("%(text)s。") % {"text": _("；").join(lines)})
    w.close()
