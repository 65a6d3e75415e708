"""What a school may change about the shop without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校小卖部管理制度")

declare(
    RuleSpec(
        "shop.strikes", _("几次严重问题就退出"), 3, unit=_("次"), document=OWN, least=1, most=10,
        why=_("三无、过期、禁售商品算严重问题。满了就列入禁止交易名单，租约不能再签。"),
    ),
    RuleSpec(
        "shop.fix_days", _("问题几天内整改"), 1, unit=_("天"), document=OWN, least=0, most=30,
        why=_("发现问题立即整改；三无、过期、禁售的当场下架。"),
    ),
    RuleSpec(
        "shop.price_gap", _("比校外最多贵多少"), "1", kind="decimal", unit=_("元"), document=OWN, least=0, most=20,
        why=_("大部分和校外一个价；贵得超过这么多的列出来，找商家谈。"),
    ),
)  # fmt: skip
