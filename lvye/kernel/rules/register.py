"""The register of what the school has recorded, and the screen of all rules in the menu."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Column, MenuLink, Register, menu_link, register

from .models import Rule
from .services import rule_correct, rule_set

register(
    Register(
        model=Rule,
        menu="more",
        columns=(
            "code",
            Column("shown", _("取值"), lambda rule: rule.shown),
            "effective_from",
            "effective_to",
            "document",
            "article",
            "region",
        ),
        fields=("code", "value", "effective_from", "why"),
        more=("effective_to", "document", "article", "region"),
        filters=("code",),
        sorts=("-effective_from", "effective_from", "-id"),
        create=rule_set,
        amend=rule_correct,
        rights={
            "director": "view add change export",
            "admin": "view add change export",
            "deputy_director": "view",
            "vice_principal": "view",
            "principal": "view",
        },
        empty=_("还没有改动过标准，全部按默认值执行。在“标准与阈值”里点一项，就可以登记本校的标准。"),
        icon="history",
    )
)

menu_link(
    MenuLink(
        group="school",
        label=_("标准与阈值"),
        url_name="rules:overview",
        icon="gear",
        right="rules.view_rule",
        order=40,
    )
)
