"""Why there is no roster, and what would help, in the words of the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .solver import Advice, Barrier, Because, Empty

FOUND = ("best", "good")  # states of the solver with a roster in hand

MOST_NAMED = 6


def reasons(empty: Sequence[Empty], advice: Sequence[Advice], names: Mapping[int, str]) -> dict[str, Any]:
    """As a roster keeps it: one line for each place that stays empty, one for each thing that would help."""
    helps = [advice_words(one) for one in advice]
    if empty and not helps:
        helps = [_("只放宽一条规则还不够：请减少席位人数、增加可以值的岗位，或者缩短日期再排。")]
    return {"why": [empty_words(one, names) for one in empty], "advice": helps}


def empty_words(one: Empty, names: Mapping[int, str]) -> str:
    """ "10月3日 周六 白班 带班领导要1人，还差1人：李（请假），王（……）。" """
    head = _("%(unit)s的“%(seat)s”要%(count)s人，还差%(lacking)s人：") % {
        "unit": one.unit.label, "seat": one.place.label, "count": one.place.count, "lacking": one.lacking,
    }  # fmt: skip
    if not one.place.people:
        return head + _("没有人担任能值这个席位的岗位。")
    if not one.out:
        return head + _("能值的一共只有%(n)s人。") % {"n": len(one.place.people)}
    return head + "；".join(_grouped(one.out, names)) + "。"


def _grouped(out: Mapping[int, Barrier], names: Mapping[int, str]) -> Iterable[str]:
    by: dict[str, list[str]] = defaultdict(list)
    for person, barrier in out.items():
        by[_short(barrier)].append(names.get(person, ""))
    for why, who in by.items():
        named = "、".join(who[:MOST_NAMED])
        if len(who) > MOST_NAMED:
            named += _("等%(n)s人") % {"n": len(who)}
        yield f"{named}（{why}）"


def _short(one: Barrier) -> str:
    return {
        Because.ABSENT: one.words,
        Because.ELSEWHERE: _("同时有%(what)s") % {"what": one.words},
        Because.REST: _("和%(what)s隔得太近") % {"what": one.words},
        Because.WEEK: _("这周次数已满"),
        Because.HERE: _("已在这一班"),
        Because.POST: _("没有这个岗位"),
    }[one.because]


def advice_words(one: Advice) -> str:
    """What to relax, and how far."""
    return {
        "gap": _("把“两次之间至少隔”改成%(n)s天，就排得出来。"),
        "rest": _("不要求两班之间的休息小时数，就排得出来。"),
        "week": _("把“一人一周最多几次”改成%(n)s次，就排得出来。"),
        "absent": _("请假和不能值的人里，有人能调开，就排得出来。"),
        "hands": _("“%(label)s”再增加%(n)s个能值的人，就排得出来。"),
    }[one.what] % {"n": one.to, "label": one.label}


def progress_words(seconds: float, value: int | None) -> str:
    """Where the solver is."""
    whole = {"n": round(seconds)}
    if value is None:
        return _("已经算了%(n)s秒，正在找第一张能用的表") % whole
    return _("已经算了%(n)s秒，有了一张能用的表，正在排得更匀") % whole


def result_words(result: Mapping[str, Any]) -> str:
    """How good it is, honestly; nothing where none was found."""
    if not result or result["state"] not in FOUND:
        return ""
    given = {"seconds": result["seconds"], "gap": f"{result['gap'] * 100:.2f}%", "n": result["moves"]}
    if result["state"] == "best":
        return _("用%(seconds)s秒排好，已经证明没有更匀的排法。") % given
    return _("用%(seconds)s秒排好；可以证明，最多再挪%(n)s个班还会更匀（差距%(gap)s）。") % given
