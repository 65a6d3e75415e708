"""The figures of the repairs: each defined once, for screens, summaries, plans and the command line."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Mean, Share, Sum, declare

from .models import Job, Leftover, PlannedWork, Referral, Urging, Visit

S = Job.Status
DONE = Q(status__in=[S.FINISHED, S.CLOSED])
OURS = ~Q(confirmed_how=Job.How.IMPORTED)  # what a sheet brought in has no times of its own
VALID = ~Q(status__in=[S.CANCELLED, S.JOINED])


USED = Q(issue__isnull=True) | Q(issue__status="posted")


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


def _dims(prefix: str = "") -> dict[str, Dim]:
    """The ways in which jobs, and what hangs on them, are split."""
    return {
        "category": Dim(_("大类"), f"{prefix}top__name"),
        "kind": Dim(_("故障类别"), f"{prefix}category__name"),
        "building": Dim(_("楼栋"), f"{prefix}building__name"),
        "source": Dim(_("来源"), f"{prefix}source", _words(Job.Source.choices)),
        "urgency": Dim(_("缓急"), f"{prefix}urgency", _words(Job.Urgency.choices)),
        "worker": Dim(_("维修工"), f"{prefix}worker__name"),
    }


def _some(*names: str, prefix: str = "") -> dict[str, Dim]:
    dims = _dims(prefix)
    return {name: dims[name] for name in names}


REPORTED = declare(
    Figure(
        name="repairs.reported", label=_("报修"), unit=_("件"), register="repairs.job", date="reported_on",
        where=VALID, value=Sum("case_count"), approx="is_approx",
        by={**_some("source", "category", "building", "urgency", "kind"), "place": Dim(_("地点"), "place__full_name")},
        breakdowns=(("source",), ("category",), ("building",), ("urgency",)),
        definition=_("报修日期在时段内的报修单，不含作废和并入的；导入的汇总表按表上写的件数计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.done", label=_("完成维修"), unit=_("件"), register="repairs.job", date="done_on", where=DONE,
        value=Sum("case_count"), approx="is_approx", by=_dims(), better="more",
        breakdowns=(("category",), ("building",), ("source",), ("urgency",), ("worker",)),
        definition=_("完成日期在时段内、状态为待验收或已办结的报修单；导入的汇总表按表上写的件数计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.on_time", label=_("按时修好率"), unit="%", register="repairs.job", date="done_on",
        where=DONE & OURS, value=Share(Q(finished_at__lte=F("finish_by"))), by=_some("category", "urgency", "worker"),
        better="more",
        definition=_("时段内修好的报修单中，修好时间不晚于修好时限的占比；时限按缓急和上班时间算，导入的历史记录不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.responded", label=_("按时到场率"), unit="%", register="repairs.job", date="done_on",
        where=DONE & OURS, value=Share(Q(started_at__lte=F("respond_by"))), by=_some("category", "urgency", "worker"),
        better="more",
        definition=_("时段内修好的报修单中，开工时间不晚于到场时限的占比；导入的历史记录不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.late", label=_("超时修好"), unit=_("件"), register="repairs.job", date="done_on",
        where=DONE & OURS & Q(finished_at__gt=F("finish_by")), by=_some("category", "building", "urgency"),
        better="less", definition=_("时段内修好、但修好时间晚于修好时限的报修单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.reopened", label=_("返修"), unit=_("件"), register="repairs.job", date="done_on",
        where=DONE & Q(reopened_count__gt=0), by=_some("category", "building", "worker"), better="less",
        definition=_("时段内修好的报修单中，曾被退回返修的；一张单返修几次也只算一件。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.work", label=_("维修明细"), unit="", register="repairs.jobline", date="done_on",
        value=Sum("qty"), approx="is_approx",
        by={
            "action": Dim(_("动作"), "action"),
            "object": Dim(_("物件"), "object"),
            "unit": Dim(_("单位"), "unit"),
            **_some("building", "source", "worker", "category", prefix="job__"),
        },
        breakdowns=(("action", "object", "unit"), ("unit",)), apart="unit",
        definition=_("完成日期在时段内的维修明细按“动作、物件、单位”分别求和；只有同一单位的数量可以相加。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.ageing", label=_("老化部件维修"), unit="", register="repairs.jobline", date="done_on",
        where=Q(item__is_watched=True), value=Sum("qty"), approx="is_approx", better="less",
        by={
            "object": Dim(_("物件"), "object"),
            "unit": Dim(_("单位"), "unit"),
            **_some("building", prefix="job__"),
        },
        apart="unit", breakdowns=(("object", "unit"), ("unit",)),
        definition=_("完成日期在时段内的维修明细中，维修项目标了“老化关注”的（水路、电路、暖气管道、电话线、广播等），按物件和单位求和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.saved", label=_("自修节约"), unit=_("元"), register="repairs.job", date="done_on",
        where=DONE & Q(saved_amount__gt=0), value=Sum("saved_amount"), by=_some("category", "worker"), better="more",
        definition=_("时段内自己修好的报修单，外请报价减去材料费后的节约额之和；没有报价的不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.material_cost", label=_("维修材料费"), unit=_("元"), register="repairs.job", date="done_on",
        where=DONE & Q(material_cost__gt=0), value=Sum("material_cost"), by=_some("category", "building"),
        better="less", definition=_("时段内修好的报修单登记的材料费之和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.materials", label=_("维修用料"), unit="", register="repairs.material", date="used_on",
        where=USED, value=Sum("qty"), apart="unit",
        by={
            "material": Dim(_("材料"), "name"), "unit": Dim(_("单位"), "unit"),
            **_some("category", "building", prefix="job__"),
        },
        breakdowns=(("material", "unit"),),
        definition=_("日期在时段内登记的维修用料按材料和单位分别求和；从库里领的不含已红冲的领用单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.stock_cost", label=_("维修领用库存材料"), unit=_("元"), register="repairs.material",
        date="used_on", where=Q(issue__status="posted"), value=Sum("amount"),
        by=_some("category", "building", prefix="job__"),
        definition=_("日期在时段内、维修从库里领用的材料按移动平均价的金额之和，不含已红冲的领用单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.minutes", label=_("维修用时"), unit=_("分钟"), register="repairs.job", date="done_on",
        where=DONE & Q(minutes__gt=0), value=Sum("minutes"), by=_some("category", "worker"),
        definition=_("时段内修好的报修单登记的用时之和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.waited", label=_("等待时间"), unit=_("分钟"), register="repairs.job", date="done_on",
        where=DONE & Q(held_minutes__gt=0), value=Sum("held_minutes"), better="less",
        by={"reason": Dim(_("等什么"), "hold_reason", _words(Job.Hold.choices)), **_some("category")},
        definition=_("时段内修好的报修单在途中等待的上班时间之和，按最后一次等待的原因分。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.rating", label=_("平均评分"), unit=_("分"), register="repairs.rating", date="rated_on",
        value=Mean("score"), by=_some("category", "worker", prefix="job__"), better="more",
        definition=_("时段内收到的评价的平均分（1—5 分）；没有评价的不算好评，也不计入平均，另见“评价率”。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.satisfied", label=_("满意率"), unit="%", register="repairs.rating", date="rated_on",
        value=Share(Q(score__gte=4)), by=_some("category", "worker", prefix="job__"), better="more",
        definition=_("时段内收到的评价中 4 分以上的占比；没有评价的不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.low_rated", label=_("差评"), unit=_("件"), register="repairs.rating", date="rated_on",
        where=Q(score__lte=2), by=_some("category", "worker", prefix="job__"), better="less",
        definition=_("时段内收到的 2 分以下的评价。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.rated", label=_("评价率"), unit="%", register="repairs.job", date="done_on",
        where=DONE & OURS, value=Share(Q(rating__isnull=False)), by=_some("category", "worker"), better="more",
        definition=_("时段内修好的报修单中有评价的占比；导入的历史记录不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.unrated", label=_("未评价"), unit=_("件"), register="repairs.job", date="done_on",
        where=DONE & OURS & Q(rating__isnull=True), by=_some("category", "worker"), better="less",
        definition=_("时段内修好、没有收到评价的报修单；不算好评。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.urged", label=_("催单"), unit=_("次"), register="repairs.urging", date="at",
        where=Q(kind=Urging.Kind.URGE), by=_some("category", "building", prefix="job__"), better="less",
        definition=_("时段内收到的催单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.promises_kept", label=_("答复兑现率"), unit="%", register="repairs.job", date="promised_on",
        where=VALID, value=Share(Q(done_on__lte=F("promised_on"))), by=_some("category", "worker"), better="more",
        definition=_("答应在时段内修好的报修单中，当天或提前修好的占比；改过日期的按最后答应的日期算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.visits", label=_("回访"), unit=_("次"), register="repairs.visit", date="done_on",
        where=Q(status=Visit.Status.DONE), better="more",
        by={"outcome": Dim(_("结果"), "outcome", _words(Visit.Outcome.choices))},
        definition=_("时段内完成的回访，包括联系不上的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.visit_satisfied", label=_("回访满意率"), unit="%", register="repairs.visit", date="done_on",
        where=Q(outcome__in=[Visit.Outcome.SATISFIED, Visit.Outcome.NOT]),
        value=Share(Q(outcome=Visit.Outcome.SATISFIED)), by=_some("category", prefix="job__"), better="more",
        definition=_("时段内联系上的回访中回答满意的占比。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.walks", label=_("走访"), unit=_("次"), register="repairs.walk", date="walked_on", better="more",
        definition=_("时段内到年级和处室走访的次数。"),
    )
)  # fmt: skip
KINDS = {"kind": Dim(_("类型"), "kind", _words(PlannedWork.Kind.choices))}
declare(
    Figure(
        name="repairs.planned", label=_("计划维修"), unit=_("项"), register="repairs.plannedwork", date="due_on",
        where=~Q(status=PlannedWork.Status.DROPPED), by=KINDS, definition=_("完成期限在时段内的计划维修，不含取消的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.planned_done", label=_("完成计划维修"), unit=_("项"), register="repairs.plannedwork",
        date="done_on", where=Q(status=PlannedWork.Status.DONE), by=KINDS, better="more",
        definition=_("完成日期在时段内的计划维修。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.planned_late", label=_("计划维修未按期完成"), unit=_("项"), register="repairs.plannedwork",
        date="due_on", by=KINDS, better="less",
        where=Q(status__in=[PlannedWork.Status.PLANNED, PlannedWork.Status.DOING])
        | Q(status=PlannedWork.Status.DONE, done_on__gt=F("due_on")),
        definition=_("完成期限在时段内、没有完成或晚于期限完成的计划维修。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.planned_qty", label=_("计划维修完成数量"), unit="", register="repairs.plannedwork",
        date="done_on",
        where=Q(status=PlannedWork.Status.DONE, done_qty__gt=0), value=Sum("done_qty"), better="more",
        by={"work": Dim(_("工作内容"), "name"), "unit": Dim(_("单位"), "unit"), **KINDS},
        breakdowns=(("kind", "work", "unit"), ("unit",)), apart="unit",
        definition=_("完成日期在时段内的计划维修登记的完成数量，按“工作内容、单位”分别求和；只有同一单位的数量可以相加。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.planned_work", label=_("计划维修明细"), unit="", register="repairs.plannedline", date="done_on",
        value=Sum("qty"), approx="is_approx",
        by={
            "action": Dim(_("动作"), "action"),
            "object": Dim(_("物件"), "object"),
            "unit": Dim(_("单位"), "unit"),
            "kind": Dim(_("类型"), "work__kind", KINDS["kind"].words),
        },
        breakdowns=(("action", "object", "unit"), ("kind", "unit")), apart="unit",
        definition=_("完成日期在时段内的计划维修中，一样一样记下的做了什么、配发了什么，按“动作、物件、单位”分别求和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.planned_outside", label=_("为外校完成的维修"), unit=_("项"), register="repairs.plannedwork",
        date="done_on", where=Q(status=PlannedWork.Status.DONE) & ~Q(outside=""), better="more",
        by={"outside": Dim(_("校外地点"), "outside"), **KINDS},
        definition=_("完成日期在时段内、地点在校外（例如片区里的其他学校）的计划维修。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.leftovers", label=_("修不了的物件"), unit="", register="repairs.leftover", date="done_on",
        value=Sum("qty"),
        by={
            "fate": Dim(_("去向"), "fate", _words(Leftover.Fate.choices)),
            "object": Dim(_("物件"), "object"),
            "unit": Dim(_("单位"), "unit"),
            **_some("category", prefix="job__"),
        },
        breakdowns=(("fate", "object", "unit"), ("fate", "unit")), apart="unit",
        definition=_("时段内登记为修不了的物件数量，按去向（入库留存、报废、退回）分；后来改了去向的按现在的去向。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.referred", label=_("请示校领导"), unit=_("件"), register="repairs.referral", date="asked_at",
        by={"status": Dim(_("状态"), "status", _words(Referral.Status.choices))},
        definition=_("时段内总务处定不了、向校领导请示的事。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.answered", label=_("请示有答复"), unit=_("件"), register="repairs.referral", date="answered_at",
        where=Q(status=Referral.Status.ANSWERED), better="more", by={"by": Dim(_("答复人"), "answered_by__name")},
        definition=_("时段内校领导答复了的请示；答复同时转给总务处、首问责任人和报修人。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.answer_days", label=_("请示平均答复时间"), unit=_("个工作日"), register="repairs.referral",
        date="answered_at", where=Q(status=Referral.Status.ANSWERED), value=Mean("answer_days"), better="less",
        by={"by": Dim(_("答复人"), "answered_by__name")},
        definition=_("时段内答复的请示从提出到答复的平均工作日数；当天答复的记 0。"),
    )
)  # fmt: skip
ASKED = {"person": Dim(_("首问责任人"), "first_asked__name")}
declare(
    Figure(
        name="repairs.first_asked", label=_("首问受理"), unit=_("件"), register="repairs.job", date="reported_on",
        where=VALID & Q(first_asked__isnull=False), by={**ASKED, **_some("source")},
        definition=_("报修日期在时段内、有首问责任人的报修单：谁先接的谁负责到底；转交过的算在现在负责的人名下。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.first_asked_done", label=_("首问负责到底"), unit="%", register="repairs.job", date="reported_on",
        where=VALID & Q(first_asked__isnull=False), value=Share(DONE), by=ASKED, better="more",
        definition=_("报修日期在时段内、有首问责任人的报修单中，已经修好的占比。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.open", label=_("在办报修"), unit=_("件"), register="repairs.job", date="",
        where=Q(is_open=True), by=_some("category", "building", "urgency", "worker"), better="less",
        definition=_("现在还没有修好的报修单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="repairs.overdue", label=_("超时在办"), unit=_("件"), register="repairs.job", date="",
        where=Q(is_open=True, finish_by__lt=Now()), by=_some("category", "building", "worker"), better="less",
        definition=_("现在还没有修好、并且已经过了修好时限的报修单。"),
    )
)  # fmt: skip
