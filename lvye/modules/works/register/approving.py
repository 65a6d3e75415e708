"""Works and their changes are agreed to before anything is done."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import Approvable, Chain, StepSpec, approvable, asking_of, ship
from lvye.kit import say
from lvye.modules.works import services
from lvye.modules.works.models import Change, Project
from lvye.modules.works.queries import purse


def _project_facts(project: Project, user: User) -> list[tuple[Any, ...]]:
    papers = "、".join(project.formalities.order_by("pk").values_list("name", flat=True))
    stages = "；".join(
        f"{one.name} {say.period(one.begins_on, one.ends_on)}" for one in project.stages.order_by("begins_on", "pk")
    )
    return [
        (_("做什么"), f"{project.get_kind_display()} {project.name} {project.scale}".strip()),
        (_("在哪里"), project.place.full_name),
        (_("为什么"), project.why),
        (_("概算"), f"{say.money(project.estimate)}（{project.get_fund_display()}）"),
        (_("工期"), say.period(project.begins_on, project.ends_on)),
        (_("阶段"), stages or _("还没有排"), "" if stages else "soon"),
        (_("要办的手续"), papers),
        (_("谁负责"), project.lead.name),
    ]


def _change_facts(change: Change, user: User) -> list[tuple[Any, ...]]:
    money = purse(change.project)
    after = money.allowed + change.amount
    return [
        (_("工程"), str(change.project)),
        (_("变什么"), f"{change.get_kind_display()}：{change.what}"),
        (_("为什么"), change.why),
        (_("增减"), say.money(change.amount)),
        (_("工期"), _("%(n)s 天") % {"n": change.days}),
        (_("合同加已同意的变更"), say.money(money.allowed)),
        (_("同意以后"), say.money(after), "late" if after > money.estimate else "done"),
        (_("立项概算"), say.money(money.estimate)),
    ]


def _agreed(change: Change, *, actor: User) -> Change:
    asking = asking_of(change)  # it counts from the day of the last yes
    day = timezone.localdate(asking.ended_at if asking is not None else None)
    return services.change_agreed(change, actor=actor, today=day)


approvable(
    Approvable(
        register="works.project",
        label=_("工程立项"),
        agreed=services.project_agreed,
        refused=services.project_back,
        returned=services.project_back,
        withdrawn=services.project_back,
        amount=lambda project: project.estimate,
        traits=lambda project: {"kind": project.kind},
        trait_labels={"kind": _("工程类型")},
        trait_choices={"kind": lambda: [(value, str(label)) for value, label in Project.Kind.choices]},
        facts=_project_facts,
    )
)
approvable(
    Approvable(
        register="works.change",
        label=_("变更签证"),
        agreed=_agreed,
        refused=services.change_refused,
        returned=services.change_back,
        withdrawn=services.change_back,
        amount=lambda change: abs(change.amount),
        facts=_change_facts,
    )
)
ship(
    Chain(
        "works-project",
        _("工程立项：分管副校长，大的校长签"),
        "works.project",
        (StepSpec("vice_principal"), StepSpec("principal", above="works.principal_line")),
        note=_("要集体决定、报主管部门批的，再加一步“会议”和“外单位”。"),
    ),
    Chain(
        "works-change",
        _("变更签证：分管副校长，大的校长签"),
        "works.change",
        (StepSpec("vice_principal"), StepSpec("principal", above="works.change_line")),
    ),
)
