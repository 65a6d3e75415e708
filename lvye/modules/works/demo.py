"""The works of the demo school: two settled, one to be settled, two going, one asked for."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random

from . import services
from .demo_teller import DAY, FIRMS, Plan, School, Teller

SEED = 20261123


def fill(school: School) -> None:
    """Six works, in the order of their days."""
    tell = Teller(school, random.Random(SEED))
    _path(tell, school.full.begins_on + 18 * DAY)
    _roof(tell, school.full.begins_on + 21 * DAY)
    _track(tell, school.full.ends_on + 3 * DAY)
    _toilets(tell, school.today - 40 * DAY)
    _lab(tell, school.today - 24 * DAY)
    _shed(tell, school.today)


def _path(tell: Teller, begin: dt.date) -> None:
    plan = Plan(
        name="后勤楼到操场甬路新铺", kind="road", place="后勤楼", scale="长 60 米、宽 1.5 米", why="雨天泥泞，学生绕行",
        estimate="4600.00", amount="", firm="", begin=begin, words=("挖路基、夯实", "铺透水砖"),
        stages=(("铺路", 0, 9, 100, (0, 8)),), more={"warranty_months": 12},
    )  # fmt: skip
    made = tell.begun(tell.planned(plan), begin)
    tell.worked(made, plan)
    made = tell.passed(made, begin + 12 * DAY)
    tell.over(made, begin + 17 * DAY, "交后勤楼使用")
    made.refresh_from_db()
    tell.settled(made, begin + 30 * DAY, "4480.00", "4350.00")


def _roof(tell: Teller, begin: dt.date) -> None:
    plan = Plan(
        name="教学楼屋面防水维修", kind="renovate", place="教学楼", scale="屋面 860 平方米",
        why="五楼三间教室雨天漏水，每年补漏都不彻底", estimate="95000.00", amount="86000.00",
        firm=FIRMS[0], begin=begin,
        stages=(
            ("拆除旧防水层", 0, 9, 100, (0, 9)), ("新做防水层", 10, 30, 100, (10, 29)),
            ("保护层和收尾", 31, 40, 100, (30, 37)),
        ),
        words=("铲除旧卷材，垃圾当天清走", "基层找平、刷冷底油", "铺第二道卷材，搭接处加宽", "女儿墙根部做加强层"),
        more={"is_proof": True, "warranty_months": 60},
    )  # fmt: skip
    made = tell.planned(plan)
    contract = tell.contracted(made, plan)
    made.refresh_from_db()
    made = tell.begun(made, begin)
    tell.worked(made, plan)
    seen = [services.Seen(kind="quality", what="东侧天沟卷材起鼓两处")]
    tell.wrote(made, begin + 33 * DAY, "闭水试验，查出两处起鼓", kind="watch", seen=seen, photos=[tell.photo()])
    tell.changed(made, begin + 20 * DAY, "天沟加做一道附加层", "原天沟开裂，图纸没有", "3600.00")
    made = tell.passed(made, begin + 42 * DAY, "落水口篦子少装一个")
    made = tell.over(made, begin + 48 * DAY, "钥匙 2 把、竣工图一套，交后勤保管")
    tell.paid(contract, begin + 60 * DAY)
    tell.kept_back(contract, begin + 60 * DAY, made.defects_until or begin + 800 * DAY)
    tell.settled(made, begin + 95 * DAY, "91200.00", "88900.00")


def _track(tell: Teller, begin: dt.date) -> None:
    last = (tell.school.running.begins_on - begin).days - 12
    half = last // 2
    plan = Plan(
        name="操场塑胶跑道改造", kind="road", place="操场", scale="300 米跑道 6 道",
        why="面层开裂起壳，体育课绊倒过学生",
        estimate="180000.00", amount="168000.00", firm=FIRMS[1], begin=begin,
        stages=(
            ("铲除旧面层、修基础", 0, half, 100, (0, half)),
            ("铺新面层、画线", half + 1, last, 100, (half + 1, last)),
        ),
        words=("机械铲除旧面层", "沥青基础找平", "摊铺底胶颗粒", "画线、检测厚度"),
    )  # fmt: skip
    made = tell.planned(plan)
    contract = tell.contracted(made, plan)
    made.refresh_from_db()
    made = tell.begun(made, begin)
    tell.worked(made, plan)
    day = begin + last * DAY + 4 * DAY
    made = tell.passed(made, day)
    tell.over(
        made, day + 5 * DAY, "交体育组使用", services.Card(name="操场塑胶跑道", asset_class="A01020900", unit="项")
    )
    tell.paid(contract, day)


def _toilets(tell: Teller, begin: dt.date) -> None:
    plan = Plan(
        name="学生厕所改造和化粪池", kind="water", place="体育馆", scale="厕所 160 平方米、化粪池 12 立方米",
        why="旱厕气味大、蹲位不够，化粪池要达到卫生标准", estimate="126000.00", amount="118000.00", firm=FIRMS[1],
        begin=begin,
        stages=(
            ("拆除、挖化粪池", 0, 12, 100, (0, 12)), ("管道和防水", 13, 30, 75, (14, 37)),
            ("贴砖和隔断", 31, 46, 0, (31, 46)),
            ("洁具安装、收尾", 47, 56, 0, (47, 56)),
        ),
        words=("挖化粪池，土方外运", "排水管埋设，做闭水试验", "防水涂料第二遍"),
        more={"is_proof": True, "warranty_months": 60},
    )  # fmt: skip
    made = tell.planned(plan)
    contract = tell.contracted(made, plan)
    made.refresh_from_db()
    made = tell.begun(made, begin)
    danger = [services.Seen(kind="safety", what="化粪池坑边没有围挡和警示灯")]
    tell.wrote(made, begin + 3 * DAY, "化粪池挖到 2 米", kind="watch", seen=danger, photos=[tell.photo()])
    tell.put_right(made, begin + 4 * DAY)
    tell.worked(made, plan)
    tell.paid(contract, begin + 10 * DAY)
    wrong = [services.Seen(kind="quality", what="二层地漏坡度不够，积水", due_on=tell.school.today + 2 * DAY)]
    tell.wrote(made, tell.school.today - DAY, "看防水，地漏处积水", kind="watch", seen=wrong, photos=[tell.photo()])


def _lab(tell: Teller, begin: dt.date) -> None:
    plan = Plan(
        name="实验楼抗震加固", kind="safety", place="实验楼", scale="4 层、3200 平方米",
        why="鉴定为 C 级，校安工程三年规划内", estimate="460000.00", amount="438000.00", firm=FIRMS[0], begin=begin,
        stages=(
            ("一、二层加固", 0, 34, 50, (0, 22)), ("三、四层加固", 35, 62, 0, (35, 62)),
            ("恢复装修", 63, 84, 0, (63, 84)),
        ),
        words=("柱子植筋、支模", "碳纤维粘贴一跨", "一层梁加大截面浇筑"),
        more={
            "file_keeper": tell.person("desk"), "fund": "special",
            "group": "组长：校长林远山，总责。副组长：周敏，师生安全。组员：何建国管质量进度，吴桂芳管档案。",
        },
    )  # fmt: skip
    made = tell.planned(plan)
    contract = tell.contracted(made, plan)
    made.refresh_from_db()
    made = tell.begun(made, begin)
    tell.worked(made, plan)
    for after in (6, 13, 20):
        tell.wrote(made, begin + after * DAY, "周例会：进度、师生通道、噪声避开考试", kind="meeting")
    tell.paid(contract, begin + 10 * DAY)


def _shed(tell: Teller, today: dt.date) -> None:
    plan = Plan(
        name="新建自行车棚", kind="new", place="停车场", scale="90 个车位", why="车子停在消防通道上，雨天没有遮挡",
        estimate="48000.00", amount="", firm="", begin=today + 40 * DAY, words=(),
        stages=(("基础", 0, 10, 0, (0, 10)), ("钢架和顶棚", 11, 25, 0, (11, 25))),
    )  # fmt: skip
    with tell.on(today - 2 * DAY) as now:
        made = tell.drafted(plan, now.date())
        services.project_send(made, actor=tell.director, now=now)
