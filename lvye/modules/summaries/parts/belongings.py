"""What the property has to say: what came and what left, who signed for it, what was lent, broken and paid for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer


def kept(w: Writer) -> None:
    """Additions and write-offs with their value, custody sheets, loans, damage: each only where there was some."""
    if w.has("assets.added"):
        words = {"n": w.fig("assets.added"), "value": w.fig("assets.added_value")}
        w.say(_("新增资产%(n)s，价值%(value)s。") % words)
    if w.has("assets.off"):
        words = {"n": w.fig("assets.off"), "value": w.fig("assets.off_value")}
        w.say(_("按手续报废%(n)s，原值%(value)s") % words)
        if w.has("assets.disposal_income"):
            w.say(_("，处置收入%(income)s上缴") % {"income": w.fig("assets.disposal_income")})
        w.say(_("。"))
    if w.has("assets.custody_signed"):
        w.say(_("逐室签订保管责任书，签字率%(share)s。") % {"share": w.fig("assets.custody_signed")})
    if w.has("assets.loans"):
        w.say(_("办理资产借用%(n)s。") % {"n": w.fig("assets.loans")})
    if w.has("assets.damages"):
        w.say(_("登记公物损坏、遗失%(n)s") % {"n": w.fig("assets.damages")})
        if w.has("assets.damage_paid"):
            w.say(_("，收到赔偿%(sum)s") % {"sum": w.fig("assets.damage_paid")})
        w.say(_("。"))
    w.close()
