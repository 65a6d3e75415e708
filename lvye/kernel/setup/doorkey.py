"""The code a stranger does not have: asked for when the first run is opened from another machine.

It lies in LVYE_HOME and is printed on the terminal by `lvye serve` and `lvye doctor`.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.request import split_domain_port

from lvye.kernel.accounts.api import client_address

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for another
LENGTH = 8
OPENED = "lvye-first-run"  # in the session: the code was given
TRIES, TRIES_SECONDS = 10, 600
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


def code_text() -> str:
    """The code as it is printed, "K7WM-3PQA"; made at the first call, the same until the school stands."""
    file = _file()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(f"{drawn[:4]}-{drawn[4:]}\n")
        try:
            os.link(fresh, file)  # two processes may ask at once: one code wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text().strip()


def holds(text: str) -> bool:
    """Whether this is the code, in whatever way it was typed."""
    return secrets.compare_digest(_plain(text).encode(), _plain(code_text()).encode())


def forget_code() -> None:
    """The school stands: the code opens nothing any more."""
    _file().unlink(missing_ok=True)


def needed(request: HttpRequest) -> bool:
    """Whether this visitor must give the code: everybody but who sits at the machine itself.

    The address the request comes from, the name it asks for and the school's own address must all be this machine's,
    and nobody must have passed it on: what only one of them says can be forged, or is a proxy's.
    """
    if any(name in request.META for name in PASSED_ON):
        return True
    host, _port = split_domain_port(request.get_host())
    asked = (request.META.get("REMOTE_ADDR", ""), host, urlsplit(settings.BASE_URL).hostname or "")
    return not all(_is_here(name) for name in asked)


def tried_too_often(request: HttpRequest) -> bool:
    """Whether wrong codes came from this address so often that it has to wait."""
    return int(cache.get(_counter(request), 0)) >= TRIES


def count_try(request: HttpRequest) -> None:
    """A wrong code came from this address."""
    cache.add(_counter(request), 0, TRIES_SECONDS)
    cache.incr(_counter(request))


def _counter(request: HttpRequest) -> str:
    return f"lvye.setup.tries.{client_address(request)}"


def _is_here(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _plain(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign in ALPHABET)


def _file() -> Path:
    return Path(settings.LVYE_HOME) / "setup_code"
