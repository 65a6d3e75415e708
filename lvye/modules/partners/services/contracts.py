"""Deeds on contracts: signing, payments, guarantees, what each side must do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import users_with
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.partners.models import (
    Contract,
    ContractStatus,
    Guarantee,
    GuaranteeStatus,
    Instalment,
    InstalmentStatus,
    Obligation,
)
from lvye.modules.partners.spans import MONTHS, later
from lvye.modules.partners.standing import refuse_if_barred

GUARANTEE = "partners.guarantee"
NONE = Decimal(0)
FIXED = {"partner", "category", "amount", "begins_on", "ends_on", "main"}  # what both sides put their names to


def contract_make(*, actor: User, today: date, **values: Any) -> Contract:
    """Draw up a contract. Raises Barred for a partner nothing may be ordered from, ValidationError for a supplement

    that exceeds the legal share of its main contract.
    """
    refuse_if_barred(values["partner"], on=today, category=values.get("category"))
    with records.deed():
        _refuse_supplement(values.get("main"), values.get("amount"), values["partner"], on=today)
        number = f"HT-{today.year}-{rules.next_number(f'partners.contract:{today.year}', 3)}"
        return records.create(Contract, actor=actor, number=number, **values)


def contract_change(contract: Contract, *, actor: User, today: date, **values: Any) -> Contract:
    """Change a contract; once signed, what both sides agreed to stays: that takes a supplement."""
    changed = {name for name in FIXED & values.keys() if values[name] != getattr(contract, name)}
    if changed and contract.status != ContractStatus.DRAFT:
        raise ValidationError(_("送审和签订的合同不能改单位、金额和期限；没签的请撤回再改，签了的请另签补充合同。"))
    said = {name: values.get(name, getattr(contract, name)) for name in ("main", "amount", "partner")}
    with records.deed():
        _refuse_supplement(said["main"], said["amount"], said["partner"], on=today, but=contract)
        return records.amend(contract, actor=actor, **values)


def contract_sign(contract: Contract, *, signed_on: date | None, today: date, actor: User) -> Contract:
    """Both sides have signed. Raises Barred for a partner nothing may be ordered from on that day."""
    day = _not_later(signed_on, today, "signed_on", _("签订日期不能在将来。"))
    refuse_if_barred(contract.partner, on=day, category=contract.category)
    return records.take(contract, "sign", actor=actor, signed_on=day)


def contract_finish(contract: Contract, *, actor: User) -> Contract:
    """Everything it promised is done. Raises ValidationError while money or a duty is still open."""
    with records.deed():
        locked = Contract.objects.select_for_update().get(pk=contract.pk)
        unpaid = locked.instalments.filter(status=InstalmentStatus.PLANNED).count()
        if unpaid:
            raise ValidationError(_("还有 %(n)s 笔款没有付，先登记已付或者写明不付。") % {"n": unpaid})
        if undone := locked.obligations.filter(status=Obligation.Status.OPEN).count():
            raise ValidationError(_("还有 %(n)s 项义务没有履行，先逐项写明结果。") % {"n": undone})
        return records.take(contract, "finish", actor=actor)


def contract_break(contract: Contract, *, why: str, actor: User) -> Contract:
    """It binds no longer, with the reason; planned payments and open duties end with it."""
    reason = _said(why, "why", _("请写明为什么解除。"))
    with records.deed():
        broken = records.take(contract, "break", actor=actor, reason=reason, why=reason)
        for instalment in broken.instalments.filter(status=InstalmentStatus.PLANNED):
            records.take(instalment, "drop", actor=actor, why=reason)
        for duty in broken.obligations.filter(status=Obligation.Status.OPEN):
            records.take(duty, "miss", actor=actor, result=reason)
        return broken


# --- payments ----------------------------------------------------------------------------------------------------


def instalment_plan(*, contract: Contract, amount: Decimal, actor: User, **values: Any) -> Instalment:
    """Plan a payment. Raises ValidationError where all payments together would exceed the contract's amount."""
    with records.deed():
        _refuse_too_much(contract, amount)
        return records.create(Instalment, actor=actor, contract=contract, amount=amount, **values)


def instalment_change(instalment: Instalment, *, actor: User, **values: Any) -> Instalment:
    """Change a payment that was not made yet."""
    with records.deed():
        if "amount" in values:
            _refuse_too_much(instalment.contract, values["amount"], but=instalment)
        return records.amend(instalment, actor=actor, **values)


