"""Duties of safety: fire, gate and patrol, hazards, special equipment, health, transport."""

# house: the duties and their items, as they are kept in the database

from __future__ import annotations

from lvye.kernel.duties.cadence import EVERY, WORK, Cadence
from lvye.kernel.duties.declare import DutySpec, ship

from .making import OFFICE_HOURS, after, choice, hours, items, photo, reading, text

TEN_RULES = "中小学校、幼儿园消防安全十项规定（2024）"
FIRE_LAW = "消防法"
GUARDING = "GB/T 29315-2022"
EQUIPMENT = "特种设备安全法"
OLDER = ("middle", "high", "lab")

ship(
    DutySpec(
        code="fire_daily_patrol", name="每日防火巡查", area="fire", post="guard",
        cadence=Cadence(unit="day", days=EVERY, windows=hours("07:00-21:00")),
        purpose="边走边看，不畅通的当场清开。寄宿学校和幼儿园夜里再走一遍。",
        basis=f"{FIRE_LAW} 第17条；{TEN_RULES}；公安部令61号 第25条", evidence="law",
        items=items(
            "用火用电没有违章", "安全出口、疏散通道畅通", "门窗没有影响逃生的障碍", "应急照明、疏散指示亮着",
            "灭火器、消火栓在位", "常闭防火门关着", "消防车通道没有占用", "重点部位有人在岗", "没有电动车进楼充电",
        ),
    ),
    DutySpec(
        code="fire_monthly_check", name="每月防火检查", area="fire", post="director",
        cadence=Cadence(unit="month", is_whole=True, windows=OFFICE_HOURS),
        purpose="消防安全责任人或管理人带队，查完双方签字。",
        basis=f"{TEN_RULES}（公安部令61号为每季度，从严）", evidence="secondary",
        items=items(
            "上次的火灾隐患都改了", "疏散通道、指示、应急照明完好", "消防车通道和水源正常", "灭火器配置够、有效",
            "用火用电用气符合规定", "消防控制室有人值班、持证", "厨房油烟管道洗过，燃气报警能响",
            "宿舍、实验室、库房没有隐患",
            "抽问员工，会用灭火器", text("被检部门和负责人", required=True), photo("双方签字的记录", required=False),
        ),
    ),
    DutySpec(
        code="fire_system_annual", name="消防设施年度检测", area="fire", post="director",
        cadence=Cadence(unit="year", days=WORK, months=(10,), month_day=0, windows=OFFICE_HOURS),
        purpose="请有资质的机构做，报告编号记下来，存档。", basis=f"{FIRE_LAW} 第16条", evidence="law", keep="存档备查",
        items=items(
            text("检测机构", required=True), text("报告编号", required=True), "火灾报警系统合格", "自动灭火系统合格",
            "消火栓合格",
            "防排烟合格", "应急照明和疏散指示合格", text("不合格项怎么改"), photo("检测报告首页"),
        ),
    ),
    DutySpec(
        code="hazard_inspection", name="安全隐患排查", area="patrol", post="director",
        cadence=Cadence(unit="month", is_whole=True, windows=OFFICE_HOURS),
        purpose="看到的当场转成报修或隐患，写清在哪里。",
        basis="安全生产法 第41条；教发厅函〔2024〕20号", evidence="law",
        items=items(
            "房屋、廊柱、楼梯、栏杆", "院墙、大门", "厕所", "运动器械", "车棚、牌架、雨棚", "水", "电", "消防设施",
            "实验室、库房",
            text("排查的人", required=True),
        ),
    ),
    DutySpec(
        code="holiday_check", name="放假前安全检查", area="patrol", post="director",
        cadence=Cadence(unit="holiday", lead=2, windows=OFFICE_HOURS),
        purpose="放假前三天内查完，封好、断好、交接好值班。",
        basis="本校制度", evidence="local",
        items=items(
            "不用的电源、水阀、气阀关好", "门窗锁好", "贵重物品、危化品锁好", "监控、报警正常",
            "值班表排好，电话公布", "消防通道畅通",
            text("没能改好的，书面报告了谁"),
        ),
    ),
    DutySpec(
        code="weekly_campus_check", name="每周校园检查", area="patrol", post="director",
        cadence=Cadence(unit="week", weekdays=(5,), windows=OFFICE_HOURS),
        purpose="每周五后勤一起走一遍，问题当场定谁办。",
        basis="本校制度", evidence="local",
        items=items("校舍和设施", "道路、操场", "水电", "消防", "卫生", text("参加的人")),
    ),
    DutySpec(
        code="guard_patrol", name="门卫校园巡查", area="security", post="guard", proof="scan", grace=30,
        cadence=Cadence(
            unit="day", days=EVERY,
            windows=hours("06:30-09:00 早", "10:00-12:00 上午", "14:00-16:00 下午", "18:00-20:00 晚", "22:00-02:00 夜"),
        ),
        purpose="到一处扫一处，重点部位一天不少于五遍。", basis=GUARDING, evidence="secondary",
        items=items(
            "大门、围墙没有异常", "教学楼门窗锁好、没有滞留", "宿舍没有异常", "食堂、仓库锁好",
            "实验室、危化品柜锁好", "配电房锁好",
            "监控、一键报警正常", text("异常和处理"),
        ),
    ),
    DutySpec(
        code="visitor_register", name="外来人员登记", area="security", post="guard", cadence=Cadence(unit="event"),
        purpose="先问清找谁，再核证件，走时收回临时证。",
        basis="中小学幼儿园安全管理办法；企业事业单位内部治安保卫条例 第8、11条", evidence="law",
        items=items(
            "证件已核", "被访人已确认", "物品看过", text("姓名、事由", required=True), text("车牌"),
            choice("让不让进", "放行", "劝返", bad=()),
        ),
    ),
    DutySpec(
        code="cctv_alarm_check", name="监控和一键报警检查", area="security", post="guard",
        cadence=Cadence(unit="week", weekdays=(1,), windows=OFFICE_HOURS), purpose="随便挑一路回放，看能看到几天前。",
        basis="GB/T 29315；反恐怖主义法 第32条", evidence="law",
        items=items(
            reading("在线的摄像头", "路", "0"), reading("不在线的摄像头", "路", "", "0"), "时钟准",
            reading("录像能回放几天", "天", "30", hint="反恐重点目标90天。"), "一键报警测试接通", "UPS 正常",
            text("故障什么时候报修的"),
        ),
    ),
    DutySpec(
        code="student_health_check", name="学生晨午检", area="health", post="teacher", fits=(),
        cadence=Cadence(unit="day", windows=hours("07:00-09:00 晨检", "13:00-15:00 午检")),
        purpose="班主任查，报给疫情报告人。同班一天3例或三天5例相似症状，24小时内报告。",
        basis="传染病防治法（2025修订）第29、30、40、47条；学校传染病症状监测预警技术指南", evidence="law",
        items=items(
            reading("应到", "人", "1"), reading("实到", "人", "0"), reading("因病缺勤", "人", "", "2"),
            reading("发热", "人", "", "2"),
            reading("呕吐腹泻", "人", "", "2"), reading("皮疹", "人", "", "2"), text("联系家长、就医情况"),
        ),
    ),
    DutySpec(
        code="lab_chemicals", name="危化品盘点", area="security", post="keeper", fits=OLDER,
        keep="剧毒等收发记录不少于3年",
        cadence=Cadence(unit="month", days=WORK, month_day=0, windows=OFFICE_HOURS),
        purpose="两个人、两把锁，一瓶一瓶点。",
        basis="危险化学品安全法 第5、41、42、43条", evidence="law",
        items=items(
            "专用储存室或专柜，专人管", "剧毒品单独存放，双人收发", "易制爆技防正常", "账物相符",
            "标签、安全说明书齐", "通风、防爆、应急物资完好",
            "余量已退库，废弃物已登记", text("两个盘点人", required=True),
        ),
    ),
    DutySpec(
        code="lift_maintenance", name="电梯维保", area="building", post="director", fits=("lift",),
        cadence=Cadence(unit="biweek", days=WORK, weekdays=(3,), windows=OFFICE_HOURS),
        purpose="维保单位来做，电梯安全员在场签字。", basis=f"{EQUIPMENT} 第35、39、40、45条；总局令74号",
        evidence="law",
        items=items(
            "使用登记、检验标志在位", "维保记录已签字", "救援电话打得通", "平层、开关门正常", "机房干净、锁好",
            text("下次检验日期", required=True), photo("维保记录"),
        ),
    ),
    DutySpec(
        code="special_equipment_monthly", name="锅炉压力容器月度自查", area="building", post="repairer",
        fits=("boiler",),
        cadence=Cadence(unit="month", days=EVERY, month_day=5, windows=OFFICE_HOURS), purpose="看表、看证、看记录。",
        basis=f"{EQUIPMENT} 第39、40条；特种设备安全监察条例", evidence="secondary",
        items=items(
            "安全阀、压力表在校验期内", reading("压力", "兆帕", "0", required=False), "水质处理记录齐",
            "操作人员持证", "运行记录齐",
            "没有异常", text("检验有效期", required=True),
        ),
    ),
    DutySpec(
        code="school_bus", name="校车出车检查", area="security", post="guard", fits=("bus",),
        cadence=Cadence(unit="day", windows=hours("05:30-08:30 接", "15:30-19:00 送")),
        purpose="上车点名，下车清点，最后一个下车的是照管员。", basis="校车安全管理条例", evidence="law",
        items=items(
            "标牌、标志灯正常", "车况检查过", "逃生锤、灭火器、急救箱在位", "卫星定位正常",
            reading("上车", "人", "0"), reading("下车", "人", "0"),
            "全部离车", "没有超员，副驾没坐学生",
        ),
    ),
    DutySpec(
        code="criminal_record_check", name="违法犯罪记录查询", area="security", post="principal",
        cadence=Cadence(unit="year", days=WORK, months=(9,), month_day=20, windows=OFFICE_HOURS),
        purpose="食堂、保安、保洁的外包人员也要查；录用前先查。", basis="未成年人保护法 第62条；学前教育法 第44条",
        evidence="law",
        items=items(
            "名单含外包人员", reading("查询人数", "人", "1"),
            choice("结果", "没有问题", "有需要处置的", bad=("有需要处置的",)),
            after(text("怎么处置", required=True), number=3, is_one_of=("有需要处置的",)),
        ),
    ),
)  # fmt: skip
