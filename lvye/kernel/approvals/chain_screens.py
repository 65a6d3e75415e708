"""The editing of chains: steps as a list, each with who, from which amount, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.people.api import Post
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context
from lvye.kernel.rules import api as rules
from lvye.kit import say

from . import services, words
from .declare import HEAD, MEETING, OUTSIDE, Approvable, approvables
from .models import ApprovalChain
from .planning import NUMBER, line_of

OWN = "own"  # a line written in yuan, not taken from a rule
NONE = "none"  # this step is left out
BLANKS = 3
YUAN = ("元", "yuan")  # house: compared, not shown


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A chain in words, with what changed in it."""
    chain = get_object_or_404(reg.rows(request.user), pk=pk)
    today = timezone.localdate()
    context = detail_context(reg, chain, request.user) | {
        "chain": chain,
        "kind": words.kind_label(chain.kind),
        "lines": words.chain_words(chain, today),
        "condition": words.condition_words(chain, today),
    }
    name = "registers/print_detail.html" if request.GET.get("as") == "print" else "approvals/chain.html"
    return render(request, name, context)


class LineForm(forms.Form):
    """From which amount on, and only for which: shared by a chain and its steps."""

    line = forms.ChoiceField(label=gettext_lazy("看不看金额"), required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("达到多少"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"data-unit": gettext_lazy("元")}),
    )
    traits = forms.MultipleChoiceField(
        label=gettext_lazy("只限于"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, kind: Approvable | None, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind = kind
        if kind is None or kind.amount is None:
            del self.fields["line"], self.fields["amount"]
        else:
            self._choices("line", lines(today))
        choices = trait_choices(kind)
        if choices:
            self._choices("traits", choices)
        else:
            del self.fields["traits"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def condition(self) -> dict[str, Any]:
        """above and traits, as a chain keeps them."""
        given = self.cleaned_data
        above = given.get("line", "")
        if above == OWN:
            above = str(given.get("amount") or "")
        traits: dict[str, list[str]] = {}
        for pair in given.get("traits", ()):
            name, _sign, value = pair.partition("=")
            traits.setdefault(name, []).append(value)
        return {"above": above, "traits": traits}

    def clean(self) -> dict[str, Any]:
        """One's own line needs its amount."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("line") == OWN and given.get("amount") is None:
            self.add_error("amount", _("请写上多少元。"))
        return given


class ChainForm(LineForm):
    """Name, when it is taken, whether it is in use."""

    name = forms.CharField(label=gettext_lazy("流程叫什么"), max_length=60)
    sort = forms.IntegerField(
        label=gettext_lazy("先后"),
        initial=100,
        help_text=gettext_lazy("同一件事有几个流程时，从小到大，用第一个合条件的。"),
    )
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)
    is_open = forms.BooleanField(label=gettext_lazy("在用"), required=False, initial=True)
    reason = forms.CharField(label=gettext_lazy("为什么改"), max_length=300, required=False)
    field_order = ("name", "line", "amount", "traits", "sort", "note", "is_open", "reason")


class StepForm(LineForm):
    """One step."""

    place = forms.IntegerField(label=gettext_lazy("第几步"), required=False, min_value=1)
    by = forms.ChoiceField(
        label=gettext_lazy("由谁"),
        choices=(
            (NONE, gettext_lazy("不要这一步")),
            ("post", gettext_lazy("岗位")),
            (HEAD, gettext_lazy("申请人的部门负责人")),
            (MEETING, gettext_lazy("会议决定")),
            (OUTSIDE, gettext_lazy("上级批复")),
        ),
    )
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("哪些岗位"),
        error_messages={"required": gettext_lazy("请选在用的岗位。")},
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("选几个，就要几个岗位都同意；会议和批复选由谁登记。"),
    )
    name = forms.CharField(
        label=gettext_lazy("会议或上级叫什么"), max_length=60, required=False,
        help_text=gettext_lazy("例如校长办公会、市教育局；岗位不用填。"),
    )  # fmt: skip
    hours = forms.IntegerField(
        label=gettext_lazy("几个工作小时内答复"),
        required=False,
        min_value=0,
        max_value=400,
        help_text=gettext_lazy("不填按“标准与阈值”里的时限。"),
    )
    field_order = ("place", "by", "posts", "name", "line", "amount", "traits", "hours")

    def __init__(self, *given: Any, posts: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self._choices("posts", posts)

    def clean(self) -> dict[str, Any]:
        """A head of department, and no step at all, need no post."""
        given = super().clean()
        if given.get("by") in (NONE, HEAD) and "posts" in self.errors:
            del self.errors["posts"]
            given["posts"] = []
        return given

    def step(self) -> dict[str, Any]:
        """As a chain keeps it."""
        given = self.cleaned_data
        parts = {"by": given["by"], "posts": given["posts"], "name": given["name"], "hours": given["hours"] or 0}
        return {**parts, **self.condition()}


def lines(today: date) -> list[tuple[str, str]]:
    """Where a line may stand: nowhere, at an amount of one's own, or at a rule that counts yuan."""
    found = [("", _("不论金额")), (OWN, _("自己写一个数"))]
    for spec in rules.declared:
        if spec.kind in ("int", "decimal") and str(spec.unit) in YUAN:
            now = say.money(line_of(spec.code, today))
            found.append((spec.code, _("%(rule)s（现在%(now)s）") % {"rule": spec.label, "now": now}))
    return found


def trait_choices(kind: Approvable | None) -> list[tuple[str, str]]:
    """ "fund=public" → 资金：公用经费, for all the record says of itself."""
    if kind is None:
        return []
    return [
        (f"{name}={value}", f"{kind.trait_labels.get(name, name)}：{label}")
        for name, choices in kind.trait_choices.items()
        for value, label in choices()
    ]


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """Change a chain; what is asked already keeps the turns it has."""
    chain = get_object_or_404(reg.rows(request.user), pk=pk)
    return _form(request, chain, chain.kind)


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """Choose what is asked about, then write its chain."""
    kind = request.GET.get("kind", "")
    if kind not in approvables:
        return render(request, "approvals/chain_kinds.html", {"kinds": [(k.key, k.label) for k in approvables]})
    return _form(request, None, kind)


def _form(request: AuthedRequest, chain: ApprovalChain | None, kind: str) -> HttpResponseBase:
    found, today = approvables.get(kind), timezone.localdate()
    common: dict[str, Any] = {"kind": found, "today": today}
    data = request.POST if request.method == "POST" else None
    head = ChainForm(data, prefix="chain", initial=_head(chain), **common)
    given = chain.steps if chain else []
    posts = [(post.code, post.name) for post in Post.objects.filter(is_open=True).order_by("sort", "pk")]
    count = _count(data, len(given) + BLANKS)
    steps = [StepForm(data, prefix=f"step{n}", posts=posts, initial=_initial(given, n), **common) for n in range(count)]
    problem = ""
    if data is not None and all([head.is_valid(), *(step.is_valid() for step in steps)]):
        problem, kept = _keep(request, chain, kind, head, steps)
        if kept is not None:
            messages.success(request, _("流程存好了，从现在起提交的都按它办；已经在审批的不变。"))
            return redirect(reverse("approvals.approvalchain:detail", args=[kept.pk]))
    back = reverse("approvals.approvalchain:detail", args=[chain.pk]) if chain else ""
    context = {
        "head": head, "more": (), "steps": steps, "chain": chain, "kind": words.kind_label(kind), "problem": problem,
        "back": back or reverse("approvals.approvalchain:list"), "count": count, "filled": len(given) or 1,
    }  # fmt: skip
    wrong = bool(problem or (data is not None))
    return render(request, "approvals/chain_form.html", context, status=400 if wrong else 200)


def _count(data: Mapping[str, Any] | None, usual: int) -> int:
    said = str(data.get("count", "")) if data is not None else ""
    return min(int(said), 30) if said.isdecimal() else usual


def _head(chain: ApprovalChain | None) -> dict[str, Any]:
    if chain is None:
        return {}
    own = {"name": chain.name, "sort": chain.sort, "note": chain.note, "is_open": chain.is_open}
    return own | _condition(chain.above, chain.traits)


def _initial(steps: list[dict[str, Any]], number: int) -> dict[str, Any]:
    if number >= len(steps):
        return {"place": number + 1, "by": NONE}
    step = steps[number]
    own = {"place": number + 1, "by": step["by"], "posts": step["posts"], "name": step.get("name", "")}
    own["hours"] = step.get("hours") or None
    return own | _condition(step.get("above", ""), step.get("traits", {}))


def _condition(above: str, traits: Mapping[str, Any]) -> dict[str, Any]:
    written = bool(NUMBER.fullmatch(above))
    return {
        "line": OWN if written else above,
        "amount": above if written else None,
        "traits": [f"{name}={value}" for name, values in traits.items() for value in values],
    }


def _keep(
    request: AuthedRequest, chain: ApprovalChain | None, kind: str, head: ChainForm, steps: list[StepForm]
) -> tuple[str, ApprovalChain | None]:
    wanted = [form for form in steps if form.cleaned_data["by"] != NONE]
    wanted.sort(key=lambda form: form.cleaned_data.get("place") or len(steps))
    given = head.cleaned_data
    values = {name: given[name] for name in ("name", "sort", "note", "is_open")} | head.condition()
    values["steps"] = [form.step() for form in wanted]
    try:
        with transaction.atomic():
            if chain is not None:
                return "", services.chain_amend(chain, actor=request.user, reason=given["reason"], **values)
            code = services.chain_code(kind)
            return "", services.chain_create(actor=request.user, kind=kind, code=code, **values)
    except ValidationError as problem:
        return " ".join(problem.messages), None
