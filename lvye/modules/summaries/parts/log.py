"""What the log has to say: the odd jobs that fit no form. A line that became a repair is told by the repairs alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer
from lvye.modules.worklog.api import Kind

NAMED = 12  # things of one kind that one sentence can carry


def chores(w: Writer, only: Mapping[str, str] | None = None) -> None:
    """Every thing done by its kind of work, the most first; how many hands were out; how many entries tell of it."""
    only = only or {}
    if not w.has("worklog.entries", only):
        return
    w.say(_("不进报修单的零星活随手记下%(n)s") % {"n": w.fig("worklog.entries", only)})
    if not only and w.has("worklog.person_times"):
        w.say(_("，出动%(n)s") % {"n": w.fig("worklog.person_times")})
    w.say(_("。"))
    groups: dict[str, list[str]] = {}
    for value in w.numbers.split("worklog.work", "kind", "action", "object", "unit", only=only):
        label = value.figure.by["kind"].word(value.keys["kind"])
        said = f"{value.keys['action']}{value.keys['object']}{w.fig('worklog.work', {**value.keys, **only})}"
        groups.setdefault(label, []).append(said)
    order = {name: place for place, name in enumerate(Kind.objects.order_by("sort").values_list("name", flat=True))}
    for label, parts in sorted(groups.items(), key=lambda group: order.get(group[0], len(order))):
        words = _("，").join(parts[:NAMED])
        w.say(_("%(kind)s：%(parts)s。") % {"kind": label, "parts": words})
    w.close()
