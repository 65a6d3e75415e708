"""What the list page shows around its rows: chips, filters, addresses, acts on many."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .declare import extra_screens
from .fields import filters_ahead
from .guard import AuthedRequest, needs
from .lists import Listing
from .models import SavedView


def list_context(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    """Everything list.html, _table.html and print_list.html read."""
    reg, user = listing.reg, listing.user
    bulk = bulk_steps(listing)
    page = listing.page(pick=bool(bulk))
    may_add = reg.can_add and bool(reg.fields) and user.has_perm(reg.permission("add"))
    new_url = reverse(f"{reg.key}:new") if may_add else ""
    return {
        "reg": reg,
        "page": page,
        "counted": SimpleLazyObject(listing.count_text),
        "headers": listing.heads(),
        "filters": SimpleLazyObject(lambda: listing.filters),
        "chips": _chips(listing),
        "views": _own_views(listing),
        "query": listing.query,
        "narrowed": listing.narrowed,
        "q": listing.query.get("q", ""),
        "sort": listing.sort,
        "bulk": bulk,
        "filters_ahead": SimpleLazyObject(lambda: filters_ahead(reg)),
        "filters_url": listing.address(part="filters"),
        "filters_page": listing.address(part="page"),
        "filters_now": listing.query.get("part") == "page",
        "pick": bool(bulk),
        "new_url": new_url,
        "print_url": listing.address(**{"as": "print"}),
        "save_view_url": reverse("registers:save-view", args=[reg.key]),
        "empty_first": {"url": new_url, "label": _("登记%(what)s") % {"what": reg.model._meta.verbose_name}},
        **_extra_addresses(listing),
    }


def _extra_addresses(listing: Listing) -> dict[str, Any]:
    """Addresses of what the packages above add (import, export), as far as the user may."""
    reg, user = listing.reg, listing.user
    found: dict[str, Any] = {"import_url": "", "export_urls": {}, "extra_links": []}
    kept = listing.narrowing | {"sort": listing.sort}
    if "import" in extra_screens and extra_screens["import"].wanted(reg) and user.has_perm(reg.permission("import")):
        found["import_url"] = reverse(f"{reg.key}:import")
    if "export" in extra_screens and user.has_perm(reg.permission("export")):
        base = reverse(f"{reg.key}:export")
        found["export_urls"] = {kind: f"{base}?{urlencode(kept | {'as': kind})}" for kind in ("xlsx", "csv")}
    for extra in extra_screens:
        if not extra.of_record and extra.shown_to(user, reg):
            url = f"{reverse(f'{reg.key}:{extra.name}')}?{urlencode(kept)}"
            found["extra_links"].append({"label": extra.label, "icon": extra.icon, "url": url})
    return found


def _chips(listing: Listing) -> list[dict[str, Any]]:
    """The declared views, with 全部 before them."""
    base = reverse(f"{listing.reg.key}:list")
    if not listing.reg.views:
        return []
    chips: list[dict[str, Any]] = [{"label": _("全部"), "url": base, "on": not listing.narrowing}]
    for view in listing.reg.views:
        query = dict(view.query)
        chips.append(
            {"label": view.label, "url": f"{base}?{urlencode(query)}", "on": query.items() == listing.narrowing.items()}
        )
    return chips


def _own_views(listing: Listing) -> list[dict[str, Any]]:
    base = reverse(f"{listing.reg.key}:list")
    now = urlencode(listing.narrowing | ({"sort": listing.query["sort"]} if "sort" in listing.query else {}))
    kept = SavedView.objects.filter(user=listing.user, register=listing.reg.key).order_by("name")
    return [
        {
            "label": view.name,
            "url": f"{base}?{view.query}",
            "on": view.query == now,
            "delete_url": reverse("registers:drop-view", args=[view.pk]),
        }
        for view in kept
    ]


def bulk_steps(listing: Listing) -> list[dict[str, Any]]:
    """The steps that may be taken on many: those that ask for nothing more."""
    reg, user = listing.reg, listing.user
    return [
        {"name": step.name, "label": step.label, "url": reverse(f"{reg.key}:do-many", args=[step.name])}
        for step in reg.model.flow
        if step.name in reg.actions and not step.fields and user.has_perm(reg.permission(step.name))
    ]


@needs()
def save_view(request: AuthedRequest, key: str) -> HttpResponseBase:
    """Keep the present narrowing of a list under a name of one's own."""
    base = reverse(f"{key}:list")
    query = request.POST.get("query", "")[:500]
    view = SavedView(user=request.user, register=key, name=request.POST.get("name", "").strip(), query=query)
    if request.method == "POST":
        try:
            view.full_clean()
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        else:
            view.save()  # house: a bookmark of one person, not a record of the school
    return redirect(f"{base}?{query}")


@needs()
def drop_view(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Forget one of one's own views."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    if request.method == "POST":
        view.delete()  # house: a bookmark of one person, not a record of the school
    return redirect(reverse(f"{view.register}:list"))
