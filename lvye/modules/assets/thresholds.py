"""What a school may change about its property without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校资产管理规定")
COMPENSATION = _("公物损坏赔偿制度")

declare(
    RuleSpec(
        "assets.value_line", _("固定资产单价起点"), "1000", unit=_("元"), kind="decimal", least=0, most=1000000,
        document=_("事业单位财务规则（财政部令第108号）"), article=_("第四十条"),
        why=_("单价达到这个数、用一年以上的建固定资产卡片；批量的家具、图书低于它也建卡。"),
        note=_("2022年3月前一般设备1000元、专用设备1500元；各地另有规定的请改。"),
    ),
    RuleSpec(
        "assets.warn_warranty", _("保修到期前几天提醒"), 30, unit=_("天"), document=OWN, least=1, most=365,
        why=_("保修期内坏了找供货单位，不花钱修。"),
    ),
)  # fmt: skip
