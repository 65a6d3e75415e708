"""Valid records of the history, made through its services."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import docx
from django.core.files.base import ContentFile
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from lvye.kernel.accounts.api import User, system_user
from lvye.modules.history import services
from lvye.modules.history.models import HistoryDocument, HistoryFact

_numbers = count(1)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SAID = "全年更换灯管120根，维修课桌45张。投入2.5万元修了厨房。"


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def historydocument(**values: Any) -> HistoryDocument:
    """A short summary of 2016, pasted; its facts wait to be judged."""
    n = next(_numbers)
    given = {"title": f"2016年总结{n}", "text": f"二〇一六年的第{n}份材料。\n{SAID}", "year": 2016, "now": NOW} | values
    return services.document_read(actor=_actor(dict(values)), **{k: v for k, v in given.items() if k != "actor"})


def historyfact(**values: Any) -> HistoryFact:
    """The first fact of a summary of its own (更换灯管120根), accepted or dropped where a status asks for it."""
    status = values.pop("status", "")
    document = values.pop("document", None) or historydocument(**values)
    found = document.facts.get(object="灯管")
    if status == "accepted":
        return services.fact_accept(found, actor=system_user())
    if status == "dropped":
        return services.fact_drop(found, actor=system_user())
    return found


def read(text: str, **values: Any) -> HistoryDocument:
    """A pasted text of 2016, read."""
    given = {"title": "2016年总结", "year": 2016, "text": text, "now": NOW, "actor": system_user()} | values
    return services.document_read(**given)


def file(content: bytes, name: str) -> ContentFile[bytes]:
    """An upload."""
    return ContentFile(content, name)


def word(*paragraphs: str) -> bytes:
    """A Word file."""
    made, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF file; an empty page holds a picture alone, as a scan does."""
    from PIL import Image

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        if page:
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "grey")), 72, 600)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
