"""What the first draft says: sentences in the order schools use, each only where there is something to say."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person
from lvye.kernel.terms.api import Period

from .models import Kind
from .writer import Writer

IN_A_SENTENCE = 12  # kinds of work one sentence can carry


def draft_body(kind: str, span: Period, person: Person | None = None) -> dict[str, object]:
    """The body of a fresh draft, in the school's language whoever asks for it."""
    with translation.override(settings.LANGUAGE_CODE):
        writer = Writer(span)
        if kind == Kind.PERSON and person is not None:
            _personal(writer, person)
        elif kind == Kind.MONTH:
            _month(writer)
        else:
            _term(writer)
        return writer.body()


def _term(w: Writer) -> None:
    w.heading(1, _("工作思路"))
    w.say(_("本学期后勤工作围绕教学转：影响上课的先修，能自己动手的自己动手，件件有登记，事事有回音。"))
    w.heading(1, _("主要工作"))
    w.heading(2, _("维修保障"))
    _volume(w, _("本学期"), _("比上学期"))
    _sources(w)
    w.chart("repairs.done", "building")
    _works(w)
    w.heading(2, _("服务质量"))
    _quality(w)
    w.chart("repairs.done", "category")
    w.heading(2, _("勤俭办事"))
    _thrift(w)
    w.heading(2, _("计划维修"))
    _planned(w)
    w.heading(1, _("存在不足"))
    _shortcomings(w)
    w.heading(1, _("下阶段打算"))
    _next_steps(w)


def _month(w: Writer) -> None:
    w.heading(1, _("本月维修"))
    _volume(w, _("本月"), _("比上月"))
    _sources(w)
    _works(w)
    w.chart("repairs.done", "building")
    w.heading(1, _("服务与节约"))
    _quality(w)
    _thrift(w)
    w.heading(1, _("需要留意"))
    _shortcomings(w)
    _next_steps(w)


def _personal(w: Writer, person: Person) -> None:
    only = {"worker": person.name}
    w.heading(1, _("完成的工作"))
    if w.has("repairs.done", only):
        w.say(_("完成维修%(n)s。") % {"n": w.fig("repairs.done", only)})
        if w.compares("repairs.done", only):
            w.say(_("与上一期相比%(change)s。") % {"change": w.fig("repairs.done", only, form="against")})
        if w.has("repairs.minutes", only):
            w.say(_("动手时间合计%(n)s。") % {"n": w.fig("repairs.minutes", only, form="hours")})
        w.close()
    _works(w, only)
    w.chart("repairs.done", "building", only=only)
    w.heading(1, _("质量和评价"))
    if w.has("repairs.on_time", only):
        w.say(_("按期办结率%(n)s。") % {"n": w.fig("repairs.on_time", only)})
    if w.has("repairs.rating", only):
        words = {"score": w.fig("repairs.rating", only), "share": w.fig("repairs.rated", only)}
        w.say(_("修好的单子里有%(share)s得到评价，平均%(score)s。") % words)
    if w.has("repairs.saved", only):
        w.say(_("自己动手，为学校节约%(n)s。") % {"n": w.fig("repairs.saved", only)})
    w.heading(1, _("不足"))
    if w.has("repairs.reopened", only):
        w.say(_("有%(n)s修过又返工，以后修完要多试一遍。") % {"n": w.fig("repairs.reopened", only)})


def _volume(w: Writer, this: str, than: str) -> None:
    if not w.has("repairs.reported") and not w.has("repairs.done"):
        return
    if w.has("repairs.reported"):
        w.say(_("%(this)s接到报修%(n)s，") % {"this": this, "n": w.fig("repairs.reported")})
        w.say(_("完成维修%(n)s") % {"n": w.fig("repairs.done")})
    else:
        w.say(_("%(this)s完成维修%(n)s") % {"this": this, "n": w.fig("repairs.done")})
    if w.compares("repairs.done"):
        w.say(_("，%(than)s%(change)s") % {"than": than, "change": w.fig("repairs.done", form="against")})
    if w.has("repairs.on_time"):
        w.say(_("；按期办结率%(share)s") % {"share": w.fig("repairs.on_time")})
        if w.compares("repairs.on_time"):
            w.say(_("，%(than)s%(change)s") % {"than": than, "change": w.fig("repairs.on_time", form="against")})
    w.say(_("。"))
    teaching = {"urgency": "teaching"}
    if w.has("repairs.done", teaching):
        words = {"n": w.fig("repairs.done", teaching), "share": w.fig("repairs.on_time", teaching)}
        w.say(_("影响教学的%(n)s优先处理，按期修好%(share)s。") % words)
    w.close()


