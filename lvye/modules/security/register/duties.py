"""The guards' recurring checks, for the library of duties."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import EVERY, SCHOOL, Cadence, Duty, DutySpec, Item, TargetSource, Window, ship, target
from lvye.modules.security.models import Camera, CameraStatus, CrossPoint, Equipment, EquipmentStatus, KeyPlace
from lvye.modules.security.services.cameras import DAYS
from lvye.modules.security.services.gates import DUTY

GUARDING = "GB/T 29315-2022"
OWN = "本校安全保卫制度"  # house: kept as the library's words


def _keyplaces(duty: Duty) -> object:
    rows = KeyPlace.objects.filter(is_active=True).select_related("place").order_by("place__sort", "pk")
    return rows.filter(is_watched=True) if duty.code == DUTY else rows


target(
    TargetSource(
        code="security.keyplace", label=_("重点部位"), rows=_keyplaces, title=lambda one: one.place.full_name,  # type: ignore[arg-type]
    )
)  # fmt: skip
target(
    TargetSource(
        code="security.camera", label=_("监控点"),
        rows=lambda duty: Camera.objects.exclude(status=CameraStatus.OFF).select_related("place").order_by("number"),
    )
)  # fmt: skip
target(
    TargetSource(
        code="security.equipment", label=_("安保器材"),
        rows=lambda duty: Equipment.objects.filter(status=EquipmentStatus.USED).select_related("place").order_by("pk"),
    )
)  # fmt: skip

target(
    TargetSource(
        code="security.crosspoint", label=_("校门口交通设施"),
        rows=lambda duty: CrossPoint.objects.filter(is_active=True).select_related("place").order_by("pk"),
    )
)  # fmt: skip


def _hours(*spans: tuple[int, int, str]) -> tuple[Window, ...]:
    return tuple(Window(time(begin), time(end % 24), name) for begin, end, name in spans)


def _ticks(*pairs: tuple[str, object]) -> tuple[Item, ...]:
    return tuple(Item(code=code, label=str(label)) for code, label in pairs)


ship(
    DutySpec(
        code=DUTY, name=str(_("门岗每小时在岗")), area="security", post="guard", proof="scan", grace=10,
        targets="security.keyplace",
        cadence=Cadence(unit="day", days=EVERY, windows=_hours(*((hour, hour + 1, "") for hour in range(24)))),
        items=_ticks(("manned", _("有人在岗")), ("locked", _("没有人进出时门锁好"))),
        basis=GUARDING, evidence="secondary",
        purpose=str(_("每个整点扫一下贴在门卫室的码。哪一小时没有扫，马上通知主任。")),
    ),
    DutySpec(
        code="security-keyplaces", name=str(_("重点部位巡查")), area="security", post="guard", proof="scan", grace=30,
        targets="security.keyplace",
        cadence=Cadence(
            unit="day", days=EVERY,
            windows=_hours((6, 9, str(_("早"))), (10, 12, str(_("上午"))), (14, 16, str(_("下午"))),
                           (18, 20, str(_("晚"))), (22, 2, str(_("夜")))),
        ),
        items=_ticks(
            ("safe", _("门窗锁好，没有异常")), ("people", _("没有闲杂人员")), ("works", _("灯、报警、护栏完好")),
        ),
        basis=GUARDING, evidence="secondary", purpose=str(_("重点部位一天不少于五遍，到一处扫一处。")),
    ),
    DutySpec(
        code="security-night", name=str(_("夜间围墙和宿舍周围巡逻")), area="security", post="guard", proof="scan",
        in_order=True, grace=30,
        cadence=Cadence(unit="day", days=EVERY, windows=_hours((21, 23, str(_("前半夜"))), (1, 3, str(_("后半夜"))))),
        items=_ticks(
            ("wall", _("围墙、后山没有人翻越")), ("dorm", _("宿舍周围没有人进出")), ("lights", _("路灯亮着")),
            ("gates", _("校门、侧门锁好")),
        ),
        basis=OWN, purpose=str(_("按路线次序一处一处扫码。看有没有学生翻墙外出，有没有外人进来。")), fits=("boarding",),
    ),
    DutySpec(
        code="security-cameras", name=str(_("监控逐点看回放")), area="security", post="guard",
        targets="security.camera", cadence=Cadence(unit="month", days=EVERY, is_whole=True),
        items=(
            *_ticks(("picture", _("画面清楚，没有遮挡")), ("clock", _("时间准"))),
            Item(code=DAYS, label=str(_("能回放几天")), kind="reading", unit=str(_("天")), low=Decimal(30),
                 hint=str(_("反恐重点目标90天。"))),
        ),
        basis="GB/T 29315；反恐怖主义法 第32条", evidence="law",  # house: kept as the library's words
        purpose=str(_("一个点一个点点开，拉到最早能看的那一天，数天数。")),
    ),
    DutySpec(
        code="security-equipment", name=str(_("安保器材检查")), area="security", post="guard",
        targets="security.equipment", cadence=Cadence(unit="month", days=EVERY, is_whole=True),
        items=_ticks(("there", _("数量对、拿得到")), ("works", _("完好、电充满")), ("date", _("没有过期"))), basis=OWN,
        purpose=str(_("钢叉、盾牌、对讲机、一键报警，一样一样拿起来看。")),
    ),
    DutySpec(
        code="security-crossing", name=str(_("上学放学护送")), area="security", roster="escort",
        cadence=Cadence(
            unit="day", days=SCHOOL,
            windows=(
                Window(time(7, 10), time(8, 10), str(_("上学"))), Window(time(16, 20), time(17, 40), str(_("放学"))),
            ),
        ),
        items=_ticks(
            ("people", _("护导教师、保安在校门和路口")), ("flag", _("护学旗、反光背心、减速牌摆好")),
            ("police", _("交警到位，没有到的打电话")), ("queue", _("路队举班牌，家长车不堵门")),
        ),
        basis=OWN, purpose=str(_("护导教师到岗点一下，有问题写一句。")),
    ),
    DutySpec(
        code="security-traffic", name=str(_("校门口交通设施检查")), area="security", post="guard",
        targets="security.crosspoint", cadence=Cadence(unit="month", days=EVERY, is_whole=True),
        items=_ticks(
            ("there", _("在、没有歪倒")), ("clear", _("线和字看得清")), ("free", _("没有被车、摊位挡住")),
        ),
        basis=OWN, purpose=str(_("斑马线、减速带、标志、护栏一处一处看；校外的坏了写信给管它的单位。")),
    ),
    DutySpec(
        code="security-check", name=str(_("夜间查岗")), area="security", post="director",
        cadence=Cadence(unit="week", days=EVERY, is_whole=True),
        items=_ticks(("there", _("夜班保安在岗")), ("awake", _("精神好，没有喝酒")), ("log", _("值班日志写了")),
                     ("round", _("巡逻扫码齐"))),
        basis=OWN, purpose=str(_("每周至少查一次夜班，节假日加查。查到谁、结果怎样，写进值班日志。")),
    ),
    DutySpec(
        code="security-holiday", name=str(_("节假日三防检查")), area="security", post="director",
        cadence=Cadence(unit="holiday", lead=2),
        items=_ticks(
            ("theft", _("防盗：贵重物品入柜，门窗锁好，报警布防")), ("fire", _("防火：电源断开，通道畅通")),
            ("accident", _("防事故：值班表排好，巡逻加密，钥匙交接")),
        ),
        basis=OWN, purpose=str(_("放假前把人防、物防、技防看一遍，假期重点部位加巡。")),
    ),
)  # fmt: skip
