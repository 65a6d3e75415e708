"""What the screens of the canteen share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.outbox.api import filled_at
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest
from lvye.modules.canteen.models import MealKind, Worker
from lvye.modules.canteen.services import hands

KITCHEN = "canteen.kitchen_worker"
HEALTH = "canteen.health_worker"
WIDTHS = str.maketrans("０１２３４５６７８９．－", "0123456789.-")  # house: digits as an input method gives them


def refused(deed: Callable[[], Any]) -> str:
    """Do a deed; "" where it was done, else why not, in a sentence or several."""
    try:
        with attempt():
            deed()
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def number(text: str, what: str = "") -> Decimal | None:
    """A number as people type it; None for nothing. Raises ValidationError for what is none."""
    plain = text.strip().translate(WIDTHS).replace("。", ".").replace("，", ".")
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        said = _("%(what)s“%(text)s”不是一个数。请只写数，例如 3.5，单位写在旁边。")
        raise ValidationError(said % {"what": what, "text": text[:20]}) from None
    if not found.is_finite() or abs(found) >= 10**7:
        raise ValidationError(_("%(what)s“%(text)s”不像。") % {"what": what, "text": text[:20]})
    return found


def moments(request: AuthedRequest) -> tuple[datetime, datetime]:
    """When the form was filled in by the device's clock, and now; a form from a day ago or more counts as of now."""
    now = timezone.now()
    at = filled_at(request, now) or now
    return (at if at <= now else now), now


def meal_kind(kind: str) -> MealKind:
    """The meal of an address. Raises Http404."""
    try:
        return MealKind(kind)
    except ValueError:
        raise Http404 from None


def chosen_worker(post: Mapping[str, Any], day: date, name: str = "by") -> Worker:
    """Who does it, of those on duty. Raises ValidationError where nobody was tapped."""
    known = {str(one.pk): one for one in hands(day)}
    found = known.get(str(post.get(name, "")))
    if found is None:
        raise ValidationError(_("点一下是谁做的（今天在岗的人才能选）。"), code="who")
    return found