def instalment_pay(
    instalment: Instalment,
    *,
    paid_on: date | None,
    amount: Decimal | None = None,
    voucher: str = "",
    today: date,
    actor: User,
) -> Instalment:
    """It was paid, in full or in part; the rest stays planned, for the same day.

    Raises ValidationError for more than was planned, for a contract that is not signed, for a day in a closed term.
    """
    day = _not_later(paid_on, today, "paid_on", _("付款日期不能在将来。"))
    refuse_closed(day)
    if instalment.contract.status != ContractStatus.LIVE:
        raise ValidationError(_("合同没有在履行，不能付款。"))
    paid = instalment.amount if amount is None else amount
    if paid > instalment.amount:
        raise ValidationError({"amount": _("这一笔约定付%(sum)s，不能多付。") % {"sum": say.money(instalment.amount)}})
    rest = instalment.amount - paid
    with records.deed():
        done = records.take(instalment, "pay", actor=actor, paid_on=day, amount=paid, voucher=voucher.strip())
        if rest:
            records.create(
                Instalment, actor=actor, contract=done.contract, label=_("%(label)s余款") % {"label": done.label},
                condition=done.condition, due_on=done.due_on, amount=rest,
            )  # fmt: skip
    return done


def instalment_drop(instalment: Instalment, *, why: str, actor: User) -> Instalment:
    """It will not be paid, with the reason."""
    reason = _said(why, "why", _("请写明为什么不付。"))
    return records.take(instalment, "drop", actor=actor, reason=reason, why=reason)


def contract_total(contract: Contract) -> Decimal | None:
    """What may be paid in all, with its signed supplements; None for a frame settled by what was delivered."""
    if contract.amount is None:
        return None
    signed = contract.supplements.filter(status__in=[ContractStatus.LIVE, ContractStatus.DONE])
    return contract.amount + (signed.aggregate(sum=Sum("amount"))["sum"] or NONE)


def _refuse_too_much(contract: Contract, amount: Decimal, *, but: Instalment | None = None) -> None:
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    if locked.status in {ContractStatus.DONE, ContractStatus.BROKEN}:
        raise ValidationError(_("合同已经结束，不能再安排付款。"))
    total = contract_total(locked)
    if total is None:
        return
    rows = locked.instalments.exclude(status=InstalmentStatus.DROPPED)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    planned = rows.aggregate(sum=Sum("amount"))["sum"] or NONE
    if planned + amount > total:
        words = {"total": say.money(total), "left": say.money(total - planned)}
        raise ValidationError({"amount": _("合同一共%(total)s，还能安排%(left)s。") % words})


def _refuse_supplement(
    main: Contract | None, amount: Decimal | None, partner: Any, *, on: date, but: Contract | None = None
) -> None:
    """A supplement is with the same partner, of a signed contract, and within the legal share of its amount."""
    if main is None:
        return
    locked = Contract.objects.select_for_update().get(pk=main.pk)
    if locked.partner_id != partner.pk:
        raise ValidationError({"main": _("补充合同要和原合同是同一个单位。")})
    if locked.status != ContractStatus.LIVE or locked.main_id is not None:
        raise ValidationError({"main": _("只能补充一份正在履行的主合同。")})
    if locked.amount is None or amount is None:
        return
    share = int(rules.value("partners.supplement_share", on=on))
    rows = locked.supplements.exclude(status=ContractStatus.BROKEN)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    together = (rows.aggregate(sum=Sum("amount"))["sum"] or NONE) + amount
    if together * 100 > locked.amount * share:
        words = {"share": share, "most": say.money(locked.amount * share / 100)}
        raise ValidationError({"amount": _("补充合同合计不能超过原合同的 %(share)s%%，即%(most)s。") % words})


# --- guarantees --------------------------------------------------------------------------------------------------


def guarantee_add(*, contract: Contract, amount: Decimal, received_on: date, actor: User, **values: Any) -> Guarantee:
    """Money held until the contract is done. Raises ValidationError above the legal share of its amount."""
    with records.deed():
        _refuse_heavy(contract, amount, on=received_on)
        return records.create(
            Guarantee, actor=actor, contract=contract, amount=amount, received_on=received_on, **values
        )


def guarantee_change(guarantee: Guarantee, *, actor: User, **values: Any) -> Guarantee:
    """Change a guarantee that is still held, by the same rule."""
    with records.deed():
        day = values.get("received_on", guarantee.received_on)
        _refuse_heavy(guarantee.contract, values.get("amount", guarantee.amount), on=day, but=guarantee)
        return records.amend(guarantee, actor=actor, **values)


