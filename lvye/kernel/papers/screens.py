"""Labels for places: choose buildings, floors or rooms, choose a size, print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.papers.answers import answer
from lvye.kernel.papers.api import LABEL_SIZES, Label
from lvye.kernel.papers.api import labels as print_labels
from lvye.kernel.places.api import Kind, Node, Place, labels_for, tree
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kit import say

RIGHT = "places.export_place"
MOST_LABELS = 2000
SIZES: dict[str, str | Promise] = {
    "a4-40x30": gettext_lazy("A4 纸，每张 45 个小标签"),
    "a4-60x40": gettext_lazy("A4 纸，每张 21 个大标签"),
    "40x30": gettext_lazy("标签机，40×30 毫米"),
    "60x40": gettext_lazy("标签机，60×40 毫米"),
}
DOORS = (Kind.ROOM, Kind.SPOT, Kind.GROUND)  # what usually gets a label


class LabelForm(forms.Form):
    """How the labels are printed."""

    size = forms.ChoiceField(
        label=gettext_lazy("标签大小"), choices=list(SIZES.items()), initial="a4-40x30", widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("给哪些地点印"),
        choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.CAMPUS],
        initial=[kind.value for kind in DOORS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一类地点。")},
    )
    skip = forms.IntegerField(
        label=gettext_lazy("这张 A4 纸已经用掉几个"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("接着用没印满的标签纸时写，从左到右、从上到下数。"),
    )

    def clean(self) -> dict[str, Any]:
        """A sheet that is begun has places left; a label printer has no sheets."""
        given: dict[str, Any] = super().clean() or {}
        size, skip = LABEL_SIZES.get(given.get("size", "")), given.get("skip") or 0
        if size and skip:
            places = size.columns * size.rows
            if not places:
                self.add_error("skip", _("标签机不用填这一项，请清空。"))
            elif skip >= places:
                self.add_error("skip", _("一张纸一共 %(n)s 个，请写小一些的数。") % {"n": places})
        return given


@dataclass
class Branch:
    """One place in use with what lies in it."""

    node: Node
    inside: list[Branch] = field(default_factory=list)
    chosen: bool = False

    @property
    def count(self) -> int:
        """How many places lie in it."""
        return sum(1 + branch.count for branch in self.inside)

    @property
    def url(self) -> str:
        """Where its parts can be ticked."""
        return f"{reverse('papers:labels')}?at={self.node.pk}"

    def walk(self) -> Iterator[Branch]:
        """Itself and all that lies in it, in order."""
        yield self
        for branch in self.inside:
            yield from branch.walk()


@needs(RIGHT)
def labels(request: AuthedRequest) -> HttpResponseBase:
    """Choose what gets a label; `at` opens one building or floor. POST prints: a PDF, or the page with a sentence."""
    given = set(request.POST.getlist("place"))
    branches = _branches(request, given)
    at = request.GET.get("at", "")
    if at and (not at.isdecimal() or int(at) not in branches):
        raise Http404
    opened = branches[int(at)] if at else None
    form = LabelForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        found = _chosen(branches, form.cleaned_data["kinds"])
        problem = _refusal(found)
        if not problem:
            return _printed(found, form.cleaned_data)
    context = {
        "form": form,
        "opened": opened,
        "groups": opened.inside if opened else _outermost(branches),
        "problem": problem,
        "up": _up(opened, branches),
        "doors": [kind.value for kind in DOORS],
    }
    return render(request, "papers/labels.html", context, status=400 if problem or form.errors else 200)


def _branches(request: AuthedRequest, given: set[str]) -> dict[int, Branch]:
    """All places in use by number, each holding what lies in it; ticked as the form said."""
    found: dict[int, Branch] = {}
    for node in tree(request.user):
        found[node.pk] = Branch(node, chosen=str(node.pk) in given)
        if node.parent_id in found:
            found[node.parent_id].inside.append(found[node.pk])
    return found


def _outermost(branches: dict[int, Branch]) -> list[Branch]:
    """Buildings and grounds; a single campus is passed over, several stand with what lies in them."""
    roots = [branch for branch in branches.values() if branch.node.parent_id not in branches]
    campuses = [branch for branch in roots if branch.node.kind == Kind.CAMPUS]
    if len(campuses) != 1:
        return roots
    return [*campuses[0].inside, *(branch for branch in roots if branch is not campuses[0])]


def _up(opened: Branch | None, branches: dict[int, Branch]) -> str:
    if opened is None:
        return ""
    parent = branches.get(opened.node.parent_id or 0)
    return parent.url if parent and parent.node.kind != Kind.CAMPUS else reverse("papers:labels")


def _chosen(branches: dict[int, Branch], kinds: list[str]) -> list[int]:
    """The places that get a label, in the order one walks: what is ticked with all of these kinds that lies in it.

    A door that is ticked itself gets one whatever the kinds say.
    """
    wanted: dict[int, None] = {}
    for branch in branches.values():
        if branch.chosen:
            for one in branch.walk():
                if one.node.kind in kinds or (one is branch and one.node.kind in DOORS):
                    wanted[one.node.pk] = None
    return list(wanted)


def _refusal(found: list[int]) -> str:
    if not found:
        return _("还没有选地点，或者选的地方里没有这一类。请先打勾。")
    if len(found) > MOST_LABELS:
        return _("一次最多印 %(n)s 个标签，请分几次来印。") % {"n": say.number(MOST_LABELS)}
    return ""


def _printed(found: list[int], given: dict[str, Any]) -> HttpResponse:
    places = Place.objects.in_bulk(found)
    made = labels_for(places[pk] for pk in found if pk in places)
    items = [Label(one.code, f"{settings.BASE_URL}{one.url}", one.title, one.subtitle) for one in made]
    content = print_labels(items, given["size"], skip=given["skip"] or 0)
    name = _("地点码标签")
    return answer(content, f"{name}{timezone.localdate():%Y%m%d}.pdf")
