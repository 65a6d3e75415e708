"""What a school may change about its property without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校资产管理规定")
COMPENSATION = _("公物损坏赔偿制度")
CLASSES = _("班级财产考核制度")
BOOKS = _("政府会计制度——行政事业单位会计科目和报表（财会〔2017〕25号）")
FURNITURE = _("本校开学准备规定")
NAMES = {
    "desk": ("课桌",),  # house: what cards are called
    "chair": ("学生椅", "课椅", "学生凳", "课凳", "课桌椅"),  # house: what cards are called
    "bed": ("床",),  # house: what cards are called
    "bunk": ("上下铺", "双层床", "高低床"),  # house: what cards are called
}

declare(
    RuleSpec(
        "assets.value_line", _("固定资产单价起点"), "1000", unit=_("元"), kind="decimal",
        least=0, most=1000000,
        document=_("事业单位财务规则（财政部令第108号）"), article=_("第四十条"),
        why=_("单价达到这个数、用一年以上的建固定资产卡片；批量的家具、图书低于它也建卡。"),
        note=_("2022年3月前一般设备1000元、专用设备1500元；各地另有规定的请改。条款凭记忆写，请与原文核对。"),
    ),
    RuleSpec(
        "assets.warn_warranty", _("保修到期前几天提醒"), 30, unit=_("天"), document=OWN, least=1, most=365,
        why=_("保修期内坏了找供货单位，不花钱修。"),
    ),
    RuleSpec(
        "assets.pay_full_months", _("使用几个月内按原价赔"), 12, unit=_("个月"), document=COMPENSATION, least=0,
        most=600,
        why=_("新的东西损坏、遗失按原价赔。"),
    ),
    RuleSpec(
        "assets.pay_step", _("此后每满一年少赔"), 15, unit="%", document=COMPENSATION, least=0, most=100,
        why=_("按使用年限分担：用得越久，赔得越少。"),
    ),
    RuleSpec(
        "assets.pay_least", _("最少赔原价的"), 20, unit="%", document=COMPENSATION, least=0, most=100,
        why=_("用得再久，人为损坏也不能一点不赔。"),
    ),
    RuleSpec(
        "assets.theft_share", _("被盗由保管责任人承担"), 50, unit="%", document=COMPENSATION, least=0, most=100,
        why=_("该锁没锁、该关没关造成被盗的，保管人承担一部分；没有责任的认定时不赔结案。"),
    ),
    RuleSpec(
        "assets.large_piece", _("大件：单价达到"), "10000", unit=_("元"), kind="decimal", document=OWN, least=0,
        most=100000000, why=_("单价达到这个数的报废走大件大额流程：校长办公会、主管部门批复。"),
        note=_("各地报批的起点不同，例如有的省单件10万元、批量50万元报省里；请按当地规定改。"),
    ),
    RuleSpec(
        "assets.large_batch", _("大额：一批达到"), "50000", unit=_("元"), kind="decimal", document=OWN, least=0,
        most=1000000000, why=_("一批报废的原值合计达到这个数的也走大件大额流程。"),
    ),
    RuleSpec(
        "assets.appraisers", _("大件报废最少几人鉴定"), 3, unit=_("人"), document=OWN, least=0, most=9,
        why=_("懂行的人当面看过才能报废；各地要求三到五人。"),
    ),
    RuleSpec(
        "assets.warn_loan", _("借用到期前几天提醒"), 3, unit=_("天"), document=OWN, least=0, most=60,
        why=_("快到期的先打个招呼，省得催。"),
    ),
    RuleSpec(
        "assets.class_points", _("班级财产考核每月底分"), 100, unit=_("分"), document=CLASSES, least=1,
        most=1000, why=_("每月从底分开始，损坏扣分，爱护加分。"),
    ),
    RuleSpec(
        "assets.class_good", _("班级财产考核优秀线"), 95, unit=_("分"), document=CLASSES, least=1, most=1000,
        why=_("达到的班级表扬，可以评先进。"),
    ),
    RuleSpec(
        "assets.class_poor", _("班级财产考核通报线"), 80, unit=_("分"), document=CLASSES, least=0, most=1000,
        why=_("低于它的班级通报，由政教处和班主任一起整改。"),
    ),
    RuleSpec(
        "assets.chase_loan", _("借用过期后几天催一次"), 7, unit=_("天"), document=OWN, least=1, most=60,
        why=_("到期第二天催一次，以后每隔这么多天再催，直到归还。"),
    ),
    RuleSpec(
        "assets.warn_upkeep", _("保养到期前几天提醒"), 7, unit=_("天"), document=OWN, least=0, most=90,
        why=_("提前告诉要做的人，好排时间、备材料。"),
    ),
    RuleSpec(
        "assets.account_charge", _("折旧记入的费用科目"), "5001", kind="text", document=BOOKS,
        why=_("每月提的折旧借记这个科目，一般是业务活动费用。"),
        note=_("管理用的资产多的，可以改成 5101 单位管理费用。"),
    ),
    RuleSpec(
        "assets.account_worn", _("累计折旧科目"), "1602", kind="text", document=BOOKS,
        why=_("每月提的折旧贷记这个科目；销账时转回。"),
    ),
    RuleSpec(
        "assets.account_disposal", _("处置时净值记入的科目"), "5301", kind="text", document=BOOKS,
        why=_("批准处置的资产还剩的净值借记这个科目，一般是资产处置费用。"),
        note=_("当地要求先转待处理财产损溢的，改成 1902。"),
    ),
    RuleSpec(
        "assets.desk_words", _("哪些名称算课桌"), NAMES["desk"], kind="list", document=FURNITURE,
        why=_("卡片名称里有这些字的算学生课桌，一件坐一人。"),
    ),
    RuleSpec(
        "assets.chair_words", _("哪些名称算学生椅"), NAMES["chair"], kind="list",
        document=FURNITURE, why=_("卡片名称里有这些字的算学生椅凳，一件坐一人。"),
    ),
    RuleSpec(
        "assets.bed_words", _("哪些名称算床"), NAMES["bed"], kind="list", document=FURNITURE,
        why=_("卡片名称里有这些字的算床，一件睡一人。"),
    ),
    RuleSpec(
        "assets.bunk_words", _("哪些名称算上下铺"), NAMES["bunk"], kind="list", document=FURNITURE,
        why=_("卡片名称里有这些字的，一件睡两人。"),
    ),
    RuleSpec(
        "assets.seat_spare", _("每间教室多备几套"), 0, unit=_("套"), document=FURNITURE, least=0, most=20,
        why=_("中途转来学生、坏了临时换，多备几套；不备的填 0。"),
    ),
)  # fmt: skip
