"""What a school may change about its grounds without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校环境卫生管理制度")

declare(
    RuleSpec(
        "grounds.pass_points", _("卫生评分几分合格"), 7, unit=_("分"), document=OWN, least=1, most=10,
        why=_("低于这个分要写哪里不干净，当天通知负责的人。"),
    ),
    RuleSpec(
        "grounds.amend_days", _("评分几天内可以改"), 1, unit=_("天"), document=OWN, least=0, most=7,
        why=_("评错了可以改，要写原因；过了这些天不再改。"),
    ),
    RuleSpec(
        "grounds.count_days", _("栽种多久以后清点成活"), 60, unit=_("天"), document=OWN, least=7, most=400,
    ),
    RuleSpec(
        "grounds.toilet_ratio", _("女厕位不少于男厕位的几成"), 100, unit="%", document=OWN, least=50, most=300,
        why=_("女厕位至少和男厕位一样多；少了，卫生间名下会标出来。"),
    ),
    RuleSpec(
        "grounds.water_days", _("池塘最多几天换一次水"), 30, unit=_("天"), document=OWN, least=1, most=365,
        why=_("超过这些天没有换水，池塘那一页标出来。"),
    ),
    RuleSpec(
        "grounds.fish_share", _("死鱼到几成要报主任"), 10, unit="%", document=OWN, least=1, most=100,
        why=_("几天里死的占原来的几成，立刻通知主任查水质。"),
    ),
    RuleSpec("grounds.fish_days", _("死鱼按几天合起来算"), 7, unit=_("天"), document=OWN, least=1, most=60),
)  # fmt: skip
