"""What a school may change about its money without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校财务管理制度")
STATE_ASSETS = _("行政事业性国有资产管理条例（国务院令738号）")

ARCHIVE = _("会计档案管理办法（财政部 国家档案局令第79号）")
KEPT = (
    ("voucher", _("会计凭证的保管年限"), 30), ("ledger", _("会计账簿的保管年限"), 30),
    ("report", _("月度季度报告的保管年限"), 10), ("bank", _("银行对账单的保管年限"), 10),
    ("tax", _("纳税申报表的保管年限"), 10), ("handover", _("会计档案移交清册的保管年限"), 30),
)  # fmt: skip
declare(
    *(
        RuleSpec(
            f"finance.keep_{kind}", label, years, unit=_("年"), document=ARCHIVE, article=_("附表"),
            least=years, most=100, note=_("附表由转引得来，启用前请与原文核对。"),
            why=_("从会计年度终了后的第一天算起；只能延长，不能缩短。年度报告和各种清册永久保管。"),
        )
        for kind, label, years in KEPT
    )
)  # fmt: skip
declare(
    RuleSpec(
        "finance.over_stops", _("超预算时拦住"), value=True, kind="bool", document=OWN,
        why=_("“是”：超预算的申请、订单、付款存不进去，除非有权的人写明理由放行；“否”：只提醒并记下来，供审查时查看。"),
    ),
    RuleSpec(
        "finance.approve_limit", _("分管副校长一支笔的限额"), 5000, unit=_("元"), kind="decimal", document=OWN, least=0,
        why=_("不到这个数的付款和报销，由分管副校长一支笔签字；达到这个数的还要校长签字。"),
    ),
    RuleSpec(
        "finance.two_lines", _("要上缴财政的收入"), ("disposal", "fee"), kind="list",
        document=STATE_ASSETS, article=_("第二十五条"),
        why=_("收支两条线：这些来源的收入全额上缴财政，不能直接花。"),
        note=_("可以写：disposal 资产处置，fee 行政事业性收费，contract 承包和租金。"),
    ),
    RuleSpec(
        "finance.hand_over_days", _("收入上缴财政的期限"), 10, unit=_("天"), document=OWN, least=1, most=90,
        why=_("应缴财政的钱收到后最迟多少天上缴。"),
    ),
    RuleSpec(
        "finance.cash_limit", _("库存现金限额"), 3000, unit=_("元"), kind="decimal", document=OWN, least=0,
        why=_("日清时现金结余超过这个数，要提醒存银行。"),
    ),
    RuleSpec(
        "finance.reserve_share", _("机动数占预算的比例"), 3, unit="%", document=OWN, least=0, most=50,
        why=_("编预算时留一定的机动数；少于这个比例会提醒。"),
    ),
    RuleSpec(
        "finance.warn_share", _("预算快用完的提醒线"), 90, unit="%", document=OWN, least=50, most=100,
        why=_("占用加支出达到这个比例的预算项目标出来。"),
    ),
    RuleSpec(
        "finance.publish_days", _("财务公示的天数"), 7, unit=_("天"), document=OWN, least=1, most=90,
        why=_("一期一公开：公示表至少贴出的天数。"),
    ),
)  # fmt: skip
