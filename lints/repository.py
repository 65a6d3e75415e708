"""What may lie in the repository: `python -m lints.repository` prints what should not, and links that lead nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("package-lock.json", "requirements")
MAX_BYTES = 400_000
MAX_LINE = 2_000  # longer lines in a style or script were written by a machine
OTHERS = re.compile(r"(^|/)(node_modules|vendor|site-packages|dist)/|\.min\.(js|css)$|\.(whl|tgz|wasm|woff2?|ttf|otf)$")
HOST = re.compile(r"https?://|(^|\s)(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b|^\S+ @ |\bfile:")
MACHINE = re.compile(r"(?<![\w./-])/(root|work|home/\w+|Users/\w+)/")
MERGE = re.compile(r"^(<{7} |>{7} )")
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|<img[^>]*\bsrc=\"([^\"]+)\"")
FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$|<a (?:id|name)=\"([^\"]+)\"", re.MULTILINE)


def tracked(root: Path) -> list[str]:
    """The files git knows, and those it would be given."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return sorted(name for name in set(listed.split("\0")) if name and (root / name).is_file())


def complaints(root: Path, names: Iterable[str]) -> Iterator[str]:
    """What should not be there, as `path:line: what`."""
    for name in names:
        path = root / name
        if OTHERS.search(name):
            yield f"{name}: somebody else's file: let pip or npm bring it"
        if path.stat().st_size > MAX_BYTES and not name.startswith(LOCKS):
            yield f"{name}: {path.stat().st_size // 1000} kB; at most {MAX_BYTES // 1000}"
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a sheet
        yield from _about_lines(name, text)
        if name.endswith(".md"):
            yield from dead_links(root, name, text)


def _about_lines(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if name.startswith(LOCKS) and HOST.search(line):
            yield f"{name}:{number}: a lock file names no host"
        if MACHINE.search(line) and name != "lints/repository.py":
            yield f"{name}:{number}: a path of one machine"
        if MERGE.match(line):
            yield f"{name}:{number}: an unfinished merge"
        if name.endswith((".js", ".css")) and len(line) > MAX_LINE:
            yield f"{name}:{number}: written by a machine: let npm bring it"


def dead_links(root: Path, name: str, text: str) -> Iterator[str]:
    """Links of a page of Markdown to a file or a heading that is not there."""
    for match in LINK.finditer(FENCE.sub("", text)):
        target = unquote(match[1] or match[2])
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (root / name).parent / file if file else root / name
        if not path.exists():
            yield f"{name}: the link {target} leads nowhere"
        elif anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8")):
            yield f"{name}: the link {target} names a heading that is not there"


def anchors(text: str) -> set[str]:
    """The names of the headings of a page, as GitHub makes them."""
    found: dict[str, int] = {}
    names = set()
    for match in HEADING.finditer(
        FENCE.sub(lambda fenced: fenced[0].strip("`") if "\n" not in fenced[0] else "", text)
    ):
        if match[2]:
            names.add(match[2])
            continue
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1]).lower()).replace(" ", "-")
        found[slug] = found.get(slug, -1) + 1
        names.add(f"{slug}-{found[slug]}" if found[slug] else slug)
    return names


def main() -> int:
    """Print all complaints; 1 when there is one."""
    found = list(complaints(ROOT, tracked(ROOT)))
    for complaint in found:
        print(complaint)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
