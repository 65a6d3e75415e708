"""The six steps of the first run, and where one stands among them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import standing

Text = str | Promise


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what lacks without it, who may take it, whether the school must stand before it."""

    label: Text
    lacking: Text = ""
    right: str = ""
    after_school: bool = True


STEPS: dict[str, Step] = {
    "who": Step(_("管理员"), after_school=False),
    "school": Step(_("学校"), _("学校名称"), "places.add_school", after_school=False),
    "term": Step(_("学期"), _("本学期的日期"), "terms.add_term"),
    "places": Step(_("地点"), _("楼、层、房间"), "places.import_place"),
    "people": Step(_("人员"), _("老师和职工"), "people.import_person"),
    "done": Step(_("完成"), right="places.add_school"),
}


def first_open() -> str:
    """The first step that is not done yet; the last page when all are."""
    return next((name for name, stands in standing.done().items() if not stands), "done")


def step_after(name: str) -> str:
    """The next step; after the last one the last."""
    names = list(STEPS)
    return names[min(names.index(name) + 1, len(names) - 1)]


def stepper(at: str) -> list[dict[str, Text]]:
    """The way as a row of marks: what stands, where one is, what comes."""
    stands = standing.done()
    return [
        {"label": step.label, "kind": "going" if name == at else "done" if stands.get(name) else "idle"}
        for name, step in STEPS.items()
    ]
