"""What the plans have to say: 计划完成情况 by area, what was left and why, what comes next, and how people met."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person
from lvye.kit import say
from lvye.modules.plans.api import Outcome, State, completion, next_steps, person_items
from lvye.modules.summaries.writer import Writer

from .things import split

NAMED = 8  # items one sentence can carry


def outcomes(w: Writer) -> None:
    """计划完成情况: how many items, how many done; by area what was done, then what was done in part or dropped.

    What was not done at all is a shortcoming, and stands there alone.
    """
    found = completion(w.numbers.period, today=w.today)
    if not found:
        return
    if w.has("plans.items"):
        words = {"n": w.fig("plans.items"), "done": w.fig("plans.done"), "share": w.fig("plans.rate")}
        w.say(_("到期的计划事项%(n)s，完成%(done)s，完成率%(share)s。") % words)
        if w.has("plans.together"):
            w.say(_("其中和别的处室配合完成%(n)s") % {"n": w.fig("plans.together")})
            w.say(split(w, "plans.together", "partner", _("（%(parts)s）")))
            w.say(_("。"))
        w.close()
    areas: dict[str, list[Outcome]] = {}
    for one in found:
        if one.state == State.DONE:
            areas.setdefault(one.area_word, []).append(one)
    if areas:
        parts = [_("%(area)s有%(items)s") % {"area": area, "items": _titles(items)} for area, items in areas.items()]
        w.say(_("按计划完成的，%(parts)s。") % {"parts": _("；").join(parts)})
        w.close()
    _left(w, _("部分完成：%(items)s。"), (one for one in found if one.state == State.PART))
    _left(w, _("中途取消：%(items)s。"), (one for one in found if one.state == State.DROPPED))
    w.close()


def meetings(w: Writer) -> None:
    """How often people met, who came, what was decided."""
    if w.has("plans.meetings"):
        w.say(_("开会%(n)s") % {"n": w.fig("plans.meetings")})
        if w.has("plans.attendance"):
            w.say(_("，到会率%(share)s") % {"share": w.fig("plans.attendance")})
        if w.has("plans.decisions"):
            w.say(_("，形成决定%(n)s，都落到人和日子") % {"n": w.fig("plans.decisions")})
        w.say(_("。"))
    if w.has("plans.letters"):
        w.say(_("签订岗位目标责任书%(n)s。") % {"n": w.fig("plans.letters")})
    w.close()


def own(w: Writer, person: Person) -> None:
    """What one person answered for or helped with, and how it stands."""
    found = person_items(person, w.numbers.period, today=w.today)
    done = [one for one in found if one.state == State.DONE]
    if done:
        w.say(_("负责和协助的计划事项，已完成：%(items)s。") % {"items": _titles(done)})
    _left(w, _("部分完成：%(items)s。"), (one for one in found if one.state == State.PART))
    _left(w, _("没有完成：%(items)s。"), (one for one in found if one.state == State.OPEN))
    w.close()


def unfinished_clause(w: Writer) -> str:
    """For 存在不足: the items whose day has passed and of which nothing was done."""
    found = completion(w.numbers.period, today=w.today)
    late = [one for one in found if one.state == State.OPEN and is_late(one, w)]
    return _("计划里有的事没有做完：%(items)s") % {"items": _reasons(late)} if late else ""


def coming_clauses(w: Writer, person: Person | None = None) -> list[str]:
    """For 下阶段打算: what goes on because it was not finished, then what plans have for the time after."""
    found = next_steps(w.numbers.period, today=w.today)
    if person is not None:
        found = [one for one in found if one.whose == person.name]
    left = [one for one in found if one.due_on < w.today]
    coming = sorted((one for one in found if one.due_on >= w.today), key=lambda one: one.due_on)
    clauses = []
    if left:
        clauses.append(_("接着做完%(items)s") % {"items": _titles(left)})
    if coming:
        known = {one.what: say.date(one.due_on) for one in reversed(coming)}  # a term's and a year's plan may share one
        parts = [_("“%(what)s”（%(day)s前）") % {"what": what, "day": day} for what, day in reversed(known.items())]
        clauses.append(_("按计划做好%(items)s") % {"items": "".join(parts[:NAMED])})
    return clauses


def is_late(one: Outcome, w: Writer) -> bool:
    """Whether its day has passed and it is not finished."""
    return one.state in (State.OPEN, State.PART) and one.due_on < w.today


def fault_of(one: Outcome) -> str:
    """One unfinished item as a sentence of its own."""
    words = {"what": one.what, "reason": one.reason or _("原因还没有写明")}
    return _("“%(what)s”没有按计划完成：%(reason)s。") % words


def _left(w: Writer, sentence: str, items: Iterable[Outcome]) -> None:
    if listed := list(items):
        w.say(sentence % {"items": _reasons(listed)})


def _titles(items: Iterable[Outcome]) -> str:
    """Each named once, in quotation marks: a name may be a list itself."""
    names = list(dict.fromkeys(one.what for one in items))
    words = "".join(_("“%(what)s”") % {"what": what} for what in names[:NAMED])
    return _("%(items)s等") % {"items": words} if len(names) > NAMED else words


def _reasons(items: Iterable[Outcome]) -> str:
    known: dict[str, str] = {}
    for one in items:
        known[one.what] = known.get(one.what) or one.reason
    parts = [
        (_("“%(what)s”（%(reason)s）") if reason else _("“%(what)s”")) % {"what": what, "reason": reason}
        for what, reason in known.items()
    ]
    words = "".join(parts[:NAMED])
    return _("%(items)s等") % {"items": words} if len(parts) > NAMED else words
