"""Plain text in whatever encoding it was saved."""

from __future__ import annotations

SAMPLE = 64 * 1024
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ENCODINGS = ("utf-8", "gb18030", "big5")


def plain_text(content: bytes) -> str | None:
    """The text with line breaks as \\n, or None if these bytes are none.

    A byte-order mark settles it; else UTF-8, which other text hardly ever is by chance; else what Chinese programs
    save (GBK and its successor GB 18030), else Big5.
    """
    marked = [name for mark, name in MARKS.items() if content.startswith(mark)]
    for encoding in marked or ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _reads(text: str) -> bool:
    """Whether this is text: hardly a control character in it."""
    sample = text[:SAMPLE]
    return sum(char < " " and char not in "\r\n\t\f\v" for char in sample) * 100 <= len(sample)
