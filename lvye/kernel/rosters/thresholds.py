"""What a school may decide about its rosters."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

declare(
    RuleSpec(
        "rosters.seconds",
        _("排一张值班表最多用多久"),
        6,
        _("秒"),
        why=_("时间越长排得越匀；到了时间就用找到的最好的一张，并写明离最好还可能差多少。"),
        least=2,
        most=120,
    ),
    RuleSpec(
        "rosters.look_back_days",
        _("公平分摊往前看多久"),
        365,
        _("天"),
        why=_("前面学期已经值过的班算进负担，值得多的这次少排。"),
        least=0,
        most=1100,
    ),
    RuleSpec(
        "rosters.wishes_most",
        _("一类值班一人最多几条意愿"),
        5,
        _("条"),
        why=_("意愿太多，等于把班推给别人。"),
        least=0,
        most=30,
    ),
    RuleSpec(
        "rosters.swap_hours",
        _("换班最晚提前多久"),
        2,
        _("小时"),
        why=_("马上就要到岗的班，由总务处直接改，不走换班。"),
        least=0,
        most=240,
    ),
)
