"""What the kernel is told about duties: registers, rights, menu, the phone's tab, the block on 今日."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register

from . import menu, services, sight  # noqa: F401 - the menu declares itself
from .models import Duty, Fault, Instance, Reading, Result, Spot, Status, Suspicion, Version
from .screens import editor
from .words import cadence_words

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
STAFF = (
    "desk", "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "guard", "cleaner", "gardener",
    "teacher",
)  # fmt: skip
WHOLE = "view export all"
READING = dict.fromkeys((*HEADS, *LEADERS, "admin"), "view export") | dict.fromkeys(STAFF, "view")


def _switch_on(duty: Duty, *, actor: Any, starts_on: Any = None) -> Duty:
    return services.switch_on(duty, starts_on=starts_on, now=timezone.now(), actor=actor)


def _switch_off(duty: Duty, *, actor: Any) -> Duty:
    return services.switch_off(duty, now=timezone.now(), actor=actor)


def _amend(duty: Duty, *, actor: Any, **values: Any) -> Duty:
    return services.duty_amend(duty, now=timezone.now(), actor=actor, **values)


def _excuse(instance: Instance, *, actor: Any, why: str = "") -> Instance:
    return services.instance_excuse(instance, reason=why, actor=actor)


def _settle(fault: Fault, *, actor: Any, measure: str = "") -> Fault:
    return services.fault_settle(fault, measure=measure, actor=actor)


def _clear(suspicion: Suspicion, *, actor: Any, finding: str = "") -> Suspicion:
    return services.suspicion_clear(suspicion, finding=finding, actor=actor)


def _confirm(suspicion: Suspicion, *, actor: Any, finding: str = "") -> Suspicion:
    return services.suspicion_confirm(suspicion, finding=finding, actor=actor)


def _who(duty: Duty) -> str:
    return str(duty.person or duty.post or duty.roster or "")


def _clock(result: Result) -> str:
    if result.clock == "right":
        return ""
    return str(format_html('<span class="st is-soon">{}</span>', result.get_clock_display()))


register(
    Register(
        model=Duty,
        menu="safety",
        icon="check",
        columns=(
            "name",
            "area",
            Column("cadence", _("多久一次"), lambda duty: cadence_words(duty.cadence)),
            Column("who", _("由谁做"), _who, reads=("post", "person")),
            "starts_on",
            "status",
        ),
        filters=("area", "status", "unit", "post"),
        sorts=("name", "-id"),
        views=(
            View("on", _("在用"), {"status": Duty.Status.ON}),
            View("off", _("未启用"), {"status": Duty.Status.OFF}),
        ),
        fields=("name", "area", "unit", "post"),
        screens={"new": editor.new, "edit": editor.edit},
        actions={"switch_on": _switch_on, "switch_off": _switch_off},
        amend=_amend,
        rights=dict.fromkeys((*HEADS, "admin"), "view add change export switch_on switch_off")
        | dict.fromkeys(LEADERS, "view export"),
        empty=_("还没有例行检查事项。到“检查事项库”里挑要做的，定好由谁做、从哪天起。"),
    )
)
register(
    Register(
        model=Instance,
        menu="more",
        icon="check",
        columns=("duty", "name", "spot", "day", "due_at", "status", "why"),
        filters=("duty", "status", "day", "person"),
        sorts=("-id", "-due_at", "due_at"),
        views=(
            View("missed", _("漏检"), {"status": Status.MISSED}),
            View("late", _("补录"), {"status": Status.LATE}),
            View("excused", _("免检"), {"status": Status.EXCUSED}),
        ),
        actions={"excuse": _excuse},
        scope=sight.seen,
        rights=dict.fromkeys((*HEADS, "admin"), f"{WHOLE} do excuse")
        | dict.fromkeys(LEADERS, f"{WHOLE} do excuse")
        | dict.fromkeys(STAFF, "view do"),
        can_add=False,
        empty=_("还没有检查任务。启用一项例行检查，到期要做的就会提前排在这里。"),
    )
)
register(
    Register(
        model=Result,
        menu="more",
        icon="check",
        columns=(
            Column("what", _("检查"), str, reads=("instance__duty", "instance__spot__place")),
            "by_name",
            "done_at",
            Column("clock", _("手机时间"), _clock),
            "is_late",
            "is_proved",
            "bad",
            "cannot",
        ),
        filters=("clock", "is_late", "done_at", "person"),
        sorts=("-id", "-done_at"),
        scope=sight.seen_results,
        rights=READING,
        can_add=False,
        empty=_("还没有检查结果。在“今天要查”里做完一项，就记在这里。"),
    )
)
register(
    Register(
        model=Fault,
        menu="safety",
        icon="warn",
        columns=("label", "words", "duty", "place", "found_on", "status", "measure", "refusal"),
        filters=("status", "duty", "place", "found_on"),
        sorts=("-id", "-found_on"),
        views=(View("open", _("待处理"), {"status": Fault.Status.OPEN}),),
        actions={"settle": _settle},
        scope=sight.seen_results,
        rights=dict.fromkeys((*HEADS, "admin", "desk"), "view export hand settle")
        | dict.fromkeys(LEADERS, "view export")
        | dict.fromkeys([post for post in STAFF if post != "desk"], "view hand settle"),
        can_add=False,
        empty=_("例行检查还没有发现问题。检查中选“不正常”的、读数超限的，都列在这里。"),
    )
)
register(
    Register(
        model=Reading,
        menu="more",
        icon="chart",
        columns=("label", "value", "unit", "duty", "spot", "at", "is_bad"),
        filters=("duty", "is_bad", "at"),
        sorts=("-id", "-at"),
        scope=sight.seen_results,
        rights=READING,
        can_add=False,
        empty=_("还没有读数。检查表里的温度、压力、表底这些数，一次一行。"),
    )
)
register(
    Register(
        model=Suspicion,
        menu="more",
        icon="warn",
        columns=("words", "kind", "duty", "spot", "person", "begins_on", "ends_on", "status", "finding"),
        filters=("status", "kind", "duty", "person"),
        sorts=("-id", "-ends_on"),
        views=(View("new", _("待核实"), {"status": Suspicion.Status.NEW}),),
        actions={"clear": _clear, "confirm": _confirm},
        rights=dict.fromkeys((*HEADS, *LEADERS), "view export clear confirm"),
        can_add=False,
        empty=_("没有可疑的记录。读数天天一样、几十秒查完一层楼，每天夜里会自动找出来。"),
    )
)
register(
    Register(
        model=Version,
        menu="more",
        columns=("duty", "number", "from_on", "why", Column("count", _("项数"), lambda one: len(one.items))),
        filters=("duty",),
        rights=dict.fromkeys((*HEADS, *LEADERS, "admin"), "view"),
        can_add=False,
        empty=_("检查表改一次是一版，旧的一直留着。"),
    )
)
register(
    Register(
        model=Spot,
        menu="more",
        icon="pin",
        columns=("label", "duty", "place", "sort", "is_open"),
        filters=("duty", "place", "is_open"),
        rights=dict.fromkeys((*HEADS, *LEADERS, "admin"), "view"),
        can_add=False,
        empty=_("还没有检查点。在一项检查里选上地点，按走的顺序排好。"),
    )
)
panel_on("duties.duty", Panel(_("检查任务"), register="duties.instance", by="duty"))
panel_on("duties.duty", Panel(_("检查点"), register="duties.spot", by="duty"))
panel_on("duties.duty", Panel(_("检查表"), register="duties.version", by="duty"))
panel_on("duties.result", Panel(_("发现的问题"), register="duties.fault", by="result"))
panel_on("duties.result", Panel(_("读数"), register="duties.reading", by="result"))
panel_on("duties.instance", Panel(_("检查结果"), register="duties.result", by="instance"))
panel_on("places.place", Panel(_("检查发现的问题"), register="duties.fault", by="place"))
panel_on("people.person", Panel(_("做过的检查"), register="duties.result", by="person"))
