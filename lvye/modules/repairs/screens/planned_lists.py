"""Lists of planned works a school begins with; each is ticked, dated and given to somebody before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.modules.repairs.models import PlannedWork

Text = str | Promise
K = PlannedWork.Kind


@dataclass(frozen=True)
class Work:
    """One line of a list: what, and the unit it is counted in."""

    name: Text
    unit: Text = ""


@dataclass(frozen=True)
class WorkList:
    """A list by its kind. batch: how the batch is called, with the year; before_opening: due before the term begins."""

    kind: str
    label: Text
    batch: Text
    works: tuple[Work, ...]
    before_opening: bool = True


LISTS: dict[str, WorkList] = {
    one.kind: one
    for one in (
        WorkList(
            K.OVERHAUL,
            _("开学前检修"),
            _("%(term)s开学前检修"),
            (
                Work(_("课桌凳逐张检查修理"), _("张")),
                Work(_("教室门窗、锁和插销检查"), _("间")),
                Work(_("教室灯具、开关插座检查"), _("间")),
                Work(_("多媒体设备开机检查"), _("间")),
                Work(_("饮水机、开水器清洗检修"), _("台")),
                Work(_("厕所水阀、地漏和便池检查"), _("处")),
                Work(_("宿舍床架、门锁和线路检查"), _("间")),
                Work(_("食堂水、电、气和排烟检查"), _("处")),
                Work(_("应急灯和疏散标志检查"), _("处")),
                Work(_("钥匙清点补配"), _("把")),
                Work(_("教室铁锁、铁锹、扫帚配发"), _("件")),
            ),
        ),
        WorkList(
            K.HOLIDAY,
            _("假期维修"),
            _("%(year)s年假期维修"),
            (
                Work(_("屋面和天沟防水修补"), _("处")),
                Work(_("教学楼墙面修补"), _("处")),
                Work(_("供水和暖气管道检修"), _("处")),
                Work(_("配电箱和线路检修"), _("处")),
                Work(_("围墙、护栏和大门修补"), _("处")),
                Work(_("课桌凳集中大修"), _("张")),
                Work(_("体育器材加固修理"), _("件")),
                Work(_("电教设备集中保养"), _("台")),
            ),
        ),
        WorkList(
            K.DRAIN,
            _("清掏疏通"),
            _("%(year)s年汛期前清掏"),
            (
                Work(_("雨水井清掏"), _("个")),
                Work(_("楼顶地漏清理"), _("个")),
                Work(_("污水井和化粪池清掏"), _("个")),
                Work(_("排水沟疏通"), _("米")),
                Work(_("水泵试机"), _("台")),
            ),
            before_opening=False,
        ),
        WorkList(
            K.WINTER,
            _("过冬准备"),
            _("%(year)s年过冬准备"),
            (
                Work(_("暖气打压试水"), _("栋")),
                Work(_("门窗密封条和滑轮更换"), _("扇")),
                Work(_("室外水管包保温层"), _("处")),
                Work(_("锅炉和换热站检修"), _("台")),
            ),
            before_opening=False,
        ),
        WorkList(
            K.PAINT,
            _("粉刷除锈"),
            _("%(year)s年粉刷除锈"),
            (
                Work(_("垃圾桶除锈刷漆"), _("个")),
                Work(_("灭火器箱除锈刷漆"), _("个")),
                Work(_("栏杆除锈刷漆"), _("处")),
                Work(_("走廊和楼梯间粉刷"), _("处")),
            ),
            before_opening=False,
        ),
    )
}
