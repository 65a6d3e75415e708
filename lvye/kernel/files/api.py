"""The front door of files: attach, show, grant to somebody without account, prove that nothing is lost."""

from __future__ import annotations

from .keys import grant
from .models import Attachment
from .queries import Missing, many_of, may_see, missing, of, path_of, thumb_url, url
from .services import Received, attach, attach_all, receive, withdraw
from .store import root
from .uploads import MeasuringHandler, refuse_too_many, uploads_of

__all__ = [
    "Attachment",
    "MeasuringHandler",
    "Missing",
    "Received",
    "attach",
    "attach_all",
    "grant",
    "many_of",
    "may_see",
    "missing",
    "of",
    "path_of",
    "receive",
    "refuse_too_many",
    "root",
    "thumb_url",
    "uploads_of",
    "url",
    "withdraw",
]
