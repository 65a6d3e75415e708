"""What a school may change about its stores without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校物资管理规定")

declare(
    RuleSpec(
        "stores.inspected", _("采购的物品先验收再入库"), True, kind="bool", document=OWN,
        why=_("验收人和入库的保管员是两个人；没有验收人的采购入库单不能过账。"),
    ),
    RuleSpec(
        "stores.loan_days", _("借用物资默认几天归还"), 7, unit=_("天"), document=OWN, least=1, most=366,
        why=_("开借用单时先填这个期限，可以改。"),
    ),
    RuleSpec(
        "stores.sign_days", _("领用几天没有签字算拖欠"), 3, unit=_("天"), document=OWN, least=1, most=60,
        why=_("没有签字就说不清谁领走了；过了这些天列进待办。"),
    ),
    RuleSpec(
        "stores.year_count_from", _("从几月起提醒年终清点"), 11, unit=_("月"), document=OWN, least=9, most=12,
        why=_("每年年终每个保管室整个清点一遍；从这个月起到次年二月，定期供应页上列出还没盘的。"),
    ),
)  # fmt: skip
