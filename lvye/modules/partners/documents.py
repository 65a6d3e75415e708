"""The partners on paper: the contract's sheet, the evaluation's, and the notice that a rent is late."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import school_name
from lvye.kernel.rules import api as rules
from lvye.kit import say

from .models import Contract, Evaluation, Rent
from .queries import contract_money
from .services import open_amount, suggested
from .services.judging import MARKS

Facts = list[tuple[str, str]]


def _absolute(name: str, pk: int) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[pk])}"


def contract_sheet(contract: Contract, *, today: date) -> bytes:
    """合同登记表: what was agreed, payments, guarantees and duties, with boxes to sign."""
    money = contract_money(contract, today=today)
    signed = say.day(contract.signed_on) if contract.signed_on else ""
    facts: Facts = [
        (_("合同名称"), contract.title), (_("对方单位"), contract.partner.name),
        (_("类别"), contract.category.name), (_("状态"), str(contract.get_status_display())),
        (_("金额"), say.money(contract.amount) if contract.amount is not None else _("按实结算")),
        (_("大写"), say.money_upper(contract.amount) if contract.amount is not None else ""),
        (_("期限"), say.period(contract.begins_on, contract.ends_on)), (_("签订日期"), signed),
        (_("经办人"), contract.handler.name if contract.handler else ""),
        (_("补充哪份合同"), contract.main.number if contract.main else ""),
        (_("已付"), say.money(money.paid)), (_("待付"), say.money(money.planned)),
    ]  # fmt: skip
    content: bytes = papers.form_pdf(
        title=_("合同登记表"), school=school_name(), printed_on=today, register=_("合同"), number=contract.number,
        facts=[(label, value) for label, value in facts if value], text=contract.terms,
        lines=[table for table in _contract_tables(contract) if table.rows],
        signatures=[
            papers.Signature(_("经办人")), papers.Signature(_("总务主任")), papers.Signature(_("财务")),
            papers.Signature(_("分管副校长")),
        ],
        url=_absolute("partners.contract:detail", contract.pk), code=contract.number,
    )  # fmt: skip
    return content


def _contract_tables(contract: Contract) -> list[papers.Table]:
    paid = [
        [one.label, one.condition, say.day(one.due_on), say.money(one.amount), str(one.get_status_display()),
         say.day(one.paid_on) if one.paid_on else "", one.voucher]
        for one in contract.instalments.order_by("due_on", "pk")
    ]  # fmt: skip
    held = [
        [str(one.get_kind_display()), str(one.get_form_display()), say.money(one.amount), say.day(one.return_on),
         str(one.get_status_display())]
        for one in contract.guarantees.order_by("pk")
    ]  # fmt: skip
    duties = [
        [one.what, str(one.get_side_display()), str(one.get_every_display()), say.day(one.due_on),
         str(one.get_status_display()), one.result]
        for one in contract.obligations.order_by("due_on", "pk")
    ]  # fmt: skip
    return [
        papers.Table(
            [_("哪一笔"), _("付款条件"), _("约定付款日"), _("金额"), _("状态"), _("付款日期"), _("凭证号")], paid,
            widths=(14, 20, 16, 14, 9, 16, 11), numeric={3}, caption=_("付款"),
        ),
        papers.Table(
            [_("保证金"), _("形式"), _("金额"), _("约定退还日"), _("状态")], held, numeric={2}, caption=_("保证金")
        ),
        papers.Table(
            [_("义务"), _("谁的义务"), _("多久一次"), _("期限"), _("状态"), _("履行情况")], duties,
            widths=(30, 10, 10, 16, 10, 24), caption=_("双方义务"),
        ),
    ]  # fmt: skip


def evaluation_sheet(evaluation: Evaluation, *, today: date) -> bytes:
    """供应商评价表: the marks with their weights, the score, the verdict, boxes for those who judged."""
    day = evaluation.decided_on or today
    labels = {name: str(Evaluation._meta.get_field(name).verbose_name) for name in MARKS}  # type: ignore[union-attr]
    rows = [
        [labels[name], f"{rules.value(f'partners.weight_{name}', on=day)}%", str(getattr(evaluation, name))]
        for name in MARKS
    ]
    rows.append([_("总分"), "", str(evaluation.score)])
    verdict = str(evaluation.get_verdict_display()) if evaluation.verdict else ""
    facts: Facts = [
        (_("单位"), evaluation.partner.name), (_("类型"), str(evaluation.partner.get_kind_display())),
        (_("年度"), str(evaluation.year)), (_("结论"), verdict), (_("评价人"), evaluation.members),
        (_("评定日期"), say.day(evaluation.decided_on) if evaluation.decided_on else ""),
    ]  # fmt: skip
    content: bytes = papers.form_pdf(
        title=_("供应商年度评价表"), school=school_name(), printed_on=today, register=_("供应商评价"),
        facts=[(label, value) for label, value in facts if value], text=evaluation.words,
        lines=[papers.Table([_("项目"), _("权重"), _("得分")], rows, numeric={1, 2})],
        signatures=[
            papers.Signature(_("采购员")), papers.Signature(_("使用部门")), papers.Signature(_("总务主任")),
            papers.Signature(_("分管副校长"), "", evaluation.decided_on),
        ],
        url=_absolute("partners.evaluation:detail", evaluation.pk),
    )  # fmt: skip
    return content


def rent_notice(rent: Rent, *, today: date) -> bytes:
    """租金缴纳通知单: what is asked, what came in, what is open, until when."""
    lease = rent.lease
    facts: Facts = [
        (_("承租承包人"), lease.partner.name), (_("租约"), str(lease)), (_("地点"), lease.place.full_name),
        (_("租期"), say.period(rent.begins_on, rent.ends_on)), (_("应交日期"), say.day(rent.due_on)),
        (_("应收"), say.money(rent.amount)), (_("减免"), say.money(rent.waived) if rent.waived else ""),
        (_("还差"), say.money(open_amount(rent))), (_("租金上缴到"), lease.remitted_to),
    ]  # fmt: skip
    late = rent.due_on < today
    text = _("请在%(day)s以前交清。") if not late else _("应交日期%(day)s已过，请尽快交清；多次逾期的，按合同处理。")
    content: bytes = papers.form_pdf(
        title=_("租金缴纳通知单"), school=school_name(), printed_on=today, register=_("租金"),
        facts=[(label, value) for label, value in facts if value], text=text % {"day": say.day(rent.due_on)},
        signatures=[papers.Signature(_("总务处")), papers.Signature(_("财务")), papers.Signature(_("承租承包人签收"))],
        url=_absolute("partners.rent:detail", rent.pk), code=lease.number,
    )  # fmt: skip
    return content


def verdict_words(evaluation: Evaluation, *, today: date) -> str:
    """The verdict the score asks for, in words."""
    wanted = suggested(evaluation.score, on=today)
    return str(dict(Evaluation._meta.get_field("verdict").flatchoices)[wanted])
