"""Deeds on documents: read one, say which time it speaks of, take it down again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.kit.documents import Limits, text_of
from lvye.kit.prose import Words, read
from lvye.modules.history.models import DocumentStatus, FactStatus, HistoryDocument, Source
from lvye.modules.history.spans import days, guess, like_a_title, says_nothing
from lvye.modules.repairs.api import WorkItem

from .proposing import facts_propose

TITLE = 120


class KnownError(ValidationError):
    """The same document was read before. `document` is the first one."""

    def __init__(self, document: HistoryDocument) -> None:
        super().__init__(_("这份材料已经读过了：%(title)s。") % {"title": document.title}, code="known")
        self.document = document


@dataclass(frozen=True)
class Taken:
    """What came in, as text: where from, its marks, and the file that is kept beside it."""

    text: str
    source: str
    sha256: str
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    name: str = ""
    file: files.Received | None = None


def document_read(
    *, upload: File[Any] | None = None, text: str = "", title: str = "", year: int | None = None, span: str = "",
    kind: str = "summary", actor: User, now: datetime,
) -> HistoryDocument:  # fmt: skip
    """Read an upload or pasted words, and propose every fact at once.

    Year and stretch are taken from title and text where they are not given; a year nobody knows stays open until
    somebody says it. Raises KnownError for a document that was read before, UnreadableError (a ValidationError) with
    what to do for one that gives no text.
    """
    taken = _uploaded(upload) if upload is not None else _pasted(text)
    mark = text_mark(taken.text)
    for known in HistoryDocument.objects.filter(sha256=taken.sha256) | HistoryDocument.objects.filter(text_sha256=mark):
        raise KnownError(known)
    reading = read(taken.text, words=school_words())
    named = (title.strip() or _titled(taken))[:TITLE]
    guessed, stretch = guess(named, taken.text, reading.year)
    year = year or guessed
    begins_on, ends_on, term = days(year, span or stretch) if year else (None, None, None)
    with records.deed():
        made = records.create(
            HistoryDocument, actor=actor, title=named, kind=kind, year=year, span=span or stretch,
            begins_on=begins_on, ends_on=ends_on, term=term, source=taken.source, pages=taken.pages,
            sha256=taken.sha256, text_sha256=mark, text=taken.text, warnings=list(taken.warnings),
            read_at=now, read_by=actor,
        )  # fmt: skip
        if taken.file is not None:
            files.attach(made, taken.file, kind=files.Attachment.Kind.PAPER, actor=actor, now=now)
        facts_propose(made, reading, actor=actor)
    return made


def document_change(document: HistoryDocument, *, actor: User, **values: Any) -> HistoryDocument:
    """Change title, kind, or the time it speaks of; its days follow."""
    year = values.get("year", document.year)
    span = values.get("span", document.span)
    if year is None and document.facts.filter(status__in=(FactStatus.ACCEPTED, FactStatus.MENDED)).exists():
        raise ValidationError({"year": _("已经有采纳的数，年份不能再空着。")})
    if year is not None and not 1950 <= year <= 2100:
        raise ValidationError({"year": _("年份应在 1950 到 2100 之间。")})
    begins_on, ends_on, term = days(year, span) if year is not None else (None, None, None)
    with records.deed():
        changed = records.amend(document, actor=actor, **values, begins_on=begins_on, ends_on=ends_on, term=term)
        return document_settle(changed, actor=actor)


def document_settle(document: HistoryDocument, *, actor: User) -> HistoryDocument:
    """Once every fact is judged (and the year known) the document stands as history; else it is open again."""
    document.refresh_from_db(fields=["status", "year"])
    left = document.facts.filter(status=FactStatus.PROPOSED).exists()
    whole = not left and document.year is not None and document.facts.exists()
    if whole and document.status == DocumentStatus.OPEN:
        return records.take(document, "keep", actor=actor)
    if not whole and document.status == DocumentStatus.KEPT:
        return records.take(document, "review", actor=actor)
    return document


def document_keep(document: HistoryDocument, *, actor: User) -> HistoryDocument:
    """Say that it is judged. Raises ValidationError while facts are left, or nobody knows the year."""
    left = document.facts.filter(status=FactStatus.PROPOSED).count()
    if left:
        raise ValidationError(_("还有 %(n)s 条没有核对。") % {"n": left})
    if document.year is None:
        raise ValidationError(_("先选这份材料说的是哪一年，才能存为历史。"))
    return records.take(document, "keep", actor=actor)


def document_review(document: HistoryDocument, *, actor: User) -> HistoryDocument:
    """Open it again: its facts can be judged anew, and stand meanwhile."""
    return records.take(document, "review", actor=actor)


def document_withdraw(document: HistoryDocument, *, why: str, actor: User) -> HistoryDocument:
    """Take it down: its facts count no longer. It can be restored."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么撤下。")})
    return records.take(document, "withdraw", actor=actor, reason=why.strip(), why=why.strip())


def document_restore(document: HistoryDocument, *, actor: User) -> HistoryDocument:
    """Bring it back with all that was judged."""
    with records.deed():
        return document_settle(records.take(document, "restore", actor=actor), actor=actor)


def text_mark(text: str) -> str:
    """The mark of the words alone: the same for Word, PDF and pasted text, however lines are broken."""
    return hashlib.sha256(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).encode()).hexdigest()


def school_words() -> Words:
    """The objects and places the school itself has names for."""
    objects = WorkItem.objects.values_list("object", flat=True).distinct()
    places = Place.objects.filter(kind__in=("building", "ground")).values_list("name", flat=True).distinct()
    return Words(frozenset(objects), frozenset(places))


def _uploaded(upload: File[Any]) -> Taken:
    name = PurePath(str(upload.name or "").replace("\\", "/")).name[:TITLE]
    limits = Limits(characters=int(rules.value("history.most_characters")))
    size = upload.size or 0
    if size > limits.file_bytes:
        text = _("“%(name)s”有 %(size)s MB，最多 %(limit)s MB。请去掉图片或分成几份再传。")
        words = {"name": name, "size": size >> 20, "limit": limits.file_bytes >> 20}
        raise ValidationError({"upload": [ValidationError(text % words, code="too_big")]})
    upload.seek(0)
    content = upload.read()
    try:
        found = text_of(content, name, limits)
        text = found.text.replace("\0", "")
        kept: File[Any] = ContentFile(text.encode() if found.kind == "txt" else content, name)
        received = files.receive(kept, kind=files.Attachment.Kind.PAPER)
    except ValidationError as problem:
        raise ValidationError({"upload": problem.error_list}) from None
    return Taken(text, found.kind, found.sha256, found.pages, found.warnings, PurePath(name).stem, received)


def _pasted(text: str) -> Taken:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not text:
        raise ValidationError({"text": _("选一个文件，或者把文字粘贴到这里。")})
    limit = int(rules.value("history.most_characters"))
    if len(text) > limit:
        words = {"count": say.number(len(text)), "limit": say.number(limit)}
        raise ValidationError({"text": _("有 %(count)s 字，一次最多读 %(limit)s 字。请分成几份。") % words})
    return Taken(text, Source.PASTE, hashlib.sha256(text.encode()).hexdigest())


def _titled(taken: Taken) -> str:
    """The file's name where it says something, else the first line that reads like a title."""
    if taken.name and not says_nothing(taken.name):
        return taken.name
    for line in taken.text.split("\n")[:5]:
        if like_a_title(line := line.strip()):
            return line
    return taken.text.strip().split("\n")[0][:20]
