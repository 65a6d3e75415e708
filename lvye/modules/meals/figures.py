"""The figures of the meals."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Ratio, Share, Sum, declare

from .models import ComplaintStatus, FeeStatus, LineStatus, Meal, MonthStatus, Section, Side
from .models.voice import Complaint

MEALS = {str(key): word for key, word in Meal.choices}
SIDES = {str(key): word for key, word in Side.choices}
MEAL = Dim(_("餐次"), "meal", MEALS)
SIDE = Dim(_("谁"), "survey__side", SIDES)
GOOD = Q(status=LineStatus.GOOD)

declare(
    Figure(
        name="meals.diners", label=_("就餐人次"), unit=_("人次"), register="meals.serving", date="day",
        value=Sum("eaten"), definition=_("日期在时段内各班和教职工实际就餐的人次，一个人一餐算一次。"),
        by={"meal": MEAL, "class": Dim(_("班级"), "school_class__name")}, breakdowns=(("meal",),),
    )
)  # fmt: skip
declare(
    Figure(
        name="meals.collected", label=_("预收伙食费"), unit=_("元"), register="meals.fee", date="paid_on",
        value=Sum("paid"), where=~Q(status=FeeStatus.VOID),
        definition=_("收款日期在时段内的预收伙食费，不含作废的收据和后来补交的。预收不是收入，吃掉的才是。"),
        by={"class": Dim(_("班级"), "school_class__name"), "standard": Dim(_("标准"), "standard__name")},
        breakdowns=(("standard",),),
    )
)  # fmt: skip
declare(
    Figure(
        name="meals.refunded", label=_("退伙食费"), unit=_("元"), register="meals.refund", date="paid_on",
        value=Sum("amount"), where=Q(status="good"), definition=_("退款日期在时段内退给家长的伙食费，不含作废的。"),
        by={"class": Dim(_("班级"), "fee__school_class__name")}, breakdowns=(),
    )
)  # fmt: skip
for _name, _label, _where, _words in (
    ("income", _("伙食费收入"), Q(category__section=Section.INCOME),
     _("日期在时段内膳食账上的伙食费收入，按实际就餐记，不含预收。")),
    ("food", _("食材支出"), Q(category__is_food=True),
     _("日期在时段内膳食账上买食材的支出（菜品、米油、调味品），没有加减库存。")),
    ("spent", _("膳食账支出"), Q(category__comes_in=False),
     _("日期在时段内膳食账上的全部支出：食材、物料、水电燃气、工资、办公、维修等。")),
):  # fmt: skip
    declare(
        Figure(
            name=f"meals.{_name}", label=_label, unit=_("元"), register="meals.line", date="day", value=Sum("amount"),
            where=GOOD & _where, definition=_words, by={"category": Dim(_("科目"), "category__name")},
        )
    )  # fmt: skip
declare(
    Figure(
        name="meals.published", label=_("膳食账公示"), unit=_("次"), register="meals.month", date="published_on",
        where=Q(status=MonthStatus.PUBLISHED),
        definition=_("公示日期在时段内公示的月份，一个月算一次。"), better="more",
            )
)  # fmt: skip
declare(
    Figure(
        name="meals.waste", label=_("餐厨剩余"), unit=_("公斤"), register="meals.waste", date="day", value=Sum("kilos"),
        definition=_("日期在时段内称过的餐厨剩余：吃剩的、没打完的和加工边角料。没有称的餐次不在内。"), better="less",
        by={"kind": Dim(_("哪一种"), "kind", {"plate": _("吃剩的"), "pot": _("没打完的"), "kitchen": _("加工边角料")}),
            "meal": MEAL},
        breakdowns=(("kind",),),
    )
)  # fmt: skip
for _aspect, _label in (
    ("quality", _("饭菜质量")), ("price", _("价格")), ("hygiene", _("卫生")), ("service", _("服务")),
):  # fmt: skip
    declare(
        Figure(
            name=f"meals.{_aspect}", label=_label, unit="%", register="meals.answer", date="day",
            value=Share(Q(**{f"{_aspect}__gte": 4})), better="more", by={"side": SIDE},
            definition=_("日期在时段内收回的答卷中，这一项点“满意”和“很满意”的占多少。学生、家长、教职工分开看，要和回收率一起看。"),
        )
    )  # fmt: skip
declare(
    Figure(
        name="meals.answered", label=_("测评回收率"), unit="%", register="meals.survey", date="closes_on",
        value=Ratio("answered", "asked"), better="more",
        definition=_("截止日期在时段内的测评，收回的答卷占问的人数的多少。"), by={"side": Dim(_("谁"), "side", SIDES)},
    )
)  # fmt: skip
declare(
    Figure(
        name="meals.meetings", label=_("食管委会议"), unit=_("次"), register="meals.meeting", date="held_on",
        definition=_("开会日期在时段内的食管委会议。"), better="more",
    )
)  # fmt: skip
declare(
    Figure(
        name="meals.complaints", label=_("伙食意见"), unit=_("条"), register="meals.complaint", date="received_on",
        definition=_("收到日期在时段内的伙食意见，不论答没答复。"),
        by={"about": Dim(_("关于什么"), "about", {str(k): w for k, w in Complaint.About.choices}),
            "source": Dim(_("谁提的"), "source", {str(k): w for k, w in Complaint.Source.choices})},
    )
)  # fmt: skip
declare(
    Figure(
        name="meals.timely", label=_("意见按期答复率"), unit="%", register="meals.complaint", date="due_on",
        value=Share(Q(answered_on__lte=F("due_on")) & ~Q(status=ComplaintStatus.NEW)), better="more",
        definition=_("最迟答复日期在时段内的伙食意见中，当天或以前答复的占多少；没答复的算没有按期。"),
        by={"about": Dim(_("关于什么"), "about", {str(k): w for k, w in Complaint.About.choices})}, breakdowns=(),
    )
)  # fmt: skip
