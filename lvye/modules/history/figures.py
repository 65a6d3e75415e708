"""The figures of the history: what earlier documents state and somebody judged to be so."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvye.kernel.figures.api import Dim, Figure, Sum, declare

from .models import DocumentKind, DocumentStatus, FactKind, FactStatus, counted

DATE = "document__ends_on"
YEAR = Dim(_("年份"), "document__year")
ACTION = Dim(_("动作"), "deed")
OBJECT = Dim(_("事物"), "object")
UNIT = Dim(_("单位"), "measure")
KIND = Dim(_("种类"), "kind", {str(key): word for key, word in FactKind.choices})

declare(
    Figure(
        name="history.stated", label=_("往年写明的数"), unit="", register="history.historyfact", date=DATE,
        where=counted() & Q(kind__in=[FactKind.DONE, FactKind.MONEY]), value=Sum("value"), approx="approx",
        by={"year": YEAR, "action": ACTION, "object": OBJECT, "unit": UNIT, "kind": KIND},
        breakdowns=(("year", "action", "object", "unit"), ("unit",)), apart="unit",
        definition=_(
            "往年材料里经人核对采纳的“做了多少”和金额，按材料所说的时间归入时段；合计和分项只计一样，重复印的、"
            "打算做的和改动以前的不计，万元折成元。"
        ),
    )
)  # fmt: skip
declare(
    Figure(
        name="history.standing", label=_("往年的家底"), unit="", register="history.historyfact", date=DATE,
        where=counted() & Q(kind=FactKind.STATE), value=Sum("value"), approx="approx",
        by={"year": YEAR, "object": OBJECT, "unit": UNIT}, breakdowns=(("year", "object", "unit"), ("unit",)),
        apart="unit",
        definition=_("往年材料里经人核对采纳的“现有多少”，按材料所说的时间归入时段。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="history.documents", label=_("存为历史的材料"), unit=_("份"), register="history.historydocument",
        date="ends_on", where=Q(status=DocumentStatus.KEPT), better="more",
        by={"year": Dim(_("年份"), "year"),
            "kind": Dim(_("是什么"), "kind", {str(key): word for key, word in DocumentKind.choices})},
        definition=_("所说的时间在时段内、每一条数都核对过的往年材料。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="history.unjudged", label=_("往年材料待核对的数"), unit=pgettext_lazy("往年材料", "条"),
        register="history.historyfact", date="",
        where=Q(status=FactStatus.PROPOSED, document__status=DocumentStatus.OPEN), better="less",
        by={"kind": KIND, "document": Dim(_("材料"), "document__title")},
        definition=_("读出来还没有人核对的数，此刻的数目，不分时段。"),
    )
)  # fmt: skip
