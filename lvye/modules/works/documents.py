"""Works on paper, as they are signed: 立项表, 变更签证单, 验收单, 结算表."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import school_name
from lvye.kit import say
from lvye.modules.partners.api import Instalment

from .models import Acceptance, Change, ChangeStatus, Project
from .queries import cards_of, contracts_of, purse

Facts = list[tuple[str, str]]
Sign = papers.Signature


def _absolute(name: str, pk: int) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[pk])}"


def _day(day: date | None) -> str:
    return say.day(day) if day is not None else ""


def _money(yuan: Decimal | None) -> str:
    return "" if yuan is None else say.money(yuan)


def _kept(facts: Facts) -> Facts:
    return [(label, value) for label, value in facts if value]


def project_sheet(project: Project, *, today: date) -> bytes:
    """工程立项表: what, why, how much, in which stages, with which papers; boxes for those who agree."""
    facts: Facts = [
        (_("工程名称"), project.name), (_("类型"), str(project.get_kind_display())),
        (_("地点"), project.place.full_name), (_("规模"), project.scale),
        (_("概算"), say.money(project.estimate)), (_("大写"), say.money_upper(project.estimate)),
        (_("资金来源"), str(project.get_fund_display())),
        (_("计划工期"), say.period(project.begins_on, project.ends_on)),
        (_("工程负责人"), project.lead.name), (_("现场监督人"), project.site.name if project.site else ""),
        (_("档案专管人"), project.file_keeper.name if project.file_keeper else ""),
        (_("施工单位"), project.contract.partner.name if project.contract else ""),
        (_("设计单位"), project.designer.name if project.designer else ""),
        (_("监理单位"), project.supervisor.name if project.supervisor else ""),
        (_("保修期"), _("%(n)s 个月") % {"n": project.warranty_months}),
    ]  # fmt: skip
    stages = [
        [str(n), one.name, _day(one.begins_on), _day(one.ends_on), _day(one.began_on), _day(one.ended_on)]
        for n, one in enumerate(project.stages.order_by("begins_on", "pk"), 1)
    ]
    filed = [
        [str(n), one.name, str(one.get_gate_display()), str(one.get_status_display()), one.number or one.why, one.kept]
        for n, one in enumerate(project.formalities.order_by("pk"), 1)
    ]
    tables = [
        papers.Table([_("序号"), _("阶段"), _("计划开始"), _("计划完成"), _("实际开始"), _("实际完成")], stages,
                     widths=(8, 24, 17, 17, 17, 17), numeric={0}, caption=_("阶段")),
        papers.Table([_("序号"), _("手续、资料"), _("什么时候要有"), _("状态"), _("文号、说明"), _("存放在")], filed,
                     widths=(8, 30, 16, 12, 20, 14), numeric={0}, caption=_("手续和档案")),
    ]  # fmt: skip
    text = "\n".join(one for one in (project.why, project.group) if one)
    return papers.form_pdf(
        title=_("工程立项表"), school=school_name(), printed_on=today, register=_("工程台账"), number=project.number,
        facts=_kept(facts), text=text, lines=[one for one in tables if one.rows],
        signatures=[Sign(_("工程负责人")), Sign(_("总务主任")), Sign(_("分管副校长")), Sign(_("校长"))],
        url=_absolute("works.project:detail", project.pk), code=project.number,
    )  # fmt: skip


def change_sheet(change: Change, *, today: date) -> bytes:
    """工程变更签证单: what changes and why, by how much, what it costs with it; boxes for all parties."""
    project = change.project
    money = purse(project)
    counted = change.status == ChangeStatus.AGREED
    facts: Facts = [
        (_("工程"), project.name), (_("工程编号"), project.number),
        (_("施工单位"), project.contract.partner.name if project.contract else ""),
        (_("种类"), str(change.get_kind_display())), (_("日期"), say.day(change.on)),
        (_("变更内容"), change.what), (_("原因"), change.why),
        (_("增减金额"), say.money(change.amount)), (_("大写"), say.money_upper(change.amount)),
        (_("增减工期"), _("%(n)s 天") % {"n": change.days}), (_("合同金额"), _money(money.contract)),
        (_("连同变更"), say.money(money.allowed if counted else money.allowed + change.amount)),
        (_("状态"), str(change.get_status_display())), (_("同意日期"), _day(change.agreed_on)),
    ]  # fmt: skip
    return papers.form_pdf(
        title=_("工程变更签证单"), school=school_name(), printed_on=today, register=_("工程变更签证"),
        number=change.number, facts=_kept(facts),
        signatures=[Sign(_("施工单位")), Sign(_("监理单位")), Sign(_("现场监督人")), Sign(_("总务主任")),
                    Sign(_("分管副校长")), Sign(_("校长"))],
        url=_absolute("works.change:detail", change.pk), code=change.number,
    )  # fmt: skip


def acceptance_sheet(acceptance: Acceptance, *, today: date) -> bytes:
    """工程验收单: who looked and what each said, what was put right, the verdict; boxes for those from outside."""
    project = acceptance.project
    facts: Facts = [
        (_("工程"), project.name), (_("工程编号"), project.number), (_("地点"), project.place.full_name),
        (_("施工单位"), project.contract.partner.name if project.contract else ""),
        (_("哪种验收"), str(acceptance.get_kind_display())), (_("验收日期"), say.day(acceptance.on)),
        (_("开工日期"), _day(project.began_on)), (_("完工日期"), _day(project.finished_on)),
        (_("校外参加的人"), acceptance.outsiders), (_("结论"), str(acceptance.get_status_display())),
        (_("结论日期"), _day(acceptance.decided_on)), (_("保修到"), _day(project.warranty_until)),
    ]  # fmt: skip
    given = [
        [one.person.name, str(one.get_verdict_display()), one.words, ""]
        for one in acceptance.opinions.select_related("person").order_by("pk")
    ]
    found = [
        [one.what, say.day(one.due_on), one.fixed, _day(one.checked_on)] for one in acceptance.findings.order_by("pk")
    ]
    tables = [
        papers.Table([_("验收人"), _("意见"), _("说明"), _("签名")], given, widths=(16, 18, 42, 24),
                     caption=_("各人意见")),
        papers.Table([_("要改的"), _("期限"), _("怎么改的"), _("复查合格")], found, widths=(36, 18, 28, 18),
                     caption=_("提出的问题")),
    ]  # fmt: skip
    return papers.form_pdf(
        title=_("工程验收单"), school=school_name(), printed_on=today, register=_("工程验收"), number=project.number,
        facts=_kept(facts), text=acceptance.words, lines=[one for one in tables if one.rows],
        signatures=[Sign(_("施工单位")), Sign(_("监理单位")), Sign(_("总务主任")), Sign(_("分管副校长"))],
        url=_absolute("works.acceptance:detail", acceptance.pk), code=project.number,
    )  # fmt: skip


def final_sheet(project: Project, *, today: date) -> bytes:
    """工程结算表: contract, changes one by one, handed in, found right, paid, held, left to pay."""
    money = purse(project)
    held = project.defects_until
    left = None if project.settled is None else project.settled - money.paid
    facts: Facts = [
        (_("工程"), project.name), (_("施工单位"), project.contract.partner.name if project.contract else ""),
        (_("概算"), say.money(project.estimate)), (_("合同金额"), _money(money.contract)),
        (_("同意的变更"), say.money(money.changes)), (_("合同和变更"), say.money(money.allowed)),
        (_("送审金额"), _money(project.submitted)), (_("审定金额"), _money(project.settled)),
        (_("大写"), say.money_upper(project.settled) if project.settled is not None else ""),
        (_("审减"), _money(project.submitted - project.settled) if project.submitted and project.settled else ""),
        (_("已付"), say.money(money.paid)), (_("还要付"), _money(left)),
        (_("其中质保金"), say.money(money.held) if money.held else ""),
        (_("质保金退还"), _day(held) if money.held else ""),
        (_("验收日期"), _day(project.passed_on)), (_("结算日期"), _day(project.settled_on)),
        (_("保修到"), _day(project.warranty_until)),
        (_("固定资产卡片"), "、".join(card.number for card in cards_of(project))),
    ]  # fmt: skip
    changes = [
        [one.number, one.what, _day(one.agreed_on), say.money(one.amount)]
        for one in project.changes.filter(status=ChangeStatus.AGREED).order_by("pk")
    ]
    paid = [
        [one.label, _day(one.paid_on), one.voucher, say.money(one.amount)]
        for one in Instalment.objects.filter(
            contract__in=contracts_of(project), status=Instalment.Status.PAID
        ).order_by("paid_on", "pk")
    ]
    tables = [
        papers.Table([_("编号"), _("变更什么"), _("同意日期"), _("增减金额")], changes, widths=(20, 40, 20, 20),
                     numeric={3}, caption=_("变更签证")),
        papers.Table([_("哪一笔"), _("付款日期"), _("凭证号"), _("金额")], paid, widths=(30, 24, 22, 24), numeric={3},
                     caption=_("付款")),
    ]  # fmt: skip
    return papers.form_pdf(
        title=_("工程结算表"), school=school_name(), printed_on=today, register=_("工程台账"), number=project.number,
        facts=_kept(facts), lines=[one for one in tables if one.rows],
        signatures=[Sign(_("施工单位")), Sign(_("审核单位")), Sign(_("总务主任")), Sign(_("财务")), Sign(_("校长"))],
        url=_absolute("works.project:detail", project.pk), code=project.number,
    )  # fmt: skip


def overview_sheet(projects: list[Project], *, url: str, today: date) -> bytes:
    """工程一览表: all works that are planned, under way, or done in the last year, with their money."""
    rows = [
        [str(n), one.name, str(one.get_kind_display()), one.place.full_name, one.scale, say.money(one.estimate),
         _money(one.settled), say.period(one.begins_on, one.ends_on), str(one.get_status_display())]
        for n, one in enumerate(projects, 1)
    ]  # fmt: skip
    head = [_("序号"), _("工程名称"), _("类型"), _("地点"), _("规模"), _("概算"), _("审定"), _("计划工期"), _("状态")]
    return papers.table_pdf(
        title=_("工程一览表"), school=school_name(), printed_on=today, register=_("工程台账"),
        table=papers.Table(head, rows, numeric={0, 5, 6}, widths=(5, 17, 9, 15, 10, 12, 12, 13, 7)),
        signatures=[Sign(_("制表")), Sign(_("总务主任"))], url=url, code=_("工程一览"),
    )  # fmt: skip
