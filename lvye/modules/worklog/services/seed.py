"""The kinds of work every school knows, with the words by which a sentence is known to be of them."""

# house: the usual kinds and their words, as they are kept in the database

KINDS: tuple[tuple[str, str, str, str], ...] = (
    (
        "repair", "维修", "wrench",
        "更换、维修、修理、修、换、疏通、通下水、通了、通马桶、安装、装灯、焊、检修、粉刷、补漏、堵漏、拧紧、调试、加固、紧固",
    ),
    ("carry", "搬运", "truck", "搬、抬、运、卸、装车、挪、拉走、送水、送桌、送到、送了、给食堂送"),
    ("clean", "保洁", "brush", "打扫、清扫、扫、拖地、拖、擦、冲洗、清洗、洗、垃圾、消毒、清理、清掏、消杀"),
    ("green", "绿化", "leaf", "修剪、剪草、剪枝、剪、浇、除草、拔草、栽、种树、种花、补种、施肥、打药、草坪、绿篱"),
    ("event", "会务", "people", "陪、会场、布置、桌牌、音响、茶水、接待、会议、横幅、演出、运动会、开学典礼、家长会"),
    ("errand", "采购跑腿", "box", "采购、买、领取、领了、取快递、取回、寄、报销、发放、送文件、跑、入库、出库、盘"),
    ("safety", "安全", "shield", "巡查、巡逻、检查、消防、灭火器、值班、值守、锁门、监控、护导、排查、登记来访"),
    ("other", "其它", "dots", "整理、帮"),
)  # fmt: skip
