"""What a school may change about trainings and certificates without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校教职工培训制度")

declare(
    RuleSpec(
        "training.code_only", _("签到只认现场的码"), value=False, kind="bool", document=OWN,
        why=_("开着的时候，手机上点“我到了”不算，要扫会场的签到码。"),
    ),
    RuleSpec(
        "training.photo_wanted", _("培训归档要有现场照片"), value=True, kind="bool", document=OWN,
        why=_("关着的时候，没有照片也可以归档。"),
    ),
    RuleSpec(
        "training.pass_score", _("培训考核多少分合格"), 60, unit=_("分"), document=OWN, least=1, most=100,
        why=_("要考核的培训，低于这个分数的另行补考。"),
    ),
    RuleSpec(
        "training.warn_days", _("证件到期前几天提醒"), 30, unit=_("天"), document=OWN, least=1, most=180,
        why=_("到期前这么多天告诉本人和总务处，来得及复审、换证。"),
    ),
)  # fmt: skip
