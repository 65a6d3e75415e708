"""The signed addresses of what everybody may see: a month of accounts; nothing in them is anybody's."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Month

SIGNER = signing.Signer(salt="meals.month", sep=".")


def token_of(month: Month) -> str:
    """What opens the page of a month."""
    return SIGNER.sign(month.code)


def address_of(month: Month) -> str:
    """The whole address, for a code on paper."""
    return f"{settings.BASE_URL}{reverse('meals-public:month', args=[token_of(month)])}"


def month_by(token: str) -> Month | None:
    """The published month a token opens; None for a forged one and for a month that is not public."""
    try:
        code = SIGNER.unsign(token)
        first = date(int(code[:4]), int(code[4:]), 1)
    except (signing.BadSignature, ValueError):
        return None
    return Month.objects.filter(first=first, status=Month.Status.PUBLISHED).first()
