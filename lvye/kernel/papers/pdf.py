"""PDF from Django templates through WeasyPrint, which reads nothing but what this program ships.

A page may name `static:<path>` (a file of any app's static folder) and `data:` addresses; everything else, the network
and the file system above all, is refused loudly: a paper that would show a hole is not printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from lvye.kernel.papers import fonts, outlines
from lvye.kernel.papers.values import RefusedError

STATIC, FACE = "static:", "face:"


class OwnThings(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Fetches static files, faces and data addresses; refuses the rest."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The thing at the address."""
        if url.startswith(FACE):
            return URLFetcherResponse(url, fonts.face(url.removeprefix(FACE)).path.read_bytes())
        if url.startswith(STATIC):
            return URLFetcherResponse(url, static_file(url.removeprefix(STATIC)).read_bytes())
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise RefusedError(f"a paper may not fetch {url[:200]!r}")


def static_file(name: str) -> Path:
    """Where a static file lies. RefusedError when no app ships one, or the name climbs out."""
    try:
        found = finders.find(name)
    except ValueError as error:  # SuspiciousFileOperation comes as one, and so do null characters
        raise RefusedError(f"{name!r} is not a static file") from error
    if not isinstance(found, str):
        raise RefusedError(f"there is no static file {name!r}")
    return Path(found)


def _faces() -> str:
    """@font-face rules for the vendor faces; faces of the machine are found by their own names in the style sheet."""
    rules = []
    for name, (_folder, weight, family, _style) in outlines.SOURCES.items():
        found = fonts.find(name)
        if found and found.path.parent == fonts.vendor_dir():
            rules.append(f'@font-face{{font-family:"{family}";font-weight:{weight};src:url({FACE}{name})}}')
    return "".join(rules)


def write(html: str, css: str) -> bytes:
    """A PDF of a page. The same page gives the same bytes on the same machine."""
    fetcher, font_config = OwnThings(), FontConfiguration()
    sheets = [CSS(string=part, font_config=font_config, url_fetcher=fetcher) for part in (_faces(), css) if part]
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    page = HTML(string=html, url_fetcher=fetcher)
    try:
        # Hints: widths of columns and pictures stand as attributes, because pages carry no inline style.
        result: bytes = page.write_pdf(
            stylesheets=sheets, font_config=font_config, pdf_identifier=identifier, presentational_hints=True
        )
    except FatalURLFetchingError as error:
        raise RefusedError(str(error)) from error
    return result


def build(template_name: str, context: Mapping[str, Any], *, base_css: str) -> bytes:
    """Render a template and print it with one style sheet of the static folders."""
    html = render_to_string(template_name, dict(context))
    return write(html, static_file(base_css).read_text("utf-8"))
