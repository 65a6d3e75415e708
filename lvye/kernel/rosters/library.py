"""The kinds of duty nearly every school has; a school changes them, closes them, and adds its own."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from .declare import KindSpec, SeatSpec, ShiftSpec, ship

LEADERS = ("principal", "vice_principal", "director", "deputy_director")
TEACHERS = ("teacher",)
LEADER = _("带班领导")
TEACHER = _("值班教师")
GUARD = (SeatSpec(_("门卫"), ("guard",)),)

ship(
    KindSpec(
        code="duty",
        name=_("值班"),
        note=_("每个上课日有一名领导带班、两名教师值班，从早到晚。"),
        gap_days=2,
        order=10,
        shifts=(
            ShiftSpec(
                name=_("白班"), begins="07:00", ends="18:00",
                seats=(SeatSpec(LEADER, LEADERS), SeatSpec(TEACHER, TEACHERS, 2)),
            ),
        ),
    )
)  # fmt: skip
ship(
    KindSpec(
        code="escort",
        name=_("护导"),
        note=_("上学、放学在校门和路口护送学生。"),
        order=20,
        shifts=(
            ShiftSpec(name=_("上学护导"), begins="07:10", ends="08:00", seats=(SeatSpec(_("护导教师"), TEACHERS, 2),)),
            ShiftSpec(name=_("放学护导"), begins="16:30", ends="17:30", seats=(SeatSpec(_("护导教师"), TEACHERS, 2),)),
        ),
    )
)
ship(
    KindSpec(
        code="week",
        name=_("值周"),
        note=_("一周一名行政，课间巡视校园，发现险情启动应急预案。"),
        gap_days=8,
        order=25,
        shifts=(
            ShiftSpec(
                name=_("值周"), begins="07:30", ends="17:30", span="week",
                seats=(SeatSpec(_("值周行政"), (*LEADERS, "desk")),),
            ),
        ),
    )
)  # fmt: skip
ship(
    KindSpec(
        code="meal",
        name=_("陪餐"),
        note=_("每餐有一名学校负责人和学生同桌、同菜、同价用餐，并作记录。"),
        source=_("学校食品安全与营养健康管理规定（教育部令第45号）集中用餐陪餐制度"),
        order=30,
        shifts=(
            ShiftSpec(
                name=_("午餐"), begins="11:30", ends="12:30", seats=(SeatSpec(_("陪餐领导"), (*LEADERS, "teacher")),)
            ),
        ),
    )
)
ship(
    KindSpec(
        code="market",
        name=_("采购监督"),
        note=_("食材到货时由两名教师监督验收，一周一轮换。"),
        gap_days=15,
        order=40,
        shifts=(
            ShiftSpec(
                name=_("到货监督"),
                begins="06:30",
                ends="07:30",
                span="week",
                seats=(SeatSpec(_("监督员"), TEACHERS, 2),),
            ),
        ),
    )
)  # fmt: skip
ship(
    KindSpec(
        code="holiday",
        name=_("周末和假期值班"),
        note=_("双休日、法定节假日和寒暑假，每天一名领导带班、一名教职工值班。"),
        gap_days=4,
        order=50,
        shifts=(
            ShiftSpec(
                name=_("全天"), begins="08:00", ends="18:00", on="rest",
                seats=(SeatSpec(LEADER, LEADERS), SeatSpec(_("值班员"), (*TEACHERS, "desk", "keeper"))),
            ),
        ),
    )
)  # fmt: skip
ship(
    KindSpec(
        code="gate",
        name=_("门卫班次"),
        note=_("校门一天二十四小时有人在岗，三班轮换。"),
        source=_("中小学幼儿园安全防范要求（GB/T 29315-2022）门卫室24小时值守"),
        rest_hours=12,
        order=60,
        shifts=(
            ShiftSpec(name=_("早班"), begins="06:00", ends="14:00", on="every", seats=GUARD),
            ShiftSpec(name=_("中班"), begins="14:00", ends="22:00", on="every", seats=GUARD),
            ShiftSpec(
                name=_("夜班"), begins="22:00", ends="06:00", on="every", weight=Decimal("1.5"),
                seats=GUARD,
            ),
        ),
    )
)  # fmt: skip
