"""Who hears of money: the cashier when a payment is agreed to, who asked when it is paid."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import users_with
from lvye.kit import say
from lvye.modules.finance.models import Claim, Payment

TO_PAY, PAID = "finance.to_pay", "finance.paid"


def tell_cashiers(payment: Payment) -> None:
    """It waits to be paid: whoever pays, except who asked for it or agreed to it, for he may not."""
    people = users_with("finance.pay_payment", timezone.localdate())  # house: the approvals name no day
    people = people.exclude(pk__in=[payment.requester_id, payment.agreed_by_id or 0])
    title = _("有款要付：%(payment)s") % {"payment": payment}
    body = _("%(payee)s，%(amount)s") % {"payee": payment.payee, "amount": say.money(payment.amount)}
    notify(people, title, body, _page(payment), about=payment, kind=TO_PAY)


def tell_paid(payment: Payment, *, actor: User) -> None:
    """It was paid: who asked, and whose claim it settles."""
    claim = Claim.objects.filter(payment=payment).select_related("person").first()
    wanted = Q(pk=payment.requester_id)
    if claim:
        wanted |= Q(pk=claim.requester_id) | Q(person=claim.person)
    people = User.objects.filter(wanted, is_active=True).exclude(pk=actor.pk).distinct()
    title = _("已付款：%(what)s") % {"what": claim or payment}
    url = reverse("finance.claim:detail", args=[claim.pk]) if claim else _page(payment)
    body = _("%(amount)s 已付给%(payee)s。") % {"amount": say.money(payment.amount), "payee": payment.payee}
    notify(people, title, body, url, about=claim or payment, kind=PAID)


def _page(payment: Payment) -> str:
    return reverse("finance.payment:detail", args=[payment.pk])
