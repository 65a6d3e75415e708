"""What the outbox is told: the page's own script asks in its own header, and wants words instead of pages."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

HEADER = "X-Lvye-Outbox"  # js/outbox-core.js sends it
CONFLICT = 409
MOST_WORDS = 400
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def refusal(request: HttpRequest, words: str) -> HttpResponse:
    """A form that cannot be taken at all: 409, with the sentence."""
    if asks_for_words(request):
        return JsonResponse({"said": words}, status=CONFLICT)
    return render(request, "outbox/refused.html", {"problem": words}, status=CONFLICT)


def asks_for_words(request: HttpRequest) -> bool:
    """Whether the script asks, not a form."""
    return HEADER in request.headers


def packed(request: HttpRequest, response: Any) -> HttpResponseBase:
    """The screen's answer for whoever asked: for the script, where it led or what was refused, as JSON.

    Cookies the screen set go along.
    """
    if not asks_for_words(request) or response.streaming:
        made: HttpResponseBase = response
        return made
    place = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    if place and response.status_code < 400:
        answer = JsonResponse({"led_to": place})
    else:
        if hasattr(response, "render"):
            response.render()
        answer = JsonResponse({"said": said(response.content.decode(errors="replace"))}, status=response.status_code)
    answer.cookies = response.cookies
    return answer


def said(page: str) -> str:
    """The sentences with which a page refuses a form: those marked as alerts and those beside fields."""
    reader = _Refusals()
    reader.feed(page)
    return " ".join(dict.fromkeys(line for line in reader.lines if line))[:MOST_WORDS]


def _is_refusal(has: dict[str, str | None]) -> bool:
    return (has.get("role") == "alert" or "err" in (has.get("class") or "").split()) and "hidden" not in has


class _Refusals(HTMLParser):
    """Collects the text of `role="alert"` and `.err`, as far as it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.depth = 0
        self.unseen = 0  # inside a <template>: for scripts, not on the page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen at a refusal, and count what is open inside it."""
        if tag in VOID:
            return
        if tag == "template":
            self.unseen += 1
        has = dict(attrs)
        if self.depth:
            self.depth += 1
        elif not self.unseen and _is_refusal(has):
            self.depth = 1
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """One less is open."""
        if tag == "template":
            self.unseen -= 1
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Words inside a refusal."""
        if self.depth and (words := " ".join(data.split())):
            self.lines[-1] = f"{self.lines[-1]} {words}".strip()
