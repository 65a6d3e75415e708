"""From which amount on a thing is bought how; how splitting is watched; what an emergency asks for afterwards."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

LAW = _("政府采购法")
BYLAW = _("政府采购法实施条例")
CENTRAL = _("中央预算单位政府集中采购目录及标准（国办发〔2019〕55号）")
LOCAL = _("地方预算单位政府集中采购目录及标准指引（财库〔2019〕69号）")
WORKS = _("必须招标的工程项目规定（发改委令第16号）")
BIDDING = _("招标投标法")
OWN = _("本校采购管理制度")
RECALLED = _("条文凭记忆写，手头没有原文，启用前请与原文核对。")
ASK_LOCAL = _("各省标准不同，请按本省公布的目录和标准改，并写上文号和生效日期。")


def _line(code: str, label: str | Promise, value: int, **source: object) -> RuleSpec:
    return RuleSpec(f"procurement.{code}", label, value, unit=_("元"), least=0, most=100_000_000, **source)  # type: ignore[arg-type]


def _tender(code: str, label: str | Promise, value: int, **source: object) -> RuleSpec:
    """A rule of the tender: so many days, unless it counts something else."""
    given = {"unit": _("天"), "least": 1, "most": 365} | source
    return RuleSpec(f"procurement.tender_{code}", label, value, **given)  # type: ignore[arg-type]


declare(
    RuleSpec(
        "procurement.guarantee_account", _("退还保证金冲的往来科目"), "2307", kind="text",
        document=_("政府会计制度"), why=_("收到的履约保证金、质保金是欠对方的钱，记在其他应付款，退还时从这里冲。"),
    ),
    _line("tender_goods", _("货物公开招标线"), 2_000_000, document=CENTRAL, article=_("四"), note=ASK_LOCAL,
          why=_("达到这个数的货物采购要公开招标。")),
    _line("tender_service", _("服务公开招标线"), 2_000_000, document=CENTRAL, article=_("四"), note=ASK_LOCAL,
          why=_("达到这个数的服务采购要公开招标。")),
    _line("tender_works", _("工程招标线"), 4_000_000, document=WORKS, article=_("第五条"),
          why=_("达到这个数的施工必须招标。")),
    _line("limit_goods", _("货物分散采购限额"), 300_000, document=LOCAL, note=ASK_LOCAL,
          why=_("达到限额的货物按政府采购程序询价。")),
    _line("limit_service", _("服务分散采购限额"), 300_000, document=LOCAL, note=ASK_LOCAL,
          why=_("达到限额的服务按政府采购程序磋商。")),
    _line("limit_works", _("工程分散采购限额"), 600_000, document=LOCAL, note=ASK_LOCAL,
          why=_("达到限额的工程按政府采购程序磋商。")),
    _line("quotes_from", _("三家比价线"), 2_000, document=OWN, why=_("达到这个数的采购要比三家。")),
    _line("principal_from", _("校长签字线"), 10_000, document=OWN, why=_("达到这个数的采购申请要校长签字。")),
    RuleSpec(
        "procurement.mall", _("网上商城采购的类别"), ("computer",), kind="list", document=_("当地政府集中采购目录"),
        note=_("写供货类别的编码，一行一个。"), why=_("目录里的货物要在政府采购网上商城买，不能自己买。"),
    ),
    RuleSpec(
        "procurement.suppliers", _("比价、询价至少几家"), 3, unit=_("家"), least=2, most=10, document=LAW,
        article=_("第三十八条、第四十条"), why=_("不足这个数不能定供应商。"),
    ),
    RuleSpec(
        "procurement.watch_share", _("累计到多少提醒拆分"), 80, unit="%", least=10, most=100, document=BYLAW,
        article=_("第二十八条"), why=_("同一年度、同一预算项目、同一类别没有公开招标的采购，累计接近招标线就提醒。"),
    ),
    RuleSpec(
        "procurement.watch_own", _("累计超过三家比价线也提醒"), True, kind="bool", document=OWN,
        why=_("几次小额合起来超过比价线，又都没有比价，列给审计看。"),
    ),
    RuleSpec(
        "procurement.over_estimate", _("订单最多超过批准金额"), 5, unit="%", least=0, most=50, document=OWN,
        why=_("超过的要重新申请、重新审批。"),
    ),
    RuleSpec(
        "procurement.report_days", _("紧急采购几个工作日内补报告"), 5, unit=_("天"), least=1, most=30, document=OWN,
        why=_("先买后补，事后要写明情况。"),
    ),
    _tender("days", _("招标文件发出到投标截止至少"), 20, document=LAW, article=_("第三十五条"),
            why=_("投标人要有时间编投标文件。")),
    _tender("judges", _("评标委员会至少几人"), 5, unit=_("人"), least=5, most=99, document=BIDDING,
            article=_("第三十七条"), note=RECALLED, why=_("要是单数，其中专家不少于三分之二。")),
    _tender("bond", _("投标保证金最多占预算"), 2, unit="%", document=BYLAW, article=_("第三十三条"),
            why=_("保证金不能收多，也不能收现金。")),
    _tender("award", _("收到评标报告后几个工作日内定标"), 5, document=BYLAW, article=_("第四十三条"),
            why=_("定标不能拖。")),
    _tender("notice", _("定标后几个工作日内发中标通知、公告"), 2, document=BYLAW, article=_("第四十三条"),
            why=_("结果要及时公开。")),
    _tender("sign", _("中标通知后几天内签合同"), 30, document=LAW, article=_("第四十六条"),
            note=RECALLED, why=_("按招标文件和投标文件签，不能另外谈条件。")),
    _tender("announce", _("签合同后几个工作日内公告合同"), 2, document=BYLAW, article=_("第五十条"),
            why=_("合同要在指定媒体上公告。")),
    _tender("file", _("签合同后几个工作日内备案"), 7, document=LAW, article=_("第四十七条"),
            note=RECALLED, why=_("合同副本报财政部门备案。")),
    RuleSpec(
        "procurement.sure_days", _("交货前几天提醒"), 3, unit=_("天"), least=0, most=60,
        why=_("快到约定交货日还没到，采购员去催。"),
    ),
)  # fmt: skip
