"""The figures of duties: 应检 is 已检, 补录, 漏检 and 免检 together, and the rate says over what it is taken."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvye.kernel.figures.api import Count, Dim, Figure, Share, declare

from .models import Area, Fault, Status

TIMES = pgettext_lazy("检查", "次")
ASKED = Q(status__in=(Status.DONE, Status.LATE, Status.MISSED, Status.EXCUSED))
WANTED = Q(status__in=(Status.DONE, Status.LATE, Status.MISSED))
BY = {
    "duty": Dim(_("事项"), "duty__name"),
    "area": Dim(_("类别"), "duty__area", {str(key): word for key, word in Area.choices}),
    "person": Dim(_("检查人"), "result__by_name"),
    "place": Dim(_("检查点"), "spot__label"),
    "building": Dim(_("楼栋"), "spot__place__building__name"),
}
SHOWN = (("area",), ("duty",))

declare(
    Figure(
        name="duties.asked", label=_("应检"), unit=TIMES, register="duties.instance", date="day",
        where=ASKED, by=BY, breakdowns=SHOWN,
        definition=_("应做日期在时段内、时段已过或已经做了的检查任务：应检＝已检＋补录＋漏检＋免检，一次不少。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="duties.done", label=_("已检"), unit=TIMES, register="duties.instance", date="day",
        where=Q(status=Status.DONE), by=BY, breakdowns=SHOWN, better="more",
        definition=_("应做日期在时段内、在规定时间里做完的检查。时间按手机时间算；手机时间不准的，按收到的时间算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="duties.late", label=_("补录"), unit=TIMES, register="duties.instance", date="day",
        where=Q(status=Status.LATE), by=BY, breakdowns=SHOWN, better="less",
        definition=_("应做日期在时段内、过了规定时间才做或才记的检查，不算按时。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="duties.missed", label=_("漏检"), unit=TIMES, register="duties.instance", date="day",
        where=Q(status=Status.MISSED), by=BY, breakdowns=SHOWN, better="less",
        definition=_("应做日期在时段内、规定时间过了没有做，也没有补录、没有批准免检的检查。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="duties.excused", label=_("免检"), unit=TIMES, register="duties.instance", date="day",
        where=Q(status=Status.EXCUSED), by=BY, breakdowns=SHOWN,
        definition=_("应做日期在时段内、写明原因经批准不做的检查（停课、设备送修）。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="duties.rate", label=_("按时完成率"), unit="", register="duties.instance", date="day",
        where=WANTED, value=Share(Q(status=Status.DONE)), by=BY, breakdowns=SHOWN, better="more",
        definition=_("已检 ÷（已检＋补录＋漏检）。补录不算按时；免检不在分母里，另外列出。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="duties.faults", label=_("检查发现的问题"), unit=pgettext_lazy("问题", "个"), register="duties.fault",
        date="found_on", value=Count(),
        by={
            "area": Dim(_("类别"), "duty__area", BY["area"].words),
            "duty": Dim(_("事项"), "duty__name"),
            "status": Dim(_("状态"), "status", {str(key): word for key, word in Fault.Status.choices}),
        },
        breakdowns=(("area",), ("status",)),
        definition=_("发现日期在时段内，检查中不正常、超出限值的项目，每项算一个；转成报修、隐患的也在内。"),
    )
)  # fmt: skip
