"""What property, stores and money have to say: what came, what was given out, what left, what was counted and spent."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer

NAMED = 8  # splits one sentence can carry


def supplies(w: Writer) -> None:
    """Goods received and given out, to whom, lent; what the stores' own counts found."""
    if w.has("stores.received"):
        w.say(_("物资入库%(n)s") % {"n": w.fig("stores.received")})
        w.say(split(w, "stores.received", "kind", _("，其中%(parts)s")))
        w.say(_("。"))
    if w.has("stores.issues"):
        words = {"n": w.fig("stores.issues"), "value": w.fig("stores.issued")}
        w.say(_("按需领用，开出领用单%(n)s，合计%(value)s") % words)
        w.say(split(w, "stores.issued", "department", _("，%(parts)s")))
        w.say(_("。"))
    if w.has("stores.loans"):
        w.say(_("借用物品%(n)s。") % {"n": w.fig("stores.loans")})
    if w.has("stores.gain_loss"):
        w.say(_("库存盘点，盈亏相抵%(n)s。") % {"n": w.fig("stores.gain_loss")})
    w.close()


def opening(w: Writer) -> None:
    """How the term was got ready for: what was checked before the day, what every class had in its hands."""
    if w.has("openings.works"):
        words = {"n": w.fig("openings.works"), "share": w.fig("openings.ready")}
        w.say(_("开学前检修%(n)s，开学时完成%(share)s。") % words)
    if w.has("openings.packs"):
        words = {"n": w.fig("openings.packs"), "share": w.fig("openings.in_time")}
        w.say(_("开学用品发放%(n)s到班级和教师手里，按时率%(share)s。") % words)
    w.close()


def property_kept(w: Writer) -> None:
    """Property that came and left."""
    if w.has("assets.added"):
        words = {"n": w.fig("assets.added"), "value": w.fig("assets.added_value")}
        w.say(_("新增资产%(n)s，价值%(value)s") % words)
        w.say(split(w, "assets.added", "top", _("，其中%(parts)s")))
        w.say(_("。"))
    if w.has("assets.off"):
        words = {"n": w.fig("assets.off"), "value": w.fig("assets.off_value")}
        w.say(_("按手续报废销账%(n)s，原值%(value)s") % words)
        if w.has("assets.disposal_income"):
            w.say(_("，处置收入%(n)s") % {"n": w.fig("assets.disposal_income")})
        w.say(_("。"))
    w.close()


def property_guarded(w: Writer) -> None:
    """Who signed for property, what was damaged and paid for, what the count found."""
    if w.has("assets.custody_signed"):
        w.say(_("财产责任书签字率%(n)s。") % {"n": w.fig("assets.custody_signed")})
    if w.has("assets.damages"):
        w.say(_("公物损坏登记%(n)s") % {"n": w.fig("assets.damages")})
        if w.has("assets.damage_paid"):
            w.say(_("，照章赔偿%(n)s") % {"n": w.fig("assets.damage_paid")})
        w.say(_("。"))
    if w.has("counts.rate"):
        w.say(_("盘点资产%(n)s，账实相符率%(share)s") % {"n": w.fig("counts.seen"), "share": w.fig("counts.rate")})
        if w.has("counts.missing"):
            w.say(_("，盘亏%(n)s正在查明") % {"n": w.fig("counts.missing")})
        w.say(_("。"))
    w.close()


def money(w: Writer) -> None:
    """What was spent and on what, what came in, what went past the budget, what was laid open."""
    if w.has("finance.spent"):
        w.say(_("预算支出%(n)s") % {"n": w.fig("finance.spent")})
        w.say(split(w, "finance.spent", "item", _("，其中%(parts)s")))
        w.say(_("。"))
    _execution(w)
    if w.has("finance.over"):
        w.say(_("超预算经批准放行%(n)s，逐笔写明了理由。") % {"n": w.fig("finance.over")})
    if w.has("finance.income"):
        w.say(_("登记收入%(n)s") % {"n": w.fig("finance.income")})
        if w.has("finance.handed_over"):
            w.say(_("，按收支两条线上缴%(n)s") % {"n": w.fig("finance.handed_over")})
        w.say(_("。"))
    if w.has("partners.rent_received"):
        words = {"n": w.fig("partners.rent_received"), "share": w.fig("partners.rent_rate")}
        w.say(_("收到承包租金%(n)s，收齐率%(share)s。") % words)
    if w.has("finance.repaid"):
        w.say(_("偿还债务本金%(n)s。") % {"n": w.fig("finance.repaid")})
    if w.has("finance.reviews"):
        w.say(_("财务审查小组审查并公示账目%(n)s。") % {"n": w.fig("finance.reviews")})
    w.close()


def _execution(w: Writer) -> None:
    """How far the budget in force is carried out, of how much, and which projects."""
    if w.has("finance.execution"):
        words = {"whole": w.fig("finance.agreed"), "share": w.fig("finance.execution")}
        w.say(_("执行中的预算%(whole)s，已执行%(share)s") % words)
        w.say(split(w, "finance.execution", "project", _("，其中%(parts)s")))
        w.say(_("。"))


def buying(w: Writer) -> None:
    """What was asked for and bought, in which way; what comparing saved; what was accepted; how much in a hurry."""
    if w.has("procurement.requests"):
        w.say(_("受理采购申请%(n)s。") % {"n": w.fig("procurement.requests")})
    if w.has("procurement.orders"):
        words = {"n": w.fig("procurement.orders"), "value": w.fig("procurement.amount")}
        w.say(_("采购下单%(n)s，金额%(value)s") % words)
        w.say(split(w, "procurement.amount", "way", _("，其中%(parts)s")))
        w.say(_("。"))
        if w.has("procurement.saved"):
            w.say(_("货比三家，比最高报价节约%(n)s。") % {"n": w.fig("procurement.saved")})
        w.say(_("紧急采购占%(n)s。") % {"n": w.fig("procurement.emergency")})
    if w.has("procurement.accepted"):
        w.say(_("两人验收到货%(n)s。") % {"n": w.fig("procurement.accepted")})
    w.close()


def partners(w: Writer) -> None:
    """Contracts signed and suppliers judged."""
    if w.has("partners.contracts"):
        words = {"n": w.fig("partners.contracts"), "value": w.fig("partners.contract_amount")}
        w.say(_("签订合同%(n)s，金额%(value)s。") % words)
    if w.has("partners.evaluated"):
        words = {"n": w.fig("partners.evaluated"), "score": w.fig("partners.score")}
        w.say(_("年度评价供应商%(n)s，平均%(score)s") % words)
        if w.has("partners.left"):
            w.say(_("，退出%(n)s") % {"n": w.fig("partners.left")})
        w.say(_("。"))
    w.close()


def split(w: Writer, figure: str, by: str, sentence: str, only: Mapping[str, str] | None = None) -> str:
    """ "，其中办公用品1,200元、…": the largest first; nothing where all is of one kind."""
    values = [value for value in w.numbers.split(figure, by, only=only) if value.value]
    parts = [f"{value.words}{w.fig(figure, value.keys)}" for value in values[:NAMED]]
    return sentence % {"parts": _("、").join(parts)} if len(parts) > 1 else ""
