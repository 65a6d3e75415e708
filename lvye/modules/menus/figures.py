"""The figures of menus and of announced heads."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Mean, Share, Sum, declare

from .models import WeekKind, WeekStatus
from .words import Course, Meal

WEEKS = Q(kind=WeekKind.WEEK, status=WeekStatus.PUBLISHED)
ON_WALL = Q(week__status=WeekStatus.PUBLISHED)

declare(
    Figure(
        name="menus.published", label=_("公示食谱"), unit=_("份"), register="menus.menuweek", date="begins_on",
        where=WEEKS, better="more",
        definition=_("起始日（周一）在时段内、已经公示的一周食谱；撤回和作废的不算，活动食谱另计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.within", label=_("营养达标的周"), unit="%", register="menus.menuweek", date="begins_on",
        where=WEEKS & Q(is_within__isnull=False), value=Share(Q(is_within=True)), better="more",
        definition=_(
            "时段内公示的一周食谱中，公示时核算能量、蛋白质、三餐能量比例和食物种数都在 WS/T 554-2017 范围内的占多少；"
            "因食材成分不知道而说不准的不在分母里。"
        ),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.kinds", label=_("每周食物种数"), unit=_("种"), register="menus.menuweek", date="begins_on",
        where=WEEKS, value=Mean("kinds"), better="more",
        definition=_("时段内公示的一周食谱，每份的食物种数的平均；油、盐和调味品不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.cost", label=_("食谱成本"), unit=_("元"), register="menus.menuweek", date="begins_on",
        where=WEEKS, value=Mean("cost"), better="less",
        definition=_("时段内公示的一周食谱，每人每天食材成本的平均，按公示时的库存均价或参考价算；价格不全的不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.events", label=_("活动食谱"), unit=_("份"), register="menus.menuweek", date="begins_on",
        where=Q(kind=WeekKind.EVENT, status=WeekStatus.PUBLISHED),
        definition=_("起始日在时段内、已经公示的活动食谱。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.swapped", label=_("临时换菜"), unit=_("道"), register="menus.menudish", date="date",
        where=ON_WALL & Q(instead_of__isnull=False), better="less",
        by={"meal": Dim(_("餐次"), "meal", {str(key): word for key, word in Meal.choices})}, breakdowns=(("meal",),),
        definition=_("用餐日期在时段内、食谱公示以后换掉的菜。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.served", label=_("供应菜品"), unit=_("道次"), register="menus.menudish", date="date", where=ON_WALL,
        by={
            "meal": Dim(_("餐次"), "meal", {str(key): word for key, word in Meal.choices}),
            "course": Dim(_("是什么"), "dish__course", {str(key): word for key, word in Course.choices}),
        },
        breakdowns=(("course",), ("meal",)),
        definition=_("用餐日期在时段内、公示的食谱上的菜，一道菜上一餐算一次；活动食谱也算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.heads", label=_("报餐人次"), unit=_("人次"), register="menus.headcount", date="date",
        value=Sum("count"), by={"meal": Dim(_("餐次"), "meal", {str(key): word for key, word in Meal.choices})},
        breakdowns=(("meal",),),
        definition=_("用餐日期在时段内，各班和教职工报的人数之和，一人一餐算一次；没有报的班不算，不是实际就餐人数。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="menus.late_heads", label=_("截止后改报餐"), unit=_("次"), register="menus.headcount", date="date",
        where=Q(is_late=True), better="less", definition=_("用餐日期在时段内、过了截止时间由食堂改的报餐。"),
    )
)  # fmt: skip
