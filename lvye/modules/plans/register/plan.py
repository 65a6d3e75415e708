"""The registers of plans, their items, targets and proofs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights, state_html
from lvye.modules.plans import services
from lvye.modules.plans.models import Plan, PlanItem, PlanKind, PlanStatus, Proof, State, Target
from lvye.modules.plans.screens import item, item_form, plan, plan_form
from lvye.modules.plans.sight import items_seen, plans_seen, through_item
from lvye.modules.plans.standing import TONES, aim_words, figure_label

from .posts import HEADS, LEADERS, STAFF


def _submit(made: Plan, *, actor: User) -> Plan:
    return services.plan_submit(made, now=timezone.now(), actor=actor)


def _agree(made: Plan, *, actor: User) -> Plan:
    return services.plan_agree(made, now=timezone.now(), actor=actor)


def _send_back(made: Plan, *, actor: User, why: str = "") -> Plan:
    return services.plan_send_back(made, why=why, now=timezone.now(), actor=actor)


def _close(made: Plan, *, actor: User) -> Plan:
    return services.plan_close(made, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Plan,
        menu="plans",
        icon="flag",
        columns=("title", "kind", "begins_on", "ends_on", "status"),
        fields=("kind", "period", "title", "aim"),
        filters=("kind", "status"),
        sorts=("-id", "begins_on"),
        views=(
            View("running", _("执行中"), {"status": PlanStatus.AGREED}),
            View("waiting", _("待审定"), {"status": PlanStatus.SUBMITTED}),
            View("holiday", _("假期安排"), {"kind": PlanKind.HOLIDAY}),
        ),
        create=services.plan_make,
        amend=services.plan_change,
        actions={"submit": _submit, "agree": _agree, "send_back": _send_back, "close": _close},
        screens={"detail": plan.detail, "new": plan_form.new, "edit": plan_form.edit},
        scope=plans_seen,
        rights=rights(
            (HEADS, "view add change export submit close"),
            (LEADERS, "view export agree send_back"),
            (("desk", "admin"), "view export"),
            (STAFF, "view"),
        ),
        empty=_("还没有计划。新建一份，上期没做完的、快到期的、往年这时有的会列出来让您挑。"),
    )
)


def _state(found: PlanItem) -> Any:
    return state_html(TONES[State(found.state)], str(found.get_state_display()))


def _drop(found: PlanItem, *, actor: User, why: str = "") -> PlanItem:
    return services.item_drop(found, why=why, actor=actor, today=timezone.localdate())


def _restore(found: PlanItem, *, actor: User) -> PlanItem:
    return services.item_restore(found, actor=actor, today=timezone.localdate())


register(
    Register(
        model=PlanItem,
        menu="more",
        icon="todo",
        columns=("what", "area", "person", "post", "due_on", Column("state", _("完成情况"), _state), "plan"),
        loads=(
            "what", "area", "due_on", "state", "status", "person__name", "post__name", "plan__title",
        ),
        fields=("plan", "what", "area", "person", "post", "due_on"),
        more=("begins_on", "off_day", "budget", "partner", "ask", "detail"),
        filters=("state", "status", "area", "plan", "person", "due_on"),
        sorts=("-id", "due_on"),
        views=(
            View("open", _("未完成"), {"state": State.OPEN}),
            View("part", _("部分完成"), {"state": State.PART}),
            View("done", _("完成"), {"state": State.DONE}),
        ),
        actions={"drop": _drop, "restore": _restore},
        screens={"detail": item.detail, "new": item_form.new, "edit": item_form.edit},
        scope=items_seen,
        rights=rights(
            (HEADS, "view add change export drop restore all prove"),
            (LEADERS, "view export all"),
            (("desk",), "view export all prove"),
            (("admin",), "view export all"),
            (STAFF, "view prove"),
        ),
        empty=_("计划里的每一项工作：做什么、谁负责、哪天完成、怎样算完成。先编一份计划。"),
    )
)  # fmt: skip


def _measured(target: Target) -> str:
    return figure_label(target.figure, target.only) if target.figure else str(target.get_proof_display())


register(
    Register(
        model=Target,
        menu="more",
        icon="chart",
        columns=(
            "item", "kind", Column("measured", _("看什么"), _measured), Column("aim", _("要求"), aim_words),
        ),
        filters=("kind",),
        scope=through_item,
        rights=rights((HEADS, "view export"), ((*LEADERS, "desk", "admin"), "view export"), (STAFF, "view")),
        can_add=False,
        empty=_("每项工作怎样算完成：哪个数字达到多少，或者要什么凭据。在计划事项的页面上添。"),
    )
)  # fmt: skip


def _withdraw(proof: Proof, *, actor: User) -> Proof:
    return services.proof_withdraw(proof, now=timezone.now(), actor=actor)


register(
    Register(
        model=Proof,
        menu="more",
        icon="check",
        columns=("item", "kind", "label", "words", "by", "at", "status"),
        filters=("kind", "status"),
        actions={"withdraw": _withdraw},
        scope=through_item,
        rights=rights(
            (HEADS, "view export withdraw"), (("desk",), "view export withdraw"),
            ((*LEADERS, "admin"), "view export"), (STAFF, "view withdraw"),
        ),
        can_add=False,
        empty=_("照片、单据、台账里的记录或一句话，说明一项工作做完了。在计划事项的页面上登记。"),
    )
)  # fmt: skip

panel_on("plans.plan", Panel(_("责任书"), "plans.goalletter", "plan"))
panel_on("people.person", Panel(_("负责的计划事项"), "plans.planitem", "person"))
