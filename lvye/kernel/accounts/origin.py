"""Where a request comes from, also behind proxies: who tries passwords is counted by this address."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address the outermost proxy of ours saw (LVYE_PROXIES counts them); without proxies the peer's own.

    Only the last entries of X-Forwarded-For are ours: what stands before them anybody may have written. A request that
    did not come through all proxies is counted by its peer. None where even that is not known.
    """
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    count: int = settings.PROXIES
    said = passed[-count] if 0 < count <= len(passed) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said))
    except ValueError:
        return None
