"""`sent_once`: a form that comes twice, or late, is done once, and both times gets the same answer.

The form carries three fields, printed by `{% outbox_form %}`: `outbox_key`, `outbox_as` (whose page it was, empty for
somebody without account) and `done_at_device` (when it was filled in, by the device's clock).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records.api import attempt

from . import answers, services
from .models import Delivery

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
KEY, AS, FILLED = "outbox_key", "outbox_as", "done_at_device"
CLOCKS_DIFFER = timedelta(minutes=5)

Ahead = Callable[[HttpRequest], None]
_ahead: list[Ahead] = []


def ahead(work: Ahead) -> Ahead:
    """Have a package above do what takes long (a photo) before the deed's transaction, for who is signed in.

    On SQLite nobody else writes while a transaction is open. The work remembers what it made on the request; it raises
    nothing: what cannot be done is refused by the screen, as without it.
    """
    _ahead.append(work)
    return work


class NotYoursError(Exception):
    """The form cannot be taken from this person, or at this address; the words say why."""


@dataclass(frozen=True)
class Sent:
    """What the form says about itself."""

    key: UUID
    user: User | None
    path: str
    filled_at: datetime | None


def sent_once(
    screen: Callable[Concatenate[R, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For a screen that takes a POST and answers a deed with a redirect. Right above the function, below `needs`.

    The deed runs in one transaction with the note that its key has been used. The same key again, from the same person
    at the same address, gets the redirect of the first time and nothing is done; from another person, or elsewhere, 409
    with a sentence. Any other answer than a redirect (a refused form) leaves the key unused. A form without key (made
    by something else than our pages) is done as if the decorator were not there.
    """
    return _once(screen, _nothing)


def sent_once_after(
    read: Callable[Concatenate[R, P], None],
) -> Callable[[Callable[Concatenate[R, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """`sent_once` for a screen that reads much: `read` gets the same arguments before the transaction begins.

    It remembers on the request what it found; what the deed may not take as read is locked and read again by the deed.
    It refuses nothing: that is the screen's to say.
    """
    return lambda screen: _once(screen, read)


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    """What most screens have to read before their deed."""


def _once(screen: Callable[..., HttpResponseBase], read: Callable[..., None]) -> Callable[..., HttpResponseBase]:
    @wraps(screen)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not request.POST.get(KEY):
            return screen(request, *args, **kwargs)
        now = timezone.now()
        try:
            sent = _read(request, now)
            if sent.user is not None:  # in vain for a form that came before, which is rare and harms nothing
                for work in _ahead:
                    work(request)
                with suppress(Http404):  # the screen says so itself
                    read(request, *args, **kwargs)
            response = _done_once(request, sent, lambda: screen(request, *args, **kwargs), now)
        except NotYoursError as problem:
            return answers.refusal(request, str(problem))
        return answers.packed(request, response)

    once.sent_once = True  # type: ignore[attr-defined]  # the script asks before it sends to an address again and again
    return once


def _done_once(
    request: HttpRequest, sent: Sent, screen: Callable[[], HttpResponseBase], now: datetime
) -> HttpResponseBase:
    with attempt():
        taken = services.key_take(sent.key, user=sent.user, path=sent.path, filled_at=sent.filled_at, now=now)
        if taken is None:
            return _again(request, sent)
        response = screen()
        _settle(taken, response)
        return response


def filled_at(request: HttpRequest, now: datetime) -> datetime | None:
    """When the form was filled in, by the device's clock; None where the device does not say, or tells the future."""
    try:
        found = parse_datetime(request.POST.get(FILLED, "").strip())
    except ValueError:
        return None
    if found is None or timezone.is_naive(found) or found > now + CLOCKS_DIFFER:
        return None
    return min(found, now)


def _read(request: HttpRequest, now: datetime) -> Sent:
    """Raises NotYoursError for a form of another person, of an unknown key, or from too long ago."""
    try:
        key = UUID(request.POST[KEY])
    except ValueError:
        raise NotYoursError(_("这份表单的编号不对，请回到原来的页面重新填。")) from None
    user = _sender(request)
    found = filled_at(request, now)
    if services.is_too_old(found, now=now):
        raise NotYoursError(_("这份填了太久才送到，说不准以前送到过没有。请先看看记录，没有的话重新填。"))
    return Sent(key, user, request.get_full_path(), found)


def _sender(request: HttpRequest) -> User | None:
    """Who sends: the one who opened the form. What was filled in without account stays without name."""
    meant = request.POST.get(AS)
    now_here = str(request.user.pk) if request.user.is_authenticated else ""
    if meant is None or meant == now_here:
        return request.user if isinstance(request.user, User) else None
    screen = getattr(request.resolver_match, "func", None)
    if meant == "" and not hasattr(screen, "rights"):  # not behind `needs`: a page anybody may use
        request.user = AnonymousUser()
        return None
    if now_here == "":
        raise NotYoursError(_("请先登录，再送这一份。"))
    raise NotYoursError(_("这一份是另一个人在这部手机上填的，要用他的账号登录才能送。"))


def _again(request: HttpRequest, sent: Sent) -> HttpResponse:
    """The answer of the first time. Raises NotYoursError where it was another person's, or sent to another address."""
    known = Delivery.objects.get(key=sent.key)
    user_id = sent.user.pk if sent.user else None
    if known.user_id != user_id:
        raise NotYoursError(_("这一份已经由另一个人送过了，没有再记。"))
    if known.path != sent.path:
        raise NotYoursError(_("这一份已经送到别处了，没有再记。请回到原来的页面看看。"))
    messages.info(request, _("这一份已经收到过，没有重复记。"))
    return redirect(known.led_to)


def _settle(taken: Delivery, response: Any) -> None:
    """A redirect says that the deed is done; but the one to the sign-in says that it is not."""
    place = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    if place and response.status_code < 400 and not place.startswith(resolve_url(settings.LOGIN_URL)):
        services.key_settle(taken, place)
    else:
        services.key_give_back(taken)
