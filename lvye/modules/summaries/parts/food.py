"""What the meal accounts and the shop have to say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer


def told(w: Writer) -> None:
    """All of it."""
    accounts(w)
    voices(w)
    shop(w)


def accounts(w: Writer) -> None:
    """Meals served, what came in and went out, months made public, what went back to families."""
    if w.has("meals.diners"):
        w.say(_("食堂供餐%(n)s。") % {"n": w.fig("meals.diners")})
    if w.has("meals.income"):
        words = {"income": w.fig("meals.income"), "spent": w.fig("meals.spent")}
        w.say(_("食堂单独核算，按实际就餐记伙食费收入%(income)s，支出%(spent)s") % words)
        if w.has("meals.published"):
            w.say(_("，账目向家长公示%(n)s") % {"n": w.fig("meals.published")})
        w.say(_("。"))
    if w.has("meals.refunded"):
        w.say(_("按实际就餐结算，退还伙食费%(n)s。") % {"n": w.fig("meals.refunded")})
    w.close()


def voices(w: Writer) -> None:
    """The survey with its response rate, the committee, remarks answered in time."""
    if w.has("meals.answered"):
        words = {"rate": w.fig("meals.answered"), "quality": w.fig("meals.quality"), "service": w.fig("meals.service")}
        w.say(
            _(
                "对学生、家长、教职工分别测评，回收率%(rate)s，对饭菜质量满意的占%(quality)s，对服务满意的占%(service)s。"
            )
            % words
        )
    if w.has("meals.meetings"):
        w.say(_("食管委开会%(n)s。") % {"n": w.fig("meals.meetings")})
    if w.has("meals.complaints"):
        words = {"n": w.fig("meals.complaints"), "rate": w.fig("meals.timely")}
        w.say(_("收到伙食意见%(n)s，按期答复率%(rate)s。") % words)
    w.close()


def shop(w: Writer) -> None:
    """Checks of the shop, what they found, prices cut."""
    if w.has("shop.checks"):
        w.say(_("检查小卖部%(n)s") % {"n": w.fig("shop.checks")})
        if w.has("shop.findings"):
            w.say(_("，发现问题%(n)s") % {"n": w.fig("shop.findings")})
        if w.has("shop.cut"):
            w.say(_("，经比价谈成降价的商品%(n)s") % {"n": w.fig("shop.cut")})
        w.say(_("。"))
    w.close()
