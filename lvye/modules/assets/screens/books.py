"""三本账: the property by room, by person and by class; each book's page, and its sheet on paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.assets.models import ON_BOOKS, Asset

MOST = 1000


@dataclass(frozen=True)
class Book:
    """One of the three: the field a card stands under, its owner's model and the words of its name."""

    field: str
    model: type[Model]
    name: str
    label: str | Promise
    title: str | Promise
    icon: str


BOOKS = {
    "rooms": Book("place", Place, "full_name", gettext_lazy("按房间"), gettext_lazy("固定财产登记簿"), "door"),
    "people": Book("keeper", Person, "name", gettext_lazy("按人"), gettext_lazy("教师财产登记册"), "user"),
    "classes": Book(
        "school_class", SchoolClass, "name", gettext_lazy("按班级"), gettext_lazy("班级财产登记册"), "people"
    ),
}


@needs("assets.view_asset")
def books(request: AuthedRequest, by: str = "rooms") -> HttpResponse:
    """All rooms, people or classes with property, most first; what belongs to none is told."""
    book = _book(by)
    ask = request.GET.get("q", "").strip()[:40]
    rows = cards(request)
    named = f"{book.field}__{book.name}"
    lines = rows.filter(**{f"{book.field}__isnull": False})
    if ask:
        lines = lines.filter(**{f"{named}__contains": ask})
    found = lines.order_by().values(key=F(book.field), called=F(named))
    found = found.annotate(cards=Count("pk"), pieces=Sum("qty"), worth=Sum("value"))
    shown = sorted(found, key=lambda line: line["called"])[:MOST]
    none = rows.filter(**{book.field: None}).aggregate(cards=Count("pk"), worth=Sum("value"))
    context = {
        "by": by, "book": book, "books": BOOKS, "lines": shown, "ask": ask, "none": none if none["cards"] else None,
        "cut": len(shown) == MOST, "total": say.money(sum((line["worth"] for line in shown), Decimal(0))),
        "pieces": sum(line["pieces"] for line in shown),
    }  # fmt: skip
    return render(request, "assets/books.html", context)


@needs("assets.view_asset")
def book(request: AuthedRequest, by: str, pk: int) -> HttpResponse:
    """One room's, person's or class's book."""
    found = _book(by)
    owner = get_object_or_404(found.model._default_manager, pk=pk)
    rows = _of(request, found, owner)
    sums = rows.aggregate(pieces=Sum("qty"), worth=Sum("value"))
    context = {"by": by, "book": found, "owner": owner, "cards": list(rows[:MOST])}
    context |= {"pieces": sums["pieces"], "worth": say.money(sums["worth"] or Decimal(0))}
    if not context["cards"] and not request.user.has_perm("assets.all_asset"):
        raise Http404
    return render(request, "assets/book.html", context)


@needs("assets.view_asset")
def book_paper(request: AuthedRequest, by: str, pk: int) -> HttpResponse:
    """The same book as a printed sheet, with boxes to sign."""
    found = _book(by)
    owner: Any = get_object_or_404(found.model._default_manager, pk=pk)
    rows = list(_of(request, found, owner)[:MOST])
    if not rows:
        raise Http404
    today = timezone.localdate()
    table = papers.Table(
        header=[
            _("序号"), _("资产编号"), _("名称"), _("规格型号"), _("数量"), _("价值（元）"), _("取得日期"), _("备注"),
        ],
        rows=[
            [str(n), one.number, one.name, one.spec, f"{one.qty}{one.unit}", str(one.value), str(one.acquired_on),
             one.note]
            for n, one in enumerate(rows, 1)
        ],
        widths=(0.5, 1.4, 1.6, 1.6, 0.7, 1, 1, 1.4), numeric={4, 5},
    )  # fmt: skip
    total = ["", _("合计"), "", "", str(sum(one.qty for one in rows)), str(sum(one.value for one in rows)), "", ""]
    content = papers.table_pdf(
        title=str(found.title), school=school_name(), printed_on=today, table=table, register=_("校产"),
        period=_("截至%(day)s") % {"day": say.day(today)}, facts=[(str(found.label), getattr(owner, found.name))],
        totals=total, signatures=[papers.Signature(_("保管（使用）人")), papers.Signature(_("总务处"))],
        url=f"{settings.BASE_URL}{reverse('assets:book', args=[by, pk])}",
    )  # fmt: skip
    return papers.answer(content, f"{found.title}{owner}.pdf")


def cards(request: AuthedRequest) -> QuerySet[Asset]:
    """The cards on the books this user may see."""
    rows: QuerySet[Asset] = registers["assets.asset"].rows(request.user)
    return rows.filter(status__in=ON_BOOKS)


def _book(by: str) -> Book:
    if by not in BOOKS:
        raise Http404
    return BOOKS[by]


def _of(request: AuthedRequest, book: Book, owner: Model) -> QuerySet[Asset]:
    where = Q(**{book.field: owner.pk})
    if by_user := (book.field == "keeper"):
        where |= Q(user=owner.pk)
    rows = cards(request).filter(where).select_related("place", "keeper")
    return rows.order_by("place", "asset_class", "pk") if by_user else rows.order_by("asset_class", "pk")
