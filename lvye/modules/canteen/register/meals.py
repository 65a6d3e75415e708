"""The registers of what is cooked, kept and cleaned."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.canteen import services
from lvye.modules.canteen.models import Discard, Disinfection, Fridge, Meal, Sample, SampleStatus, Serving

from .posts import ADMIN, GOODS, HEADS, KITCHEN, LEADERS


def _release(sample: Sample, *, actor: User) -> Sample:
    return services.sample_release(sample, actor=actor)


def _hand(sample: Sample, *, actor: User, handed_to: str = "") -> Sample:
    return services.sample_hand(sample, handed_to=handed_to, actor=actor)


SEE = rights(((*KITCHEN, *HEADS), "view export"), (LEADERS, "view export"))
register(
    Register(
        model=Meal,
        menu="more",
        icon="bowl",
        columns=("day", "kind", "diners"),
        filters=("day", "kind"),
        sorts=("-id", "-day"),
        can_add=False,
        rights=rights(((*KITCHEN, *HEADS, *LEADERS), "view export"), (GOODS, "view")),
        empty=_("一天的一餐：它的菜、用料、留样、消毒、陪餐都挂在这里。"),
    )
)
register(
    Register(
        model=Serving,
        menu="more",
        icon="bowl",
        columns=("name", "meal", "core", "core_at", "core_by"),
        filters=("meal",),
        can_add=False,
        rights=rights(((*KITCHEN, *HEADS, *LEADERS), "view export"), (GOODS, "view")),
        empty=_("每一餐的每一种成品，汤和粥也算；食谱上有的自动带来。"),
    )
)
register(
    Register(
        model=Sample,
        menu="food",
        icon="box",
        columns=("code", "day", "serving", "grams", "put_at", "put_by", "cabinet", "keep_until", "status", "emptied_at",
                 "emptied_by"),
        filters=("status", "day", "cabinet"),
        sorts=("-id", "-day"),
        views=(
            View("kept", _("在柜"), {"status": SampleStatus.KEPT}),
            View("sealed", _("封存"), {"status": SampleStatus.SEALED}),
        ),
        can_add=False,
        actions={"release": _release, "hand": _hand},
        rights=rights(
            (KITCHEN, "view add export empty"), (HEADS, "view add export empty release hand"),
            (LEADERS, "view export release hand"),
        ),
        empty=_("每餐每样成品留 125 克以上，满 48 小时才能倒。在灶台页上留。"),
    )
)  # fmt: skip
register(
    Register(
        model=Fridge,
        menu="food",
        icon="temp",
        columns=("name", "kind", "place", "is_active"),
        fields=("name", "kind", "place"),
        more=("sort", "is_active"),
        filters=("kind", "is_active"),
        rights=rights(
            (KITCHEN, "view add change export"), (HEADS, "view add change export"), (ADMIN, "view add change")
        ),
        empty=_("冷藏柜、冷冻柜、留样柜各登记一台；测温在“例行检查”里启用，每台各记各的。"),
    )
)
register(
    Register(
        model=Disinfection,
        menu="food",
        icon="check",
        columns=("day", "meal", "what", "method", "degrees", "minutes", "strength", "is_good", "note", "by"),
        filters=("day", "what", "method", "is_good"),
        sorts=("-id", "-day"),
        views=(View("bad", _("不合格的"), {"is_good": "False"}),),
        can_add=False,
        rights=rights((KITCHEN, "view add export"), (HEADS, "view add export"), (LEADERS, "view export")),
        empty=_("餐具、刀板、台面每餐消毒一次，记温度和时间；不够的当场重做。"),
    )
)
register(
    Register(
        model=Discard,
        menu="food",
        icon="warn",
        columns=("number", "day", "batch", "serving", "qty", "unit", "why", "how", "by", "witness"),
        filters=("day", "how"),
        sorts=("-id", "-day"),
        can_add=False,
        rights=rights((KITCHEN, "view add export"), (HEADS, "view add export"), (LEADERS, "view export")),
        empty=_("可疑的、变质的食品宁可倒掉：谁经手、谁见证、怎么处理的，都留在这里。"),
    )
)
