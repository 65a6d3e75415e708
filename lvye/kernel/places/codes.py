"""Place codes: six characters of Crockford's base 32, which nobody confuses by eye or by ear.

There is no check character: a mistyped code is one in a thousand million, so it names nothing rather than another
place. What people write for a code (lower case, O for 0, I or L for 1, a hyphen, full-width digits) is understood.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
WRITTEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
NOT_IN_CODES = re.compile(r"[\s\-_.·]+")


def normal_code(text: str, length: int = LENGTH) -> str:
    """The code as it is kept, whatever way it was written; "" for what can be no code. `length`: of other labels."""
    plain = NOT_IN_CODES.sub("", unicodedata.normalize("NFKC", text)).upper().translate(WRITTEN_FOR)
    return plain if len(plain) == length and set(plain) <= set(ALPHABET) else ""


def code_in(text: str) -> str:
    """The code in what a scanner read (the address on a label) or a hand typed; "" for neither."""
    found = re.search(r"/s/([^/?#]+)", text)
    return normal_code(found.group(1) if found else text)


_readers: list[Callable[[str], str]] = []


def scan_with(reader: Callable[[str], str]) -> None:
    """Let 扫一扫 know other labels: `reader(text)` gives the path a label leads to, "" for none of its."""
    _readers.append(reader)


def led_elsewhere(text: str) -> str:
    """Where a label leads that is no place's; "" when nobody knows it."""
    return next((path for reader in _readers if (path := reader(text))), "")


def fresh_codes(count: int, taken: Callable[[Iterable[str]], Iterable[str]], length: int = LENGTH) -> list[str]:
    """`count` different codes, none of which `taken(codes)` gives back as used."""
    made: set[str] = set()
    while len(made) < count:
        drawn = {"".join(secrets.choice(ALPHABET) for _ in range(length)) for _ in range(count - len(made))}
        made |= drawn - set(taken(drawn))
    return list(made)
