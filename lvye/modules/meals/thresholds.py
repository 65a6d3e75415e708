"""What a school may change about meals and the canteen's accounts without a programmer."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校伙食费管理制度")
GUIDE = _("中小学校园食品安全和膳食经费管理工作指引（2024年11月）")
NURSERY = _("托儿所幼儿园卫生保健工作规范（2012）")
SCHOOL_MONEY = _("中小学校财务制度（财教〔2022〕159号）")
WASTE = _("反食品浪费法")

declare(
    RuleSpec(
        "meals.report_by", _("当天停餐最迟几点报"), time(9), kind="time", document=OWN,
        why=_("过了这个时间，饭已经备好了：当天不吃的从第二天起才不收钱。"),
    ),
    RuleSpec(
        "meals.balance_base", _("盈亏按什么算"), "学期", kind="text", document=NURSERY,  # house: one of three words
        why=_("结余率 = 收入减支出，再除以收入。“月”只算当月，“学期”从开学那个月累计，“年”从一月累计。"),
        note=_("只能写：月、学期、年。"),
    ),
    RuleSpec(
        "meals.balance_percent", _("盈亏不超过收入的百分之几"), "2", kind="decimal", unit="%", document=NURSERY,
        least=0, most=50, why=_("多了是向家长多收，少了是亏空；超过的月份要写明原因和怎样消化，才能结账。"),
        note=_("规范说的是幼儿园每学期盈亏不超过2%；中小学按上级的规定改。"),
    ),
    RuleSpec(
        "meals.profit_percent", _("上级规定的利润上限"), "0", kind="decimal", unit="%", document=SCHOOL_MONEY,
        least=0, most=30, why=_(
            "学校自己办的食堂不以盈利为目的；承包的食堂按上级或合同写明的上限填。"
            "按全年累计看，超过时在账上和公示表上标出来。"
        ),
        note=_("条款没有和原文核对过，请按本地文件填写。"),
    ),
    RuleSpec(
        "meals.cooked_percent", _("多少餐登记了领用，食材成本才按灶上算"), 90, unit="%", document=OWN, least=1,
        most=100, why=_("灶上领料登记得全，每餐用掉多少食材就按批次算；登记不全的月份仍按购进减库存，账上写明。"),
    ),
    RuleSpec(
        "meals.gap_percent", _("账上和灶上差百分之几要说明"), "5", kind="decimal", unit="%", document=OWN, least=0,
        most=100, why=_("账上用掉的（购进减库存）和灶上领用的对不上：损耗、漏记或者漏登，结账时要写明原因。"),
    ),
    RuleSpec(
        "meals.publish_day", _("最迟下个月几号公示"), 15, unit=_("号"), document=SCHOOL_MONEY, least=1, most=28,
        why=_("食堂单独核算，每月公布账目。几号以前公布，各地写在自己的公示表上，常见的是15号。"),
    ),
    RuleSpec(
        "meals.answer_days", _("意见几个工作日内答复"), 3, unit=_("个工作日"), document=OWN, least=1, most=30,
    ),
    RuleSpec(
        "meals.safety_answer_days", _("“吃了不舒服”几个工作日内答复"), 0, unit=_("个工作日"), document=OWN, least=0,
        most=3, why=_("0 就是当天。"),
    ),
    RuleSpec(
        "meals.waste_grams", _("人均吃剩多少克要提醒"), 50, unit=_("克"), document=WASTE, article=_("第八条、第九条"),
        least=1, most=500, why=_("法律要求按用餐人数做饭、防止浪费，没有写克数；这里按本校目标。"),
    ),
    RuleSpec(
        "meals.survey_rate", _("回收率低于多少要提醒"), 60, unit="%", document=GUIDE, least=1, most=100,
        why=_("每学期对学生、教职工和家长分别测评。回收率太低时，满意率说明不了什么；指引没有写百分之几，这里按本校规定。"),
    ),
)  # fmt: skip
