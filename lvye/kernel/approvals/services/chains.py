"""Chains: what is shipped becomes the school's own, and the school changes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.declare import HEAD, KINDS, Chain, StepSpec, approvables, posts_of_step, shipped
from lvye.kernel.approvals.models import ApprovalChain
from lvye.kernel.approvals.planning import NUMBER
from lvye.kernel.people.api import Post
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules

POST = "post"


def chains_prepare(actor: User) -> list[ApprovalChain]:
    """Make the chains that are shipped and not there yet; what stands is the school's own and left alone."""
    with records.deed(), override(settings.LANGUAGE_CODE):
        standing = set(ApprovalChain.objects.values_list("code", flat=True))
        return [chain_create(actor=actor, **_values(chain)) for chain in shipped if chain.code not in standing]


def chain_create(*, actor: User, **values: Any) -> ApprovalChain:
    """A new chain. Raises ValidationError for a step nobody could take or a line that is no amount."""
    return records.create(ApprovalChain, actor=actor, **(values | _checked(values)))


def chain_amend(chain: ApprovalChain, *, actor: User, reason: str = "", **values: Any) -> ApprovalChain:
    """Another form of a chain, for what is asked from now on; what is asked already keeps the turns it has."""
    names = ("kind", "above", "traits", "steps")
    whole = {name: values.get(name, getattr(chain, name)) for name in names}
    return records.amend(chain, actor=actor, reason=reason, **(values | _checked(whole)))


def chain_code(kind: str) -> str:
    """A code for a chain the school writes itself."""
    start = re.sub(r"[^a-z0-9]+", "-", kind)
    return f"{start}-{rules.next_number(f'approvals.chain.{start}')}"


def _values(chain: Chain) -> dict[str, Any]:
    return {
        "code": chain.code, "name": str(chain.name), "kind": chain.register, "sort": chain.order,
        "above": _above(chain.above), "traits": _traits(chain.traits), "note": str(chain.note),
        "is_open": chain.is_open, "steps": [_step(spec) for spec in chain.steps],
    }  # fmt: skip


def _step(spec: StepSpec) -> dict[str, Any]:
    return {
        "by": spec.by if spec.by in KINDS else POST,
        "posts": list(posts_of_step(spec)),
        "above": _above(spec.above),
        "traits": _traits(spec.traits),
        "name": str(spec.name),
        "hours": spec.hours,
    }


def _above(above: Decimal | str | None) -> str:
    return "" if above is None else str(above)


def _traits(traits: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in traits.items() if value}


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Kind, line, traits and steps, held against what is declared."""
    kind = approvables.get(str(values.get("kind", "")))
    if kind is None:
        raise ValidationError({"kind": _("没有这一类审批。")})
    above = str(values.get("above") or "").strip()
    _check_line(above, kind.amount is not None)
    steps = [_checked_step(step, number, kind) for number, step in enumerate(values.get("steps") or [], start=1)]
    return {"above": above, "traits": _traits(values.get("traits") or {}), "steps": steps}


def _check_line(above: str, has_amount: bool) -> None:
    if not above:
        return
    if not has_amount:
        raise ValidationError({"above": _("这一类审批没有金额，不能按金额分。")})
    if not (NUMBER.fullmatch(above) or above in rules.declared):
        raise ValidationError({"above": _("“%(above)s”不是金额。请写多少元，例如 5000。") % {"above": above}})


def _checked_step(step: Mapping[str, Any], number: int, kind: Any) -> dict[str, Any]:
    by, posts = str(step.get("by", "")), [str(code) for code in step.get("posts") or []]
    where = _("第%(n)s步：") % {"n": number}
    if by not in (POST, *KINDS):
        raise ValidationError({"steps": where + _("请选由谁审批。")})
    known = set(Post.objects.filter(code__in=posts, is_open=True).values_list("code", flat=True))
    if by != HEAD and (not posts or set(posts) - known):
        raise ValidationError({"steps": where + _("请选在用的岗位。")})
    above = str(step.get("above") or "").strip()
    try:
        _check_line(above, kind.amount is not None)
    except ValidationError as problem:
        raise ValidationError({"steps": where + problem.messages[0]}) from None
    return {
        "by": by, "posts": [] if by == HEAD else posts, "above": above, "traits": _traits(step.get("traits") or {}),
        "name": str(step.get("name") or ""), "hours": int(step.get("hours") or 0),
    }  # fmt: skip
