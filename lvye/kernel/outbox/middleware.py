"""What phones send in the background takes its turn; whoever looks at a page passes by."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponseBase

from .answers import asks_for_words


class InTurnMiddleware:
    """One form of an outbox at a time in a process.

    Of several the one that holds the database would wait for Python's own lock behind the others at every statement,
    and all of them for it: 200 phones were served half as fast. The form is read before, at the network's own pace.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.turn = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, when it is its turn."""
        if request.method != "POST" or not asks_for_words(request):
            return self.get_response(request)
        request.POST  # noqa: B018 - reading it is what is wanted: all of the form has come
        with self.turn:
            return self.get_response(request)
