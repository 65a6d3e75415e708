"""A made paper as the answer of a page."""

from __future__ import annotations

import re
from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEDIA = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')  # what some file system refuses in a name


def answer(content: bytes, name: str, *, save: bool | None = None) -> HttpResponse:
    """A file under `name`, whose ending (.pdf .docx .xlsx .csv) says what it is.

    A PDF is shown in the browser, the others are saved; `save` says otherwise. KeyError for another ending.
    """
    ending = PurePath(name).suffix
    kept = ending != ".pdf" if save is None else save
    fit = UNFIT.sub("-", name)
    headers = {"Content-Disposition": content_disposition_header(kept, fit) or "attachment"}
    return HttpResponse(content, content_type=MEDIA[ending], headers=headers)
