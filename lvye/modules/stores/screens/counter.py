"""领用台: who, what, sign, done. A usual issue takes one name, one tap and one button."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import PersonStatus
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.modules.stores import services
from lvye.modules.stores.drawn import drawn
from lvye.modules.stores.models import Issue, Item, Loan, Need, NeedStatus, Sign, Status, Store
from lvye.modules.stores.sight import COUNTER

from .basket import BLANK, Row, chosen_store, day, often_taken, outs, receiver, rows_of, rows_posted, stores_for

LATELY = 8


@needs(COUNTER)
@require_http_methods(["GET", "POST"])
@sent_once
def counter(request: AuthedRequest) -> HttpResponseBase:
    """Hand out or lend goods. `?need=5` fills the basket from a request."""
    stores = stores_for(request.user)
    need = _need(request)
    asked = request.POST.get("store") or request.GET.get("store") or (str(need.store_id) if need else "")
    store = chosen_store(stores, asked)
    problem: ValidationError | None = None
    rows = rows_of(services.need_open(need), store) if need else []
    if request.method == "POST" and store is not None:
        rows = rows_posted(request.POST, store)
        try:
            with records.attempt():
                made = _deed(request, store, need, rows)
        except ValidationError as refused:
            problem = refused
        else:
            return _done(request, made)
    context = {
        "stores": stores, "store": store, "need": need, "rows": rows, "blank": BLANK,
        "problem": problem.messages if problem else [],
    }  # fmt: skip
    return render(request, "stores/counter.html", context | _said(request, store), status=400 if problem else 200)


@needs(COUNTER)
@require_safe
def quotas(request: AuthedRequest) -> HttpResponseBase:
    """What whoever is chosen may still have of the goods in the basket; nothing where no quota binds."""
    whom = receiver(request.GET.get("to", ""))
    person = whom.get("to_person")
    department = whom.get("department") or (person.department if person else None)
    items = Item.objects.filter(pk__in=[pk for pk in request.GET.getlist("item")[:50] if pk.isdecimal()])
    left = services.quotas_left(department, list(items), timezone.localdate()) if department else []
    asked = [item for item in items if item.is_asked]
    return render(request, "stores/_quotas.html", {"department": department, "left": left, "asked": asked})


def _need(request: AuthedRequest) -> Need | None:
    pk = request.POST.get("need") or request.GET.get("need") or ""
    if not pk.isdecimal():
        return None
    found: Need = get_object_or_404(registers["stores.need"].rows(request.user), pk=pk, status=NeedStatus.AGREED)
    return found


def _deed(request: AuthedRequest, store: Store, need: Need | None, rows: list[Row]) -> Issue | Loan:
    now, data = timezone.now(), request.POST
    whom = receiver(data.get("to", ""))
    if need is not None and not whom:
        whom = {"to_person": need.person}
    if not whom:
        raise ValidationError(_("请选择领给谁。"))
    services.refuse_stranger(store, request.user)
    purpose = data.get("purpose", "")[:100]
    if data.get("deed") == "loan":
        person = whom.get("to_person") or whom.get("taken_by")
        if person is None:
            raise ValidationError(_("借用要写到人：请选一位老师。"))
        due = data.get("due_on", "")
        return services.lend(
            store=store, lines=outs(rows), person=person, to_class=whom.get("to_class"), purpose=purpose,
            due_on=_due(due), now=now, actor=request.user,
        )  # fmt: skip
    if need is not None:
        whom |= {"to_class": need.to_class or whom.get("to_class"), "to_place": need.to_place}
    paper = services.issue(
        store=store, lines=outs(rows), purpose=purpose or (need.why if need else ""), need=need, now=now,
        actor=request.user, **whom,
    )  # fmt: skip
    picture = drawn(data.get("signature", ""))
    return (
        services.issue_sign(paper, how=Sign.FINGER, picture=picture, now=now, actor=request.user) if picture else paper
    )


def _due(text: str) -> date:
    found = day(text)
    if found is None:
        raise ValidationError({"due_on": _("请填哪天归还。")})
    return found


def _done(request: AuthedRequest, made: Issue | Loan) -> HttpResponseBase:
    words = _("已发放 %(number)s：%(who)s") if isinstance(made, Issue) else _("已借出 %(number)s：%(who)s")
    messages.success(request, words % {"number": made.number, "who": made.to_name})
    kind = str(made._meta.model_name)
    return redirect(f"{reverse('stores:counter')}?store={made.store_id}&last={kind}-{made.pk}")


def _said(request: AuthedRequest, store: Store | None) -> dict[str, Any]:
    """What was said before, who and what comes often, and what was done last."""
    today, data = timezone.localdate(), request.POST
    kind, _dash, pk = request.GET.get("last", "").partition("-")
    until = today + timedelta(days=int(rules.value("stores.loan_days", on=today)))
    return {
        "often": often_taken(store), "lately": _lately(store), "to": data.get("to", ""),
        "to_shown": _shown(data.get("to", "")), "purpose": data.get("purpose", ""), "deed": data.get("deed", "issue"),
        "due_on": data.get("due_on") or until.isoformat(),
        "last": (kind, pk) if kind in {"issue", "loan"} and pk.isdecimal() else None,
        "waiting": Need.objects.filter(status=NeedStatus.AGREED).count(),
    }  # fmt: skip


def _lately(store: Store | None) -> list[dict[str, Any]]:
    """Who came last: most often he comes again."""
    if store is None:
        return []
    rows = Issue.objects.filter(store=store, status=Status.POSTED, to_person__status=PersonStatus.HERE)
    found: dict[int, dict[str, Any]] = {}
    for one in rows.select_related("to_person", "to_person__department").order_by("-pk")[:40]:
        person = one.to_person
        if person is not None and len(found) < LATELY:
            more = person.department.name if person.department else ""
            found.setdefault(person.pk, {"value": f"p{person.pk}", "name": person.name, "more": more})
    return list(found.values())


def _shown(value: str) -> dict[str, Any] | None:
    whom = receiver(value)
    one = whom.get("to_person") or whom.get("to_class") or whom.get("department")
    return {"value": value, "name": str(one), "more": ""} if one else None
