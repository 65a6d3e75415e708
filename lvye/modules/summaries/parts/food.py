"""What the menus, the meal accounts and the shop have to say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer


def told(w: Writer) -> None:
    """All of it."""
    menus(w)
    accounts(w)
    voices(w)
    shop(w)


def menus(w: Writer) -> None:
    """Menus published, kinds of food, the share within the norm, changes for a reason, announced heads."""
    if w.has("menus.published"):
        w.say(_("每周公示带量食谱，共%(n)s") % {"n": w.fig("menus.published")})
        if w.has("menus.kinds"):
            w.say(_("，平均每周%(n)s食物") % {"n": w.fig("menus.kinds")})
        if w.has("menus.within"):
            w.say(_("，营养达到学生餐标准的周占%(share)s") % {"share": w.fig("menus.within")})
        w.say(_("。"))
    if w.has("menus.swapped"):
        w.say(_("公示后因故临时换菜%(n)s，都写明原因。") % {"n": w.fig("menus.swapped")})
    if w.has("menus.events"):
        w.say(_("大型活动另编食谱%(n)s。") % {"n": w.fig("menus.events")})
    if w.has("menus.heads"):
        w.say(_("各班报餐%(n)s，按人数备菜。") % {"n": w.fig("menus.heads")})
    w.close()


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
