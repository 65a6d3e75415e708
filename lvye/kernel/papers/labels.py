"""QR labels for places and things, in bulk, through ReportLab (1,000 labels take a few seconds).

Sizes are in millimetres, width × height. A label shows the name large, the QR code, the code in letters (a scratched
label can still be typed in), a second line and whose label it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lvye.kernel.papers import codes, fonts
from lvye.kernel.papers.blocks import UNPRINTABLE
from lvye.kernel.papers.values import LABEL_SIZES, Label, LabelSize

REGULAR, BOLD = "LvyeLabel", "LvyeLabelBold"
FACES = {REGULAR: "sans", BOLD: "sans-bold"}
_PRINTING = Lock()
QUIET = 2  # modules of white around the code; the label's own margin makes it the four the standard asks for
ELLIPSIS = "…"
OPENING, CLOSING = "（《“「【", "）》”」】，。、；：！？"


def _fitted(text: str, font: str, sizes: tuple[float, float], *, width: float, lines: int) -> tuple[list[str], float]:
    """The text in at most so many lines, in the largest type that holds it; cut with … when the smallest does not."""
    size, smallest = sizes
    while True:
        broken = _broken(text, font, size, width)
        if len(broken) <= lines:
            return broken, size
        if size <= smallest:
            kept = broken[:lines]
            last = kept[-1]
            while last and pdfmetrics.stringWidth(last + ELLIPSIS, font, size) > width:
                last = last[:-1]
            return [*kept[:-1], last + ELLIPSIS], size
        size -= 0.5


def _pieces(text: str) -> list[str]:
    """What may not be torn apart: a run of Latin letters or digits; a character with the brackets and stops at it."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1][-1:] if pieces else ""
        latin = character.isascii() and not character.isspace() and before.isascii() and not before.isspace()
        if before and (latin or before in OPENING or character in CLOSING):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _broken(text: str, font: str, size: float, width: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if pdfmetrics.stringWidth(lines[-1] + piece, font, size) <= width:
            lines[-1] += piece
            continue
        lines[-1] = lines[-1].rstrip()
        lines.append("" if piece.isspace() else piece)
        while pdfmetrics.stringWidth(lines[-1], font, size) > width and len(lines[-1]) > 1:
            long = lines.pop()
            fits = next(n for n in range(len(long) - 1, 0, -1)
                        if n == 1 or pdfmetrics.stringWidth(long[:n], font, size) <= width)  # fmt: skip
            lines += [long[:fits], long[fits:]]
    return [line for line in lines if line] or [""]


class _Printer:
    """Draws labels on a canvas; measures follow from the label's size."""

    def __init__(self, canvas: Any, size: LabelSize) -> None:
        self.canvas = canvas
        self.width, self.height = size.width * mm, size.height * mm
        self.margin = 2 * mm if size.width < 50 else 2.5 * mm
        self.scale = size.height / 30
        self.title_height = 9.5 * mm * self.scale
        self.side = self.height - 2 * self.margin - self.title_height

    def qr(self, x: float, y: float, url: str) -> None:
        """The code as one path of horizontal bars: no seams between modules, and small."""
        matrix = [list(row) for row in codes.qr(url).matrix]
        module = self.side / (len(matrix) + 2 * QUIET)
        path = self.canvas.beginPath()
        for index, row in enumerate(matrix):
            top = y + self.side - (index + QUIET + 1) * module
            start = 0
            while start < len(row):
                end = start
                while end < len(row) and row[end]:
                    end += 1
                if end > start:
                    path.rect(x + (start + QUIET) * module, top, (end - start) * module, module)
                start = end + 1
        self.canvas.drawPath(path, stroke=0, fill=1)

    def lines(self, lines: Sequence[str], font: str, size: float, x: float, y: float) -> float:
        """Draw lines downwards from y; gives back where the next would begin."""
        self.canvas.setFont(font, size)
        for line in lines:
            y -= size * 1.15
            self.canvas.drawString(x, y + size * 0.2, line)
        return y

    def draw(self, label: Label, x: float, y: float) -> None:
        """One label with its lower left corner at (x, y)."""
        top = y + self.height - self.margin
        room = self.width - 2 * self.margin
        title, size = _fitted(label.title, BOLD, (15 * self.scale, 8.5 * self.scale), width=room, lines=2)
        if len(title) == 2 and size > 11 * self.scale:
            title, size = _fitted(label.title, BOLD, (11 * self.scale, 8.5 * self.scale), width=room, lines=2)
        spare = self.title_height - len(title) * size * 1.15
        self.lines(title, BOLD, size, x + self.margin, top - max(spare / 2, 0))
        self.qr(x + self.margin, y + self.margin, label.url)
        self.side_words(label, x + self.margin + self.side, y + self.margin, room - self.side)

    def side_words(self, label: Label, x: float, bottom: float, room: float) -> None:
        """Right of the code: the letters, the second line, and at the foot whose label it is."""
        code, size = _fitted(label.code, BOLD, (14 * self.scale, 6 * self.scale), width=room, lines=1)
        y = self.lines(code, BOLD, size, x, bottom + self.side - QUIET)
        small, taken = 7 * self.scale, 0
        if label.subtitle:
            words, small_size = _fitted(label.subtitle, REGULAR, (small, small * 0.8), width=room, lines=2)
            self.lines(words, REGULAR, small_size, x, y - 0.8 * mm)
            taken = len(words)
        if label.org:
            words, small_size = _fitted(
                label.org, REGULAR, (small * 0.9, small * 0.7), width=room, lines=1 if taken > 1 else 2
            )
            self.lines(words, REGULAR, small_size, x, bottom + QUIET + len(words) * small_size * 1.15)


def _clean(label: Label) -> Label:
    return Label(*(UNPRINTABLE.sub("", " ".join(text.split())) for text in
                   (label.code, label.url, label.title, label.subtitle, label.org)))  # fmt: skip


@contextmanager
def _faces_for(labels: Sequence[Label]) -> Iterator[None]:
    """The faces, with the characters of these labels, known to ReportLab while they are printed.

    ReportLab keeps one table of fonts for the process and a font can serve one document at a time: so one printing
    after the other, and nothing left behind that would lack the next one's characters.
    """
    texts = [ELLIPSIS, *(text for label in labels for text in (label.code, label.title, label.subtitle, label.org))]
    with _PRINTING:
        faces = {name: TTFont(name, BytesIO(fonts.subset(face, texts))) for name, face in FACES.items()}
        try:
            for font in faces.values():
                pdfmetrics.registerFont(font)
            yield
        finally:
            for name, font in faces.items():
                pdfmetrics._fonts.pop(name, None)
                pdfmetrics._dynFaceNames.pop(font.face.name, None)


def _one_a_page(canvas: Any, printer: _Printer, labels: Sequence[Label]) -> None:
    for label in labels:
        printer.draw(label, 0, 0)
        canvas.showPage()


def _sheets(canvas: Any, printer: _Printer, size: LabelSize, labels: Sequence[Label], skip: int) -> None:
    """A4 sheets, filled row by row from the top, with thin lines to cut along."""
    per_sheet = size.columns * size.rows
    left, top = (A4[0] - size.columns * printer.width) / 2, A4[1] - (A4[1] - size.rows * printer.height) / 2
    for index, label in enumerate(labels, start=skip):
        row, column = divmod(index % per_sheet, size.columns)
        if index > skip and index % per_sheet == 0:
            canvas.showPage()
        x, y = left + column * printer.width, top - (row + 1) * printer.height
        canvas.setLineWidth(0.2)
        canvas.setStrokeGray(0.7)
        canvas.rect(x, y, printer.width, printer.height, stroke=1, fill=0)
        printer.draw(label, x, y)
    canvas.showPage()


def build(items: Iterable[Label], size: str, skip: int) -> bytes:
    """The labels as PDF; the arguments are explained at `papers.api.labels`."""
    if size not in LABEL_SIZES:
        raise ValueError(f"no label size {size!r}; there are {', '.join(LABEL_SIZES)}")
    measure = LABEL_SIZES[size]
    if skip and not 0 < skip < measure.columns * measure.rows:
        raise ValueError(f"cannot skip {skip} labels on a sheet of {measure.columns * measure.rows}")
    labels = [_clean(label) for label in items]
    if not labels:
        raise ValueError("no labels to print")
    with _faces_for(labels):
        return _print(labels, measure, skip)


def _print(labels: Sequence[Label], measure: LabelSize, skip: int) -> bytes:
    out = BytesIO()
    page = A4 if measure.columns else (measure.width * mm, measure.height * mm)
    canvas = Canvas(out, pagesize=page, invariant=1, pageCompression=1)
    canvas.setTitle(labels[0].title if len(labels) == 1 else f"{measure.width:g} × {measure.height:g} mm")
    printer = _Printer(canvas, measure)
    if measure.columns:
        _sheets(canvas, printer, measure, labels, skip)
    else:
        _one_a_page(canvas, printer, labels)
    canvas.save()  # house: the canvas is a drawing, not a record
    return out.getvalue()
