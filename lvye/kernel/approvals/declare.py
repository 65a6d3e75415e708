"""What a module declares: which of its records are asked about, and the chains a school begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.utils.functional import Promise

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import POSTS
from lvye.kernel.registers.api import registers
from lvye.kit.registry import Registry

Text = str | Promise
Fact = tuple[Any, ...]  # (label, words or safe HTML) or (label, words, tone): done, going, soon, late, idle
Choices = Callable[[], list[tuple[str, str]]]

HEAD, MEETING, OUTSIDE = "head", "meeting", "outside"
KINDS = (HEAD, MEETING, OUTSIDE)


@dataclass(frozen=True, kw_only=True)
class Approvable:
    """Records of a register that are asked about before a step is taken.

    register: "stores.issue"; step: only where one register is asked about for several things. label: what is asked.
    requester(record): whose request it is; where nobody signs in for him, None: then who asks.
    agreed(record, *, actor) takes the step by the module's own service, in the transaction of the last agreement;
    refused(record, *, actor, reason), withdrawn(record, *, actor) and returned(record, *, actor, reason) likewise; what
    was returned is in the requester's hands: it is not given back a second time by withdrawing, and where the module
    moves it (returned is declared), its own step puts it again.
    amount(record): what chains measure against their lines; traits(record): {"fund": "public"}; trait_labels and
    trait_choices name them where a chain is edited. facts(record, user): what is needed to decide, in order;
    template: a part of the deciding page above the facts, with `record`, `asking` and what context(record, user)
    gives.
    parts: registers whose records are frozen with it, with the field that names it ({"stores.issueline": "issue"}).
    """

    register: str
    label: Text
    agreed: Callable[..., Any]
    step: str = ""
    requester: Callable[[Any], User | None] = lambda record: None
    refused: Callable[..., Any] | None = None
    withdrawn: Callable[..., Any] | None = None
    returned: Callable[..., Any] | None = None
    amount: Callable[[Any], Decimal | None] | None = None
    traits: Callable[[Any], Mapping[str, str]] = lambda record: {}
    trait_labels: Mapping[str, Text] = field(default_factory=dict)
    trait_choices: Mapping[str, Choices] = field(default_factory=dict)
    facts: Callable[[Any, User], list[Fact]] | None = None
    template: str = ""
    context: Callable[[Any, User], Mapping[str, Any]] = lambda record, user: {}
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What chains and askings name it by: "stores.issue", or "assets.asset:lend"."""
        return f"{self.register}:{self.step}" if self.step else self.register


@dataclass(frozen=True)
class StepSpec:
    """One step of a chain that is shipped.

    by: a post, several posts that must all agree ("finance", "keeper"), "head" (of the requester's department),
    "meeting" (its decision is recorded with day, number and minutes) or "outside" (an answer from above, likewise).
    above: only from this amount on, the amount itself included (民法典 art. 1259): yuan, or the code of a rule.
    traits: only where the record has one of these values. name: of a meeting, or of who answers. recorder: the post
    that records the decision. hours: working hours to decide in; 0: as the rule approvals.hours says.
    """

    by: str | tuple[str, ...]
    above: Decimal | str | None = None
    traits: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    name: Text = ""
    recorder: str = "director"
    hours: int = 0


@dataclass(frozen=True)
class Chain:
    """A chain a school begins with: made once, edited afterwards by the school, never overwritten.

    above and traits as in a step: the chain is taken when they hold. Of several that fit, the one with the smallest
    `order` is taken. is_open: False ships it as an example that the school may open.
    """

    code: str
    name: Text
    register: str
    steps: tuple[StepSpec, ...]
    above: Decimal | str | None = None
    traits: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    order: int = 100
    is_open: bool = True
    note: Text = ""


approvables: Registry[Approvable] = Registry("approvable")
shipped: Registry[Chain] = Registry("shipped chain")


def approvable(declared: Approvable) -> Approvable:
    """Declare that records of a register are asked about; raises ImproperlyConfigured if it is declared twice."""
    return approvables.add(declared.key, declared)


def ship(*chains: Chain) -> None:
    """Declare chains a school begins with, in a module's `register.py`."""
    for chain in chains:
        shipped.add(chain.code, chain)


def asked_about(register: str) -> list[Approvable]:
    """All that records of this register may be asked about for."""
    return [each for each in approvables if each.register == register]


def posts_of_step(spec: StepSpec) -> tuple[str, ...]:
    """The posts a step names; none for the head of the department, the recorder's for what is decided elsewhere."""
    if spec.by == HEAD:
        return ()
    if spec.by in (MEETING, OUTSIDE):
        return (spec.recorder,)
    return (spec.by,) if isinstance(spec.by, str) else tuple(spec.by)


@register()
def check_approvals(**_: Any) -> list[CheckMessage]:
    """Every register, post and step that is named exists."""
    return [*_unknown_registers(), *_unknown_in_chains()]


def _unknown_registers() -> Iterator[CheckMessage]:
    for each in approvables:
        for name in {each.register, *each.parts} - set(registers.keys()):
            yield Error(f"approvals: {each.key} names no register {name!r}", id="approvals.E001")


def _unknown_in_chains() -> Iterator[CheckMessage]:
    for chain in shipped:
        if chain.register not in approvables:
            yield Error(f"approvals: chain {chain.code}: nothing asks {chain.register!r}", id="approvals.E002")
        for post in {post for spec in chain.steps for post in posts_of_step(spec)} - set(POSTS):
            yield Error(f"approvals: chain {chain.code}: no post {post!r}", id="approvals.E003")
