"""What the repairs have to say: how much, what, how well, at what cost, what was planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from lvye.kernel.figures.api import Value
from lvye.modules.summaries.writer import Writer

IN_A_SENTENCE = 12  # kinds of work one sentence can carry


def volume(w: Writer, this: str, than: str) -> None:
    """How much was reported and done, in time or not, against the period before."""
    if not w.has("repairs.reported") and not w.has("repairs.done"):
        return
    if w.has("repairs.reported"):
        w.say(_("%(this)s接到报修%(n)s，") % {"this": this, "n": w.fig("repairs.reported")})
        w.say(_("完成维修%(n)s") % {"n": w.fig("repairs.done")})
    else:
        w.say(_("%(this)s完成维修%(n)s") % {"this": this, "n": w.fig("repairs.done")})
    if w.compares("repairs.done"):
        w.say(_("，%(than)s%(change)s") % {"than": than, "change": w.fig("repairs.done", form="against")})
    if w.recalls("repairs.done"):
        w.say(_("，%(change)s") % {"change": w.fig("repairs.done", form="history")})
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


def sources(w: Writer) -> None:
    """The jobs done, by where they came from."""
    parts = [
        f"{value.words}{w.fig('repairs.done', value.keys)}"
        for value in w.numbers.split("repairs.done", "source")
        if value.value  # not 0: a tally that was brought in may hold a number nobody can read
    ]
    if len(parts) > 1:
        w.say(_("按来源分：%(parts)s。") % {"parts": _("、").join(parts)})
        w.close()


def works(w: Writer, only: Mapping[str, str] | None = None) -> None:
    """Every kind of work done, as action, object, number: the largest first, a sentence for each dozen."""
    values = w.numbers.split("repairs.work", "action", "object", "unit", only=only)
    parts = counted(w, "repairs.work", values, only)
    if parts:
        w.say(_("具体做了：%(parts)s。") % {"parts": _("，").join(parts[:IN_A_SENTENCE])})
    if parts[IN_A_SENTENCE:]:
        w.say(_("还有：%(parts)s。") % {"parts": _("，").join(parts[IN_A_SENTENCE:])})
    w.close()
    if not only:
        recalled(w, "repairs.work", values)


def recalled(w: Writer, figure: str, values: Sequence[Value]) -> None:
    """The works that old papers tell of, too: each against the number of then, whose sentence its chip opens."""
    parts = [
        f"{value.keys['action']}{value.keys['object']}{w.fig(figure, value.keys, form='history')}"
        for value in values
        if value.value and w.recalls(figure, value.keys)
    ]
    if parts:
        w.say(_("和往年比，%(parts)s。") % {"parts": _("，").join(parts[:IN_A_SENTENCE])})
    w.close()


def counted(w: Writer, figure: str, values: Sequence[Value], only: Mapping[str, str] | None = None) -> list[str]:
    """ "更换灯管84个" for each value that is split by action, object and unit."""
    return [
        f"{value.keys['action']}{value.keys['object']}{w.fig(figure, {**value.keys, **(only or {})})}"
        for value in values
        if value.value
    ]


def quality(w: Writer) -> None:
    """What people said: ratings, calls, walks, promises."""
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


def answers(w: Writer) -> None:
    """Who was asked first saw it through; what the office could not decide was passed up and answered."""
    if w.has("repairs.first_asked"):
        words = {"n": w.fig("repairs.first_asked"), "share": w.fig("repairs.first_asked_done")}
        w.say(_("实行首问责任制：首问受理%(n)s，谁先接的谁负责到底，已经修好%(share)s。") % words)
    if w.has("repairs.referred"):
        w.say(_("定不了的事向校领导请示%(n)s") % {"n": w.fig("repairs.referred")})
        if w.has("repairs.answered"):
            w.say(_("，答复%(n)s并转给老师") % {"n": w.fig("repairs.answered")})
            if w.numbers.value("repairs.answer_days").value:
                w.say(_("，平均用%(days)s") % {"days": w.fig("repairs.answer_days")})
            else:
                w.say(_("，都在当天"))
        w.say(_("。"))
    w.close()


def thrift(w: Writer) -> None:
    """Money saved and spent, and where things beyond repair went."""
    if w.has("repairs.saved"):
        w.say(_("能自己修的不外请，和外请报价比节约%(n)s。") % {"n": w.fig("repairs.saved")})
    if w.has("repairs.material_cost"):
        w.say(_("用去材料费%(n)s。") % {"n": w.fig("repairs.material_cost")})
    fates = (
        ("kept", _("修不了的也不随手扔，入库留作配件：%(parts)s。")),
        ("scrapped", _("确实不能用的按手续报废：%(parts)s。")),
        ("returned", _("还在保修的退回厂家：%(parts)s。")),
    )
    found = w.numbers.split("repairs.leftovers", "fate", "object", "unit")
    for fate, sentence in fates:
        values = [value for value in found if value.keys["fate"] == fate and value.value]
        parts = [f"{value.keys['object']}{w.fig('repairs.leftovers', value.keys)}" for value in values]
        if parts:
            w.say(sentence % {"parts": _("、").join(parts)})
    w.close()


def planned(w: Writer) -> None:
    """Planned works: how many, how much of what, what was given out within them, what was done elsewhere."""
    if w.has("repairs.planned_done"):
        w.say(_("列入计划的维修完成%(n)s。") % {"n": w.fig("repairs.planned_done")})
    told = w.numbers.split("repairs.work", "action", "object", "unit")
    groups: dict[str, list[str]] = {}
    for value in w.numbers.split("repairs.planned_qty", "kind", "work", "unit"):
        if value.value and not stands_already(value, told):
            label = value.figure.by["kind"].word(value.keys["kind"])
            part = f"{value.keys['work']}{w.fig('repairs.planned_qty', value.keys)}"
            groups.setdefault(label, []).append(part)
    for label, parts in groups.items():
        w.say(_("%(kind)s：%(parts)s。") % {"kind": label, "parts": _("，").join(parts)})
    lines = counted(w, "repairs.planned_work", w.numbers.split("repairs.planned_work", "action", "object", "unit"))
    if lines:
        w.say(_("计划里还做了：%(parts)s。") % {"parts": _("，").join(lines)})
    places = w.numbers.split("repairs.planned_outside", "outside")
    if places:
        names = _("、").join(str(value.keys["outside"]) for value in places)
        w.say(_("为%(places)s完成维修%(n)s。") % {"places": names, "n": w.fig("repairs.planned_outside")})
    w.close()


def stands_already(planned_qty: Value, told: Sequence[Value]) -> bool:
    """Whether a planned quantity is what the jobs said already: jobs were given out for it, line by line.

    The same number of the same unit, of a thing the work is named after, is one deed told twice.
    """
    keys = planned_qty.keys
    return any(
        value.value == planned_qty.value
        and value.keys["unit"] == keys["unit"]
        and str(value.keys["object"]) in str(keys["work"])
        for value in told
    )


# --- one person's work -------------------------------------------------------------------------------------------


def own_volume(w: Writer, only: Mapping[str, str]) -> None:
    """How much one repairer did, and how long he worked at it."""
    if w.has("repairs.done", only):
        w.say(_("完成维修%(n)s。") % {"n": w.fig("repairs.done", only)})
        if w.compares("repairs.done", only):
            w.say(_("与上一期相比%(change)s。") % {"change": w.fig("repairs.done", only, form="against")})
        if w.has("repairs.minutes", only):
            w.say(_("动手时间合计%(n)s。") % {"n": w.fig("repairs.minutes", only, form="hours")})
        w.close()


def own_quality(w: Writer, only: Mapping[str, str]) -> None:
    """In time or not, and what people said of it."""
    if w.has("repairs.on_time", only):
        w.say(_("按期办结率%(n)s。") % {"n": w.fig("repairs.on_time", only)})
    if w.has("repairs.rating", only):
        words = {"score": w.fig("repairs.rating", only), "share": w.fig("repairs.rated", only)}
        w.say(_("修好的单子里有%(share)s得到评价，平均%(score)s。") % words)
    if w.has("repairs.saved", only):
        w.say(_("自己动手，为学校节约%(n)s。") % {"n": w.fig("repairs.saved", only)})
    asked = {"person": only["worker"]}
    if w.has("repairs.first_asked", asked):
        words = {"n": w.fig("repairs.first_asked", asked), "share": w.fig("repairs.first_asked_done", asked)}
        w.say(_("首问受理%(n)s，已经修好%(share)s。") % words)
    w.close()
