"""The words a school repairs with: crafts, kinds of fault, kinds of work. A school changes them as it likes."""

# house: names as they are kept in the database, in the language of the school

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of fault. teaching: it stops a lesson. joins: twice at one place is one fault."""

    code: str
    name: str
    trade: str
    icon: str = ""
    teaching: bool = False
    joins: bool = True


TRADES = (
    ("plumbing", "水电"),
    ("carpentry", "木工门锁"),
    ("media", "电教"),
    ("climate", "空调暖气"),
    ("masonry", "土建"),
    ("general", "综合"),
)

# Upper level → its kinds. Codes are kept for ever; names may be changed by the school.
CATEGORIES: dict[Kind, tuple[Kind, ...]] = {
    Kind("water", "水", "plumbing", "tap", joins=False): (
        Kind("water-leak", "漏水", "plumbing", "droplet"),
        Kind("water-tap", "水龙头坏", "plumbing", "tap", joins=False),
        Kind("water-valve", "脚踏阀坏", "plumbing", "valve", joins=False),
        Kind("water-blocked", "下水堵塞", "plumbing", "drain"),
        Kind("water-none", "没有水", "plumbing", "droplet-off"),
        Kind("water-toilet", "便池坏", "plumbing", "toilet", joins=False),
        Kind("water-heater", "开水器坏", "plumbing", "kettle"),
        Kind("water-other", "其他水的问题", "plumbing", "dots", joins=False),
    ),
    Kind("power", "电", "plumbing", "bolt", joins=False): (
        Kind("power-lamp", "灯不亮", "plumbing", "bulb", joins=False),
        Kind("power-socket", "插座没电", "plumbing", "plug", joins=False),
        Kind("power-switch", "开关坏", "plumbing", "toggle", joins=False),
        Kind("power-trip", "跳闸停电", "plumbing", "bolt-off", teaching=True),
        Kind("power-fan", "风扇坏", "plumbing", "propeller", joins=False),
        Kind("power-bell", "电铃坏", "plumbing", "bell", teaching=True),
        Kind("power-wire", "电线外露", "plumbing", "alert"),
        Kind("power-other", "其他电的问题", "plumbing", "dots", joins=False),
    ),
    Kind("door", "门窗", "carpentry", "door", joins=False): (
        Kind("door-door", "门坏", "carpentry", "door"),
        Kind("door-lock", "门锁坏", "carpentry", "lock", teaching=True),
        Kind("door-catch", "门扣坏", "carpentry", "latch"),
        Kind("door-window", "窗关不上", "carpentry", "window", joins=False),
        Kind("door-glass", "玻璃破了", "carpentry", "glass", joins=False),
        Kind("door-curtain", "窗帘或轨道坏", "carpentry", "curtain", joins=False),
        Kind("door-other", "其他门窗问题", "carpentry", "dots", joins=False),
    ),
    Kind("desk", "桌椅", "carpentry", "desk", joins=False): (
        Kind("desk-desk", "课桌坏", "carpentry", "desk", joins=False),
        Kind("desk-chair", "凳子坏", "carpentry", "armchair", joins=False),
        Kind("desk-office", "办公桌椅坏", "carpentry", "briefcase", joins=False),
        Kind("desk-bed", "床坏", "carpentry", "bed", joins=False),
        Kind("desk-cabinet", "柜子坏", "carpentry", "cabinet", joins=False),
        Kind("desk-board", "黑板讲台坏", "carpentry", "board", teaching=True),
        Kind("desk-other", "其他家具问题", "carpentry", "dots", joins=False),
    ),
    Kind("media", "电教", "media", "screen", joins=False): (
        Kind("media-screen", "大屏投影坏", "media", "screen", teaching=True),
        Kind("media-computer", "电脑坏", "media", "computer", joins=False),
        Kind("media-printer", "打印机坏", "media", "printer"),
        Kind("media-network", "网络不通", "media", "wifi"),
        Kind("media-speaker", "广播喇叭坏", "media", "speaker"),
        Kind("media-phone", "电话坏", "media", "phone"),
        Kind("media-other", "其他电教问题", "media", "dots", joins=False),
    ),
    Kind("climate", "空调暖气", "climate", "snow", joins=False): (
        Kind("climate-air", "空调坏", "climate", "snowflake", joins=False),
        Kind("climate-heater", "暖气不热", "climate", "flame"),
        Kind("climate-pipe", "暖气漏水", "climate", "droplet"),
        Kind("climate-other", "其他冷暖问题", "climate", "dots", joins=False),
    ),
    Kind("building", "土建", "masonry", "wall", joins=False): (
        Kind("building-wall", "墙面脱落", "masonry", "wall"),
        Kind("building-roof", "屋顶漏雨", "masonry", "roof"),
        Kind("building-floor", "地面破损", "masonry", "floor"),
        Kind("building-rail", "栏杆松动", "masonry", "fence"),
        Kind("building-road", "路面井盖坏", "masonry", "road"),
        Kind("building-other", "其他土建问题", "masonry", "dots", joins=False),
    ),
    Kind("other", "其他", "general", "dots", joins=False): (
        Kind("other-carry", "搬运物品", "general", "truck", joins=False),
        Kind("other-install", "安装", "general", "tool", joins=False),
        Kind("other-clean", "清掏清运", "general", "trash", joins=False),
        Kind("other-sport", "体育器材坏", "general", "ball", joins=False),
        Kind("other-thing", "别的东西坏了", "general", "dots", joins=False),
    ),
}

# action, object, unit, category code, price of a new one in yuan ("" unknown), ages with the house
WORK_ITEMS: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("更换", "灯管", "个", "power-lamp", "18", False),
    ("维修", "灯具", "盏", "power-lamp", "65", False),
    ("维修并更换", "电源开关插座", "个", "power-socket", "15", False),
    ("维修", "线路", "处", "power-trip", "", True),
    ("更换", "空气开关", "个", "power-trip", "45", False),
    ("维修", "风扇", "台", "power-fan", "160", False),
    ("更换", "镇流器", "个", "power-lamp", "25", False),
    ("维修", "电铃", "个", "power-bell", "120", False),
    ("维修并更换", "水嘴", "个", "water-tap", "35", True),
    ("维修并更换", "脚踏阀", "个", "water-valve", "85", True),
    ("更换", "阀门", "个", "water-leak", "40", True),
    ("维修", "水管", "处", "water-leak", "", True),
    ("疏通", "下水道", "次", "water-blocked", "", True),
    ("疏通", "便池", "次", "water-toilet", "", False),
    ("更换", "水箱配件", "套", "water-toilet", "55", False),
    ("维修", "开水器", "台", "water-heater", "1800", False),
    ("维修", "门", "次", "door-door", "380", False),
    ("维修", "卫生间门", "扇", "door-door", "320", True),
    ("更换", "门锁", "把", "door-lock", "45", False),
    ("维修", "门扣", "次", "door-catch", "8", False),
    ("维修", "窗户", "扇", "door-window", "260", False),
    ("更换", "窗户滚轮", "个", "door-window", "6", False),
    ("更换", "密封条", "米", "door-window", "4", False),
    ("更换", "玻璃", "块", "door-glass", "50", False),
    ("维修", "窗帘轨道", "次", "door-curtain", "60", False),
    ("维修", "课桌", "张", "desk-desk", "150", True),
    ("维修", "凳子", "张", "desk-chair", "45", True),
    ("维修", "办公桌椅", "张", "desk-office", "420", False),
    ("维修", "床", "张", "desk-bed", "480", False),
    ("维修", "柜子", "个", "desk-cabinet", "360", False),
    ("维修", "黑板", "块", "desk-board", "600", False),
    ("维修", "电脑打印机", "次", "media-computer", "3200", False),
    ("维修", "多媒体设备", "次", "media-screen", "9500", False),
    ("安装", "电脑", "台", "media-computer", "", False),
    ("维修", "广播喇叭", "个", "media-speaker", "90", True),
    ("维修", "电话线路", "处", "media-phone", "", True),
    ("维修", "网络", "处", "media-network", "", False),
    ("维修", "空调", "台", "climate-air", "2600", False),
    ("清洗", "空调滤网", "台", "climate-air", "", False),
    ("维修", "暖气管道", "处", "climate-pipe", "", True),
    ("更换", "暖气阀门", "个", "climate-heater", "38", True),
    ("修补", "墙面", "平方米", "building-wall", "", False),
    ("粉刷", "墙面", "平方米", "building-wall", "", False),
    ("修补", "屋面", "处", "building-roof", "", False),
    ("修补", "地面", "平方米", "building-floor", "", False),
    ("焊接", "栏杆", "处", "building-rail", "", False),
    ("更换", "井盖", "个", "building-road", "280", False),
    ("清掏", "雨水井", "个", "other-clean", "", False),
    ("清掏", "污水井", "个", "other-clean", "", False),
    ("清掏", "天面地漏", "个", "other-clean", "", False),
    ("清掏", "排污沟", "米", "other-clean", "", False),
    ("除锈刷漆", "垃圾桶", "个", "other-clean", "", False),
    ("除锈刷漆", "消防箱", "个", "other-clean", "", False),
    ("搬运", "课桌凳", "套", "other-carry", "", False),
    ("搬运", "物品", "人次", "other-carry", "", False),
    ("安装", "饮水机", "台", "other-install", "", False),
    ("安装", "宣传栏", "块", "other-install", "", False),
    ("维修", "体育器材", "件", "other-sport", "", False),
    ("疏通", "雨水井", "个", "other-clean", "", False),
    ("疏通", "污水井", "个", "other-clean", "", False),
    ("安装", "门环", "个", "door-catch", "", False),
    ("配发", "铁锁", "把", "other-thing", "", False),
    ("配发", "铁锹", "把", "other-thing", "", False),
    ("配发", "扫帚", "把", "other-thing", "", False),
    ("检修", "桌椅", "套", "desk-desk", "", False),
    ("检修", "电路", "处", "power-trip", "", False),
)

# Actions after which the thing is new (维修并更换, 更换, 换): no repairs of it; and those that are none anyway.
RENEWED = "换"
FITTED = ("安装", "加装", "配发", "拆除", "搬运")

# What planned works of a kind usually do (action, and the object where not all of them are meant): offered first.
PLANNED_WORK: dict[str, tuple[tuple[str, str], ...]] = {
    "overhaul": (("配发", ""), ("检修", ""), ("安装", "门环")),
    "holiday": (("修补", ""), ("粉刷", ""), ("检修", "")),
    "drain": (("疏通", "雨水井"), ("疏通", "污水井"), ("清掏", "")),
    "paint": (("除锈刷漆", ""), ("粉刷", "")),
    "winter": (("更换", "密封条"), ("更换", "窗户滚轮"), ("维修", "暖气管道"), ("更换", "暖气阀门")),
    "upkeep": (("清洗", ""), ("检修", "")),
}

# Words in a sheet → the kind of fault they speak of; the first that occurs decides, so the special before the general.
SPOKEN: tuple[tuple[str, str], ...] = (
    ("脚踏阀", "water-valve"), ("水龙头", "water-tap"), ("龙头", "water-tap"), ("水嘴", "water-tap"),
    ("饮水机", "water-heater"), ("开水", "water-heater"), ("水壶", "water-heater"), ("下水", "water-blocked"),
    ("疏通", "water-blocked"), ("堵", "water-blocked"), ("便池", "water-toilet"), ("厕所", "water-toilet"),
    ("水箱", "water-toilet"), ("暖气", "climate-heater"), ("空调", "climate-air"), ("水管", "water-leak"),
    ("阀", "water-leak"), ("漏水", "water-leak"), ("灯", "power-lamp"), ("镇流器", "power-lamp"),
    ("插座", "power-socket"), ("插头", "power-socket"), ("开关", "power-switch"), ("跳闸", "power-trip"),
    ("停电", "power-trip"), ("线路", "power-trip"), ("电线", "power-wire"), ("风扇", "power-fan"),
    ("电铃", "power-bell"), ("电脑", "media-computer"), ("打印", "media-printer"), ("投影", "media-screen"),
    ("多媒体", "media-screen"), ("一体机", "media-screen"), ("大屏", "media-screen"), ("广播", "media-speaker"),
    ("喇叭", "media-speaker"), ("电话", "media-phone"), ("网络", "media-network"), ("窗帘", "door-curtain"),
    ("玻璃", "door-glass"), ("门锁", "door-lock"), ("锁", "door-lock"), ("门扣", "door-catch"),
    ("窗", "door-window"), ("门", "door-door"), ("课桌", "desk-desk"), ("办公桌", "desk-office"),
    ("桌", "desk-desk"), ("凳", "desk-chair"), ("椅", "desk-chair"), ("床", "desk-bed"), ("柜", "desk-cabinet"),
    ("黑板", "desk-board"), ("讲台", "desk-board"), ("屋", "building-roof"), ("墙", "building-wall"),
    ("地面", "building-floor"), ("地砖", "building-floor"), ("栏杆", "building-rail"), ("井盖", "building-road"),
    ("搬", "other-carry"), ("安装", "other-install"), ("清掏", "other-clean"), ("器材", "other-sport"),
    ("水", "water-other"), ("电", "power-other"),
)  # fmt: skip
UNKNOWN_KIND = "other-thing"

# What sheets call the sources.
SOURCES: dict[str, str] = {
    "电话": "phone", "电话报修": "phone", "来电": "phone", "扫码": "scan", "二维码": "scan", "微信": "scan",
    "当面": "desk", "口头": "desk", "自巡检": "patrol", "自巡检修": "patrol", "巡检": "patrol", "巡查": "patrol",
    "自查": "patrol", "宿舍": "dormitory", "寝室": "dormitory", "公寓": "dormitory", "食堂": "canteen",
    "餐厅": "canteen", "计划": "planned", "检修": "planned", "临时": "adhoc", "突击": "adhoc", "临时任务": "adhoc",
}  # fmt: skip

# What a sheet calls its columns, beside the names the fields have here.
COLUMNS: dict[str, tuple[str, ...]] = {
    "old_number": ("编号", "单号", "报修单号", "报修编号", "维修单号"),
    "done_on": ("完成日期", "修复日期", "维修日期", "完工日期", "处理日期", "完成时间", "维修时间"),
    "reported_on": ("报修日期", "日期", "登记日期", "报修时间", "接报日期", "时间"),
    "place": ("地点", "报修地点", "维修地点", "位置", "教室", "部位", "楼栋房间"),
    "what": ("故障", "故障现象", "报修内容", "故障描述", "维修内容", "问题", "项目内容", "内容"),
    "category": ("类别", "故障类别", "报修类别", "维修类别", "大类"),
    "source": ("来源", "报修方式", "报修来源", "维修来源"),
    "reporter_name": ("报修人", "报修人姓名", "报修老师", "报修部门", "报修单位"),
    "action": ("动作", "维修方式", "处理方式", "做法"),
    "object": ("物件", "物品", "维修项目", "维修物品", "设施", "器材", "名称", "项目"),
    "qty": ("数量", "次数", "个数", "维修数量", "完成数量", "件数"),
    "unit": ("单位", "计量单位"),
    "done_note": ("处理", "处理结果", "处理情况", "维修结果", "维修情况", "完成情况"),
    "worker": ("维修人", "维修人员", "维修工", "维修师傅", "处理人", "责任人", "承修人"),
    "minutes": ("用时", "工时分钟", "维修用时", "用时分钟"),
    "material_cost": ("材料费", "费用", "金额", "维修费", "维修费用"),
    "saved_amount": ("节约", "节约资金", "节约金额", "节省"),
    "note": ("备注", "说明"),
}