def guarantee_return(guarantee: Guarantee, *, settled_on: date | None, today: date, actor: User) -> Guarantee:
    """It went back."""
    day = _not_later(settled_on, today, "settled_on", _("退还日期不能在将来。"))
    return records.take(guarantee, "give_back", actor=actor, settled_on=day)


def guarantees_remind(*, today: date) -> int:
    """Tell who returns guarantees of those due within the rule's days, and of late ones every so many; how many."""
    days = timedelta(days=int(rules.value("partners.guarantee_remind_days", on=today)))
    rows = Guarantee.objects.filter(status=GuaranteeStatus.HELD, return_on__lte=today + days)
    told = 0
    for one in rows.select_related("contract__partner").order_by("return_on", "pk"):
        late = one.return_on < today
        known = one.reminded_on
        if known and not (late and (known <= one.return_on or today - known >= days)):
            continue
        title = _("保证金过期没有退还：%(name)s") if late else _("该退保证金了：%(name)s")
        words = {"day": say.date(one.return_on), "sum": say.money(one.amount), "what": one.get_kind_display()}
        body = _("%(what)s %(sum)s，约定%(day)s退还；没有问题就办退还，有问题写明扣罚的原因。") % words
        url = reverse("partners.guarantee:detail", args=[one.pk])
        people = users_with("partners.give_back_guarantee", today)
        notify(people, title % {"name": one.contract.partner.name}, body, url, about=one, kind=GUARANTEE)
        rows.filter(pk=one.pk).update(reminded_on=today)  # house: what people were told is no record of the school
        told += 1
    return told


def guarantee_keep(guarantee: Guarantee, *, why: str, settled_on: date | None, today: date, actor: User) -> Guarantee:
    """The school keeps it, with the reason."""
    reason = _said(why, "why", _("请写明为什么扣罚。"))
    day = _not_later(settled_on, today, "settled_on", _("扣罚日期不能在将来。"))
    return records.take(guarantee, "keep", actor=actor, reason=reason, why=reason, settled_on=day)


def _refuse_heavy(contract: Contract, amount: Decimal, *, on: date, but: Guarantee | None = None) -> None:
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    if locked.amount is None:
        return
    share = int(rules.value("partners.guarantee_share", on=on))
    rows = locked.guarantees.filter(status=GuaranteeStatus.HELD)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    together = (rows.aggregate(sum=Sum("amount"))["sum"] or NONE) + amount
    if together * 100 > locked.amount * share:
        words = {"share": share, "most": say.money(locked.amount * share / 100)}
        raise ValidationError({"amount": _("保证金合计不能超过合同金额的 %(share)s%%，即%(most)s。") % words})


# --- duties ------------------------------------------------------------------------------------------------------


def obligation_do(
    obligation: Obligation, *, done_on: date | None, result: str = "", today: date, actor: User
) -> Obligation:
    """It was done; one that comes again is due anew, as long as the contract runs."""
    day = _not_later(done_on, today, "done_on", _("履行日期不能在将来。"))
    with records.deed():
        done = records.take(obligation, "do", actor=actor, done_on=day, result=result.strip())
        _again(done, actor=actor)
    return done


def obligation_miss(obligation: Obligation, *, result: str, actor: User) -> Obligation:
    """It was not done, with what came of it; one that comes again is due anew."""
    words = _said(result, "result", _("请写明没有履行的情况和怎么处理。"))
    with records.deed():
        missed = records.take(obligation, "miss", actor=actor, reason=words, result=words)
        _again(missed, actor=actor)
    return missed


def _again(duty: Obligation, *, actor: User) -> None:
    if duty.every == Obligation.Every.ONCE or duty.contract.status != ContractStatus.LIVE:
        return
    due = later(duty.due_on, MONTHS[duty.every])
    if due <= duty.contract.ends_on:
        records.create(
            Obligation,
            actor=actor,
            contract=duty.contract,
            what=duty.what,
            side=duty.side,
            every=duty.every,
            due_on=due,
        )


def _said(words: str, name: str, refusal: str) -> str:
    if not words.strip():
        raise ValidationError({name: refusal})
    return words.strip()


def _not_later(day: date | None, today: date, name: str, refusal: str) -> date:
    found = day or today
    if found > today:
        raise ValidationError({name: refusal})
    return found
