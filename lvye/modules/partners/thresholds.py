"""What a school may change about how it deals with partners."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

BYLAW = _("政府采购法实施条例")
OWN = _("本校供应商考核制度")
WEIGH = _("四项权重之和不是 100 也可以，总分按比例折算成百分制。")


def _weight(code: str, label: object, value: int) -> RuleSpec:
    return RuleSpec(
        f"partners.weight_{code}", label, value, unit="%", document=OWN, why=WEIGH, least=0, most=100  # type: ignore[arg-type]
    )  # fmt: skip


declare(
    RuleSpec(
        "partners.guarantee_share", _("履约保证金最多占合同金额"), 10, unit="%", least=0, most=10, document=BYLAW,
        article=_("第四十八条"), why=_("超过这个比例的保证金不合法，系统不收。"),
    ),
    RuleSpec(
        "partners.supplement_share", _("补充合同最多占原合同金额"), 10, unit="%", least=0, most=10,
        document=_("政府采购法"), article=_("第四十九条"), why=_("追加同样的货物、工程或服务，合计不超过这个比例。"),
    ),
    RuleSpec(
        "partners.sign_limit", _("合同要校长签字的金额"), 20000, unit=_("元"), kind="decimal", least=0,
        document=_("本校合同管理制度"),
        why=_("不到这个数的合同由分管副校长审签；达到这个数的、没有定额的框架合同和出租承包，还要校长签。"),
    ),
    RuleSpec(
        "partners.guarantee_remind_days", _("退保证金前多少天提醒"), 7, unit=_("天"), least=1, most=60,
        why=_("到期不退是占用企业资金；过了期每隔这么多天再提醒一次。"),
    ),
    RuleSpec(
        "partners.warn_days", _("证照和合同到期前多少天提醒"), 30, unit=_("天"), least=1, most=365,
        why=_("换证、续签要时间，早一点提醒。"),
    ),
    RuleSpec(
        "partners.rent_remind_days", _("租金到期前多少天提醒"), 7, unit=_("天"), least=0, most=90,
        why=_("到期前提醒一次；没有收齐的，过期以后每隔这些天再提醒一次。"),
    ),
    _weight("price", _("评价权重：价格"), 30),
    _weight("quality", _("评价权重：质量"), 30),
    _weight("delivery", _("评价权重：及时"), 20),
    _weight("service", _("评价权重：服务"), 20),
    RuleSpec(
        "partners.exit_score", _("低于多少分应当退出"), 60, unit=_("分"), least=0, most=100, document=OWN,
        why=_("优胜劣汰：低于这个分数还要继续合作的，必须写明理由。"),
    ),
    RuleSpec(
        "partners.mend_score", _("低于多少分要限期改进"), 75, unit=_("分"), least=0, most=100, document=OWN,
        why=_("低于这个分数的，建议结论是限期改进。"),
    ),
)  # fmt: skip
