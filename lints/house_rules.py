"""House rules no linter knows: `python -m lints.house_rules` prints what breaks them.

A line that ends in `# house: <reason>` is excused from the rules of its line; a comment of its own above the first
statement (below the docstring) excuses the whole file from the rule on texts, and nothing else. In a template the
same is said with `{# house: <reason> #}`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lints import python_rules, template_rules
from lints.rule import Rule, Source

ROOT = Path(__file__).resolve().parents[1]
CODE = ("lvye", "lints", "scripts", "bench", "tests", "conftest.py")
RULES: tuple[Rule, ...] = (*python_rules.RULES, *template_rules.RULES)
MAX_LINES = 400
OPEN_ENDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
FORBIDDEN_NAMES = {"forms.py", "views.py", "admin.py", "signals.py", "utils.py", "helpers.py"}
SKIPPED = {"migrations", "vendor", "__pycache__", "node_modules"}


def complaints(root: Path = ROOT) -> Iterator[str]:
    """Every line that breaks a rule, as `path:line: what`."""
    for path in files_of(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        yield from _about_the_file(name, text)
        source = read(name, text)
        yield from (f"{name}:{line}: {rule.name}" for rule in RULES for line in breaks(rule, source))


def files_of(root: Path) -> Iterator[Path]:
    """Our own code, pages and scripts; not what Django or npm wrote."""
    for part in CODE:
        paths = [root / part] if (root / part).is_file() else sorted((root / part).rglob("*"))
        for path in paths:
            if path.suffix in {".py", ".html", ".txt", ".js"} and path.is_file() and not SKIPPED & set(path.parts):
                yield path


def read(name: str, text: str) -> Source:
    """What the rules look at: the path, the lines, and the tree where it is Python."""
    return Source(name, text, ast.parse(text) if name.endswith(".py") else None)


def breaks(rule: Rule, source: Source) -> list[int]:
    """The lines of a file that break a rule and are not excused."""
    if not rule.where(source) or (rule.excused_by_file and source.file_excuse):
        return []
    return sorted({span[0] for span in rule.finds(source) if not source.excuse(span)})


def _about_the_file(name: str, text: str) -> Iterator[str]:
    lines = text.splitlines()
    if len(lines) > MAX_LINES and "/tests/" not in f"/{name}":
        yield f"{name}: {len(lines)} lines; at most {MAX_LINES}: make it a package"
    if name.startswith(("lvye/kernel/", "lvye/modules/")) and Path(name).name in FORBIDDEN_NAMES:
        yield f"{name}: a file of this name says nothing; name it after what it holds"
    for number, line in enumerate(lines, 1):
        if OPEN_ENDS.search(line) and name != "lints/house_rules.py":
            yield f"{name}:{number}: an open end: finish it, or open an issue"
        if re.search(r"#\s*house:\s*(#\}|$)", line):
            yield f"{name}:{number}: an excuse without a reason"


def main() -> int:
    """Print all complaints; 1 when there is one."""
    found = list(complaints())
    print(*found, sep="\n") if found else None
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