def _sources(w: Writer) -> None:
    parts = [
        f"{value.words}{w.fig('repairs.done', value.keys)}"
        for value in w.numbers.split("repairs.done", "source")
        if value.value  # not 0: a tally that was brought in may hold a number nobody can read
    ]
    if len(parts) > 1:
        w.say(_("按来源分：%(parts)s。") % {"parts": _("、").join(parts)})
        w.close()


def _works(w: Writer, only: dict[str, str] | None = None) -> None:
    """Every kind of work done, as action, object, number: the largest first, a sentence for each dozen."""
    values = w.numbers.split("repairs.work", "action", "object", "unit", only=only)
    parts = [
        f"{value.keys['action']}{value.keys['object']}"
        + w.fig("repairs.work", {**value.keys, **(only or {})}, unit=str(value.keys["unit"]))
        for value in values
        if value.value
    ]
    if parts:
        w.say(_("具体做了：%(parts)s。") % {"parts": _("，").join(parts[:IN_A_SENTENCE])})
    if parts[IN_A_SENTENCE:]:
        w.say(_("还有：%(parts)s。") % {"parts": _("，").join(parts[IN_A_SENTENCE:])})
    w.close()


def _quality(w: Writer) -> None:
    if w.has("repairs.rating"):
        words = {"score": w.fig("repairs.rating"), "share": w.fig("repairs.rated"), "good": w.fig("repairs.satisfied")}
        w.say(_("修好的单子里有%(share)s得到评价，平均%(score)s，满意率%(good)s；没有评价的不算好评。") % words)
    if w.has("repairs.visits"):
        w.say(_("抽单回访%(n)s") % {"n": w.fig("repairs.visits")})
        if w.has("repairs.visit_satisfied"):
            w.say(_("，满意%(share)s") % {"share": w.fig("repairs.visit_satisfied")})
        w.say(_("。"))
    if w.has("repairs.walks"):
        w.say(_("到年级和处室走访%(n)s，当面听意见。") % {"n": w.fig("repairs.walks")})
    if w.has("repairs.promises_kept"):
        w.say(_("答应过日子的，%(share)s按日子修好。") % {"share": w.fig("repairs.promises_kept")})
    w.close()


def _thrift(w: Writer) -> None:
    if w.has("repairs.saved"):
        w.say(_("能自己修的不外请，和外请报价比节约%(n)s。") % {"n": w.fig("repairs.saved")})
    if w.has("repairs.material_cost"):
        w.say(_("用去材料费%(n)s。") % {"n": w.fig("repairs.material_cost")})
    w.close()


def _planned(w: Writer) -> None:
    if w.has("repairs.planned_done"):
        w.say(_("列入计划的维修完成%(n)s。") % {"n": w.fig("repairs.planned_done")})
    w.close()


def _shortcomings(w: Writer) -> None:
    found = []
    if w.has("repairs.late"):
        found.append(_("修得不够快，有%(n)s超过了说好的时间") % {"n": w.fig("repairs.late")})
    if w.has("repairs.reopened"):
        found.append(_("修得不够牢，有%(n)s修了又返工") % {"n": w.fig("repairs.reopened")})
    if w.has("repairs.low_rated"):
        found.append(_("有%(n)s评价在两分以下，要一件件弄清原因") % {"n": w.fig("repairs.low_rated")})
    if w.has("repairs.planned_late"):
        found.append(_("计划维修有%(n)s没有按时完成") % {"n": w.fig("repairs.planned_late")})
    _listed(w, found)


def _next_steps(w: Writer) -> None:
    found = []
    if w.has("repairs.open"):
        found.append(_("先办清手上的%(n)s报修") % {"n": w.fig("repairs.open")})
    if w.has("repairs.planned_late"):
        found.append(_("没按期做完的%(n)s计划维修重新定人定日子") % {"n": w.fig("repairs.planned_late")})
    if w.has("repairs.waited"):
        words = {"n": w.fig("repairs.waited", {"reason": "parts"}, form="hours")}
        if w.has("repairs.waited", {"reason": "parts"}):
            found.append(_("等配件一共耽误了%(n)s上班时间，常用配件放假前备足") % words)
    _listed(w, found)


def _listed(w: Writer, found: Sequence[str]) -> None:
    marks = (_("一是"), _("二是"), _("三是"), _("四是"), _("五是"))
    if len(found) == 1:
        w.say(_("%(text)s。") % {"text": found[0]})
    elif found:
        lines = [f"{mark}{text}" for mark, text in zip(marks, found, strict=False)]
        w.say(_("%(text)s。") % {"text": _("；").join(lines)})
    w.close()
