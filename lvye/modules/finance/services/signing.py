"""Papers that have to be agreed to: who signed them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.modules.finance.models import Payment


def hand_in(record: Any, *, actor: User) -> None:
    """Nothing more: who may agree finds it in the list of what waits."""


def refuse_own(record: Any, actor: User) -> None:
    """Raises ValidationError for who asks: nobody agrees to his own request."""
    if actor.pk in {getattr(record, "requester_id", None), getattr(record, "author_id", None)}:
        raise ValidationError(_("自己提的申请，不能由自己同意。"), code="own")


def agreeing(service: Any) -> Any:
    """The deed of agreeing to a paper, by anybody but who asks for it."""

    def act(record: Any, *, actor: User) -> Any:
        refuse_own(record, actor)
        return service(record, actor=actor)

    return act


def signers_of(payment: Payment) -> set[int]:
    """The users who agreed to a payment."""
    return {payment.agreed_by_id} if payment.agreed_by_id else set()
