"""The papers of the property, in the layout schools sign: card, transfer, loan, write-off, handover, custody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.assets.chooser import meant, words_in
from lvye.modules.assets.models import ON_BOOKS, Asset, Damage, Loan
from lvye.modules.assets.queries import book_value
from lvye.modules.assets.services.custody import cards_of

Facts = list[tuple[str, Any]]
MOST_LABELS = 2000
WIDE = (1.4, 1.5, 1.4, 0.7, 1, 1.25)


def _form(
    title: str, record: Any, facts: Facts, signers: Sequence[str | papers.Signature], **more: Any
) -> HttpResponse:
    number = str(getattr(record, "number", record))
    address = reverse(f"{record._meta.label_lower}:detail", args=[record.pk])
    content = papers.form_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), register=_("校产"), number=number,
        facts=[(label, value) for label, value in facts if value not in (None, "")],
        signatures=[one if isinstance(one, papers.Signature) else papers.Signature(one) for one in signers],
        url=f"{settings.BASE_URL}{address}", code=number, **more,
    )  # fmt: skip
    return papers.answer(content, f"{title}{number}.pdf")


def _table(cards: Iterable[Asset], caption: str = "") -> papers.Table:
    rows = [
        [one.number, one.name, one.spec, f"{one.qty}{one.unit}", str(one.value), say.day(one.acquired_on)]
        for one in cards
    ]
    heads = [_("资产编号"), _("名称"), _("规格型号"), _("数量"), _("价值（元）"), _("取得日期")]
    return papers.Table(heads, rows, widths=WIDE, numeric={3, 4}, caption=caption)


def _record(request: AuthedRequest, key: str, pk: int) -> Any:
    return get_object_or_404(registers[key].rows(request.user), pk=pk)


@needs("assets.view_asset")
def card(request: AuthedRequest, pk: int) -> HttpResponse:
    """固定资产卡片."""
    asset: Asset = _record(request, "assets.asset", pk)
    today = timezone.localdate()
    life = _("不计提折旧") if asset.life_months is None else _("%(n)s 个月") % {"n": asset.life_months}
    facts: Facts = [
        (_("资产名称"), asset.name), (_("分类"), f"{asset.asset_class.code} {asset.asset_class.name}"),
        (_("规格型号"), asset.spec), (_("品牌"), asset.brand), (_("出厂编号"), asset.serial),
        (_("数量"), f"{asset.qty}{asset.unit}"), (_("价值"), say.money(asset.value)),
        (_("取得日期"), say.day(asset.acquired_on)), (_("取得方式"), asset.get_source_display()),
        (_("折旧年限"), life), (_("净值"), say.money(book_value(asset, on=today))),
        (_("存放地点"), asset.place.full_name if asset.place else ""), (_("保管人"), str(asset.keeper or "")),
        (_("使用人"), str(asset.user or "")), (_("使用部门"), str(asset.department or "")),
        (_("供货单位"), asset.supplier), (_("保修到"), say.day(asset.warranty_until) if asset.warranty_until else ""),
        (_("标签码"), asset.code), (_("状态"), asset.get_status_display()), (_("原编号"), asset.old_number),
        (_("备注"), asset.note),
    ]  # fmt: skip
    moves = [
        [say.day(one.moved_on), str(one.from_place or ""), str(one.to_place or ""), str(one.to_keeper or ""), one.why]
        for one in asset.movements.exclude(moved_on=None).select_related("from_place", "to_place", "to_keeper")
        if one.moved_on
    ]
    heads = [_("日期"), _("原地点"), _("现地点"), _("保管人"), _("原因")]
    lines = [papers.Table(heads, moves, caption=_("变动记录"))] if moves else []
    return _form(_("固定资产卡片"), asset, facts, [_("保管人"), _("资产管理员"), _("总务处")], lines=lines)


@needs("assets.view_transfer")
def transfer(request: AuthedRequest, pk: int) -> HttpResponse:
    """调拨单."""
    paper = _record(request, "assets.transfer", pk)
    lines = paper.lines.select_related("asset", "from_place", "asset__place").order_by("pk")
    before = sorted({str(one.from_place or one.asset.place or "") for one in lines} - {""})
    facts: Facts = [
        (_("调出地点"), "、".join(before[:6])), (_("调入地点"), str(paper.to_place or "")),
        (_("调入部门"), str(paper.to_department or "")), (_("调入班级"), str(paper.to_class or "")),
        (_("新保管人"), str(paper.to_keeper or "")), (_("调拨原因"), paper.why),
        (_("申请日期"), say.day(paper.asked_on)), (_("总务处意见"), paper.answer),
        (_("入账日期"), say.day(paper.posted_on) if paper.posted_on else ""),
    ]  # fmt: skip
    signers = [_("调出部门"), _("调入部门"), _("保管人"), _("总务处")]
    return _form(_("资产调拨单"), paper, facts, signers, lines=[_table(one.asset for one in lines)])


@needs("assets.view_handover")
def handover(request: AuthedRequest, pk: int) -> HttpResponse:
    """交接清单."""
    paper = _record(request, "assets.handover", pk)
    cards = [one.asset for one in paper.lines.select_related("asset").order_by("pk")]
    facts: Facts = [
        (_("移交人"), paper.giver.name), (_("接收人"), paper.taker.name), (_("交接原因"), paper.why),
        (_("列表日期"), say.day(paper.listed_on)), (_("件数"), str(sum(one.qty for one in cards))),
        (_("价值"), say.money(sum((one.value for one in cards), Decimal(0)))),
    ]  # fmt: skip
    given = timezone.localdate(paper.given_at) if paper.given_at else None
    taken = timezone.localdate(paper.taken_at) if paper.taken_at else None
    signers = [
        papers.Signature(_("移交人"), paper.giver.name if given else "", given),
        papers.Signature(_("接收人"), paper.taker.name if taken else "", taken),
        papers.Signature(_("监交人"), paper.watcher),
    ]
    return _form(_("资产交接清单"), paper, facts, signers, lines=[_table(cards)])


@needs("assets.view_custodysheet")
def custody(request: AuthedRequest, pk: int) -> HttpResponse:
    """责任书: before it is signed what stands there, afterwards what was signed for."""
    paper = _record(request, "assets.custodysheet", pk)
    lines = list(paper.lines.select_related("asset").order_by("pk"))
    signed = timezone.localdate(paper.signed_at) if paper.signed_at else None
    cards = [one.asset for one in lines] if lines else list(cards_of(paper))
    facts: Facts = [
        (_("学期"), paper.term.name), (_("时间"), paper.get_phase_display()), (_("地点"), paper.place.full_name),
        (_("保管人"), paper.keeper.name), (_("件数"), str(sum(one.qty for one in cards))),
        (_("价值"), say.money(sum((one.value for one in cards), Decimal(0)))),
    ]  # fmt: skip
    bad = [[str(one.asset), one.get_state_display(), one.note] for one in lines if one.state != "ok"]
    tables = [_table(cards)]
    if bad:
        tables.append(papers.Table([_("资产"), _("情况"), _("说明")], bad, caption=_("签字时有问题的")))
    text = _("我已逐件核对。以上资产由我使用、保管和负责；损坏及时报修，调动先办手续，离岗办交接。")
    own = signed is not None and not paper.on_paper
    keeper = papers.Signature(_("保管人"), paper.keeper.name if own else "", signed if own else None)
    signers = [keeper, papers.Signature(_("总务处"))]
    return _form(_("资产保管责任书"), paper, facts, signers, lines=tables, text=text)


@needs("assets.view_loan")
def loan(request: AuthedRequest, pk: int) -> HttpResponse:
    """借用单."""
    paper: Loan = _record(request, "assets.loan", pk)
    facts: Facts = [
        (_("借用人"), paper.borrower.name), (_("件数"), f"{paper.pieces}{paper.asset.unit}"),
        (_("用途"), paper.purpose), (_("借出日期"), say.day(paper.lent_on)),
        (_("应还日期"), say.day(paper.due_on)),
        (_("归还日期"), say.day(paper.returned_on) if paper.returned_on else ""),
        (_("归还时情况"), paper.get_condition_display() if paper.condition else ""), (_("备注"), paper.note),
    ]  # fmt: skip
    signers = [_("借用人"), _("保管人"), _("归还验收")]
    return _form(_("资产借用单"), paper, facts, signers, lines=[_table([paper.asset])])


@needs("assets.view_damage")
def damage(request: AuthedRequest, pk: int) -> HttpResponse:
    """公物损坏处理单, and once paid the receipt."""
    paper: Damage = _record(request, "assets.damage", pk)
    paid = paper.status == "paid"
    facts: Facts = [
        (_("资产"), str(paper.asset)), (_("件数"), f"{paper.qty}{paper.asset.unit}"),
        (_("性质"), paper.get_kind_display()), (_("发生日期"), say.day(paper.happened_on)),
        (_("班级"), str(paper.school_class or "")), (_("责任人"), str(paper.person or "")), (_("经过"), paper.what),
        (_("计价"), say.money(paper.price) if paper.price else ""),
        (_("赔偿比例"), f"{paper.share}%" if paper.share else ""),
        (_("应赔"), say.money(paper.due) if paper.due else ""), (_("处理意见"), paper.opinion),
        (_("实收"), f"{say.money(paper.paid)}（{say.money_upper(paper.paid)}）" if paid else ""),
        (_("交款日期"), say.day(paper.paid_on) if paper.paid_on else ""), (_("收据号"), paper.receipt),
    ]  # fmt: skip
    title = _("公物损坏赔偿收据") if paid else _("公物损坏处理单")
    return _form(
        title, paper, facts, [_("交款人") if paid else _("责任人"), _("收款人") if paid else _("班主任"), _("总务处")]
    )


@needs("assets.view_writeoff")
def writeoff(request: AuthedRequest, pk: int) -> HttpResponse:
    """报废单, with the boxes of its chain."""
    paper = _record(request, "assets.writeoff", pk)
    lines = list(paper.lines.select_related("asset").order_by("pk"))
    facts: Facts = [
        (_("类型"), paper.get_size_display()), (_("报废原因"), paper.get_ground_display()),
        (_("情况说明"), paper.why), (_("申请人"), str(paper.applicant or "")),
        (_("申请日期"), say.day(paper.drafted_on)), (_("原值"), say.money(paper.value)),
        (_("净值"), say.money(paper.worth)), (_("批复文号"), paper.reply),
        (_("处置方式"), paper.get_way_display() if paper.way else ""),
        (_("处置收入"), say.money(paper.income) if paper.income else ""), (_("缴款凭证号"), paper.receipt),
        (_("销账日期"), say.day(paper.done_on) if paper.done_on else ""),
    ]  # fmt: skip
    rows = [
        [one.asset.number, one.asset.name, f"{one.asset.qty}{one.asset.unit}", say.day(one.asset.acquired_on),
         str(one.value), str(one.worth), one.state]
        for one in lines
    ]  # fmt: skip
    heads = [_("资产编号"), _("名称"), _("数量"), _("取得日期"), _("原值（元）"), _("净值（元）"), _("技术状况")]
    tables = [papers.Table(heads, rows, widths=(1.4, 1.3, 0.7, 1.25, 0.95, 0.95, 1.1), numeric={2, 4, 5})]
    looked = [[one.person.name, one.opinion, say.day(one.on), ""] for one in paper.appraisals.select_related("person")]
    if looked:
        tables.append(papers.Table([_("鉴定人"), _("意见"), _("日期"), _("签字")], looked, caption=_("技术鉴定")))
    small = [_("申请人"), _("总务处"), _("保管室"), _("主管领导")]
    large = [_("保管室"), _("财务室"), _("校长办公会"), _("主管部门")]
    return _form(_("资产报废单"), paper, facts, small if paper.size == "small" else large, lines=tables)


@needs("assets.view_asset")
def labels(request: AuthedRequest) -> HttpResponseBase:
    """Labels of a room, a keeper, a class, or of typed numbers, as PDF; `size` as papers names them."""
    rows = registers["assets.asset"].rows(request.user).filter(status__in=ON_BOOKS)
    narrowed = {
        name: int(request.GET[name])
        for name in ("place", "keeper", "school_class", "building")
        if request.GET.get(name, "").isdecimal()
    }
    find = request.GET.get("find", "")[:20000]
    ids = [int(one) for one in request.GET.getlist("asset") if one.isdecimal()]
    if find:
        rows = meant(rows, words_in(find))
    elif ids:
        rows = rows.filter(pk__in=ids)
    elif narrowed:
        rows = rows.filter(**narrowed)
    else:
        messages.warning(request, _("请先选房间、保管人或资产，再打印标签。"))
        return redirect("assets:books", by="rooms")
    cards = list(rows.order_by("place", "pk")[:MOST_LABELS])
    if not cards:
        messages.warning(request, _("没有可打印标签的资产。"))
        return redirect("assets:books", by="rooms")
    size = request.GET.get("size", "a4-40x30")
    size = size if size in papers.LABEL_SIZES else "a4-40x30"
    org = school_name()
    made = [
        papers.Label(
            one.code, f"{settings.BASE_URL}{reverse('assets:scan', args=[one.code])}", one.name, one.number, org
        )
        for one in cards
    ]
    return papers.answer(papers.labels(made, size), f"{_('资产标签')}.pdf")
