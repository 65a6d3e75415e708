"""Kinds of hazards and conditions of 重大隐患 a school begins with; it changes them as it likes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.inspections.models import Kind, MajorItem

# code, name, what is looked at, icon, whether a warning usually goes first
KINDS: tuple[tuple[str, Any, Any, str, bool], ...] = (
    ("building", _("房屋墙体"), _("裂缝、倾斜、脱落的墙皮、天花、外墙砖"), "building", True),
    ("stairs", _("楼梯栏杆"), _("踏步破损、栏杆松动、扶手断开、栏杆高度"), "up", True),
    ("porch", _("廊柱门厅"), _("柱子、雨棚、门厅吊顶"), "pillars", True),
    ("canopy", _("雨棚车棚"), _("焊点、螺栓、能不能经得住七八级大风"), "home", True),
    ("signs", _("牌架悬挂物"), _("标牌、吊扇、灯具、空调外机、广告架"), "flag", True),
    ("windows", _("门窗玻璃"), _("玻璃开裂、窗扇松动、防护栏、门扇"), "door", False),
    ("sports", _("体育器械"), _("篮球架、单双杠、地面固定、锈蚀"), "heart", True),
    ("wall", _("围墙大门"), _("围墙倾斜、能翻越的地方、大门滑轮"), "wall", True),
    ("toilet", _("厕所地面"), _("地面湿滑、蹲位隔板、化粪池盖板"), "toilet", False),
    ("electric", _("用电线路"), _("老化、裸露、私拉乱接、过载、配电箱"), "bolt", True),
    ("water", _("给水排水燃气"), _("漏水、井盖、水池盖、燃气阀门和报警器"), "drop", False),
    ("fire", _("消防设施"), _("灭火器、消火栓、疏散通道、应急灯、安全出口"), "lamp", False),
    ("lab", _("实验室危化品"), _("专柜、双人双锁、通风、标签"), "shield", True),
    ("canteen", _("食堂设备"), _("炉灶、蒸箱、绞肉机护罩、地面、燃气"), "bowl", False),
    ("ground", _("道路场地树木"), _("坑洼、井盖、枯枝、积水、结冰"), "leaf", False),
    ("around", _("校园周边"), _("交通、摊点、后山、施工、水塘"), "globe", False),
    ("other", _("其他"), "", "warn", False),
)  # fmt: skip
GUIDE = _("教育系统重大事故隐患判定指南（教发厅函〔2024〕20号）")
FIRE, HOUSE = _("消防"), _("房屋")
# Wordings of the guide are kept as read at second hand: the director compares them with the document once.
MAJOR: tuple[tuple[str, Any, Any, Any, Any], ...] = (
    ("fire-duty", FIRE, _("没有建立消防安全责任制"), GUIDE, _("第三条（一）")),
    ("fire-cellar", FIRE, _("宿舍、儿童用房设在地下或半地下，或儿童用房设在四层及以上"), GUIDE, _("第三条（一）")),
    ("fire-panels", FIRE, _("人员密集场所用易燃可燃材料或泡沫夹芯板搭建、装修、隔断"), GUIDE, _("第三条（一）")),
    ("fire-systems", FIRE, _("应设的消防设施没有设、坏了、停用，或宿舍、午休室没有报警装置"), GUIDE, _("第三条（一）")),
    ("fire-hotwork", FIRE, _("没有审批就动火作业"), GUIDE, _("第三条（一）")),
    ("fire-bikes", FIRE, _("电动自行车在室内、走道、楼梯间停放或充电"), GUIDE, _("第三条（一）")),
    ("fire-approval", FIRE, _("没有通过消防验收就投入使用"), GUIDE, _("第三条（一）")),
    ("fire-exits", FIRE, _("安全出口数量不够，或疏散宽度小于应有宽度的 80%"), GUIDE, _("第三条（一）")),
    ("fire-bars", FIRE, _("人员密集场所的外窗被栏杆、广告牌封死"), GUIDE, _("第三条（一）")),
    ("fire-lab", FIRE, _("实验室危险化学品没有按规定储存"), GUIDE, _("第三条（一）")),
    ("house-d", HOUSE, _("鉴定为 D 级的危险房屋还在使用"), _("本校隐患排查治理制度"), ""),
)


def catalogue_prepare(*, actor: User) -> int:
    """Make the usual kinds and conditions that are not there yet; returns how many were made."""
    made = 0
    known = set(Kind.objects.values_list("code", flat=True))
    for sort, (code, name, look_for, icon, warns) in enumerate(KINDS, start=1):
        if code not in known:
            records.create(
                Kind, actor=actor, code=code, name=str(name), look_for=str(look_for), icon=icon, warns=warns, sort=sort
            )
            made += 1
    known = set(MajorItem.objects.values_list("code", flat=True))
    for sort, (code, group, text, document, article) in enumerate(MAJOR, start=1):
        if code not in known:
            records.create(
                MajorItem, actor=actor, code=code, group=str(group), text=str(text), document=str(document),
                article=str(article), is_sure=False, sort=sort,
            )  # fmt: skip
            made += 1
    return made
