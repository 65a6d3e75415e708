"""The front door of summaries."""

from __future__ import annotations

from datetime import date

from lvye.kernel.terms.api import Term, term_period

from .documents import summary_file
from .models import Kind, Summary
from .services import summary_draft, unsaved_draft

__all__ = ["Kind", "Summary", "summary_draft", "summary_file", "term_summary_file"]


def term_summary_file(term: Term, *, kind: str, today: date | None = None) -> bytes:
    """A term's summary as "docx" or "pdf": the newest kept one, else a draft made for this printing.

    today: as of when the draft speaks; not given, as if the term were over.
    """
    span = term_period(term)
    kept = Summary.objects.filter(kind=Kind.TERM, period=span.code).order_by("-version").first()
    return summary_file(kept or unsaved_draft(Kind.TERM, span, today=today), kind=kind)
