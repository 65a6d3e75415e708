"""Chains in words a director reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.people.api import POSTS, Post
from lvye.kernel.rules.api import declared
from lvye.kit.memo import once

from .declare import HEAD, MEETING, OUTSIDE, approvables
from .models import ApprovalChain
from .planning import NUMBER, line_words


def kind_label(kind: str) -> str:
    """What is asked, in words; the code of what no module declares any more."""
    found = approvables.get(kind)
    return str(found.label) if found else kind


@once
def post_names() -> dict[str, str]:
    """Posts as the school calls them."""
    return {code: str(name) for code, name in POSTS.items()} | dict(Post.objects.values_list("code", "name"))


def step_words(step: Mapping[str, Any], kind: str, names: Mapping[str, str], on: date) -> str:
    """ "会计和保管员", "校长（5,000.00元以上）"."""
    posts = _("和").join(names.get(code, code) for code in step.get("posts", ()))
    if step["by"] == HEAD:
        words = _("部门负责人")
    elif step["by"] in (MEETING, OUTSIDE):
        name = step.get("name") or (_("会议") if step["by"] == MEETING else _("上级批复"))
        words = _("%(name)s（%(post)s登记）") % {"name": name, "post": posts}
    else:
        words = posts
    when = [_line(step.get("above", ""), on), *trait_words(step.get("traits", {}), kind)]
    said = "，".join(filter(None, when))
    return f"{words}（{said}）" if said else words


def _line(above: str, on: date) -> str:
    known = not above or NUMBER.fullmatch(above) or above in declared
    return line_words(above, on) if known else above


def trait_words(traits: Mapping[str, Any], kind: str) -> list[str]:
    """ "资金：公用经费、专款"."""
    found = approvables.get(kind)
    said = []
    for name, values in traits.items():
        choices = dict(found.trait_choices[name]()) if found and name in found.trait_choices else {}
        label = found.trait_labels.get(name, name) if found else name
        said.append(f"{label}：{'、'.join(str(choices.get(value, value)) for value in values)}")
    return said


def chain_words(chain: ApprovalChain, on: date) -> list[str]:
    """Its steps in order; a sentence where it asks nobody."""
    names = post_names()
    return [step_words(step, chain.kind, names, on) for step in chain.steps] or [_("不用审批，提交就算同意")]


def condition_words(chain: ApprovalChain, on: date) -> str:
    """When it is taken: 10,000.00元以上，资金：专款."""
    return "，".join(filter(None, [_line(chain.above, on), *trait_words(chain.traits, chain.kind)]))
