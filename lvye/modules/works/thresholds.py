"""What a school may change about its building works, and what the law fixes."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

ASSETS = _("行政事业性国有资产管理条例")
DEFECTS = _("建设工程质量保证金管理办法（建质〔2017〕138号）")
QUALITY = _("建设工程质量管理条例")
TENDER = _("必须招标的工程项目规定（发改委令第16号）")
OWN = _("本校基建维修管理制度")
RECALLED = _("条文凭记忆写，手头没有原文，启用前请与原文核对。")
QUOTED = _("条文由转引得来，启用前请与原文核对。")

declare(
    RuleSpec(
        "works.final_days", _("验收后多少天内办完结算"), 365, unit=_("天"), least=1, most=365, document=ASSETS,
        article=_("第三十一条"), why=_("竣工验收合格后，最迟一年内办完竣工财务决算，资产入账。"),
    ),
    RuleSpec(
        "works.quality_share", _("质保金最多占结算价"), 3, unit="%", least=0, most=3, document=DEFECTS,
        article=_("第七条"), why=_("预留的质量保证金超过这个比例不合规，结算时系统不收。"),
        note=RECALLED,
    ),
    RuleSpec(
        "works.defect_months", _("缺陷责任期"), 24, unit=_("个月"), least=6, most=24, document=DEFECTS,
        article=_("第二条"), why=_("质保金压到这时为止，最长不超过 24 个月；保修期可以更长。"),
        note=RECALLED,
    ),
    RuleSpec(
        "works.warranty_fit", _("房屋工程最少保修"), 24, unit=_("个月"), least=24, most=120, document=QUALITY,
        article=_("第四十条"), why=_("电气、给排水、设备安装和装修工程，最低保修 2 年。"),
        note=RECALLED,
    ),
    RuleSpec(
        "works.warranty_proof", _("防水最少保修"), 60, unit=_("个月"), least=60, most=240, document=QUALITY,
        article=_("第四十条"), why=_("屋面、有防水要求的卫生间、外墙防渗漏，最低保修 5 年。"),
        note=RECALLED,
    ),
    RuleSpec(
        "works.tender_line", _("施工必须招标的金额"), 4000000, unit=_("元"), kind="decimal", least=0, document=TENDER,
        article=_("第五条"), why=_("达到这个数的，手续单上自动列出中标通知书，没有就不能开工。"),
        note=QUOTED,
    ),
    RuleSpec(
        "works.contract_line", _("要签施工合同的金额"), 5000, unit=_("元"), kind="decimal", least=0, document=OWN,
        why=_("达到这个数，没有签好的合同不能开工。"),
    ),
    RuleSpec(
        "works.principal_line", _("立项要校长签字的金额"), 50000, unit=_("元"), kind="decimal", least=0, document=OWN,
    ),
    RuleSpec(
        "works.change_line", _("变更要校长签字的金额"), 10000, unit=_("元"), kind="decimal", least=0, document=OWN,
    ),
    RuleSpec(
        "works.change_share", _("变更增加最多占合同金额"), 10, unit="%", least=0, most=10, document=_("政府采购法"),
        article=_("第四十九条"), why=_("超过的不算变更，要另行采购；增加的钱还要签补充合同才能付。"),
    ),
    RuleSpec(
        "works.acceptors", _("竣工验收最少几个人"), 3, unit=_("人"), least=2, most=15, document=OWN,
        why=_("使用的、管物的、管钱的都来看；签合同的人不验收。"),
    ),
    RuleSpec(
        "works.meeting_days", _("校安工程几天一次例会"), 7, unit=_("天"), least=1, most=31, document=OWN,
        why=_("在建期间的周例会；过了还没有开，会出现在到期提醒里。"),
    ),
    RuleSpec(
        "works.fix_days", _("工程问题几天内改好"), 7, unit=_("天"), least=1, most=90, document=OWN,
        why=_("记问题时没有写期限，就按这个天数。安全问题当天改。"),
    ),
    RuleSpec(
        "works.warn_days", _("保修到期前多少天提醒"), 60, unit=_("天"), least=7, most=365, document=OWN,
        why=_("到期前回访一遍，有毛病趁保修期内让施工单位修好。"),
    ),
)  # fmt: skip
