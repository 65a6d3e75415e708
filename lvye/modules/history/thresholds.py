"""What a school may decide about its history."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

declare(
    RuleSpec(
        "history.most_characters",
        _("往年材料一份最多"),
        100_000,
        _("字"),
        why=_("十万字约一百五十页；再长的多半是汇编，分开读才知道每一份说的是哪一年。"),
        least=1_000,
        most=500_000,
    ),
    RuleSpec(
        "history.same_words",
        _("往年材料里说法不同的同一样东西"),
        ("水嘴=水龙头", "日光灯=灯管", "日光灯管=灯管", "桌凳=课桌椅"),  # house: a list of words
        kind="list",
        why=_("老总结写“水嘴”，台账写“水龙头”，比较时要认作一样。"),
        note=_("每条写成“老说法=现在的说法”。"),
    ),
)
