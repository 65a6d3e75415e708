"""The parts of the reference that follow from the code: written between marks in the pages, proved in the tests.

    .venv/bin/python -m scripts.reference write     # bring the pages up to the code
    .venv/bin/python -m scripts.reference check     # say which page is behind

A page holds `<!-- begin: NAME -->` … `<!-- end: NAME -->`; what stands between is the table of that name.
"""

from __future__ import annotations

import argparse
import inspect
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("glossary.md", "figures.md", "kernel.md", "settings.md")
PART = re.compile(r"(<!-- begin: (?P<name>[\w-]+) -->\n).*?(<!-- end: (?P=name) -->)", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n")
WORD = re.compile(r"[\u4e00-\u9fff]")
Row = tuple[str, ...]


def main() -> int:
    """The command line: write or check."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("verb", choices=("write", "check"))
    verb = arguments.parse_args().verb
    _begin()
    behind = [page for page in PAGES if rendered(_page(page)) != _page(page).read_text(encoding="utf-8")]
    for page in behind:
        if verb == "write":
            _page(page).write_text(rendered(_page(page)), encoding="utf-8")
        print(f"docs/reference/{page}: {'written' if verb == 'write' else 'is behind the code'}")
    return int(bool(behind) and verb == "check")


def rendered(page: Path) -> str:
    """The page with each of its tables as the code says now."""
    return PART.sub(lambda part: f"{part[1]}{TABLES[part['name']]()}{part[3]}", page.read_text(encoding="utf-8"))


def english(text: object, app: str = "") -> str:
    """The text in the catalogues (the app's own first); empty where there is none."""
    key = str(text)
    if not WORD.search(key):
        return key
    for name in (app, ""):
        if (found := _catalogue(name).get(key)) is not None:
            return found
    return ""


_read: dict[str, dict[str, str]] = {}


def _catalogue(app: str) -> dict[str, str]:
    """msgid → English, of one app or of all."""
    if app not in _read:
        found: dict[str, str] = {}
        paths = sorted((ROOT / "lvye").rglob(f"{app}/locale/en/LC_MESSAGES/django.po" if app else "*.po"))
        for path in paths:
            for entry in polib.pofile(str(path)):
                found.setdefault(entry.msgid, entry.msgstr or entry.msgstr_plural.get(0, ""))
        _read[app] = found
    return _read[app]


def _begin() -> None:
    """Django with our apps, reading nothing and writing nothing outside a folder of its own."""
    import django
    from django.utils.translation import override

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")
    os.environ.setdefault("LVYE_HOME", tempfile.mkdtemp(prefix="lvye-reference-"))
    django.setup()
    override("zh-hans").__enter__()


def _page(name: str) -> Path:
    return ROOT / "docs" / "reference" / name


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or "—"


def _code(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names if name)


# --- glossary ----------------------------------------------------------------------------------------------------


def models() -> str:
    """Every record with its register's name."""
    from lvye.kernel.registers.api import registers

    rows = []
    for reg in registers:
        meta = reg.model._meta
        app = meta.app_label
        names = (str(meta.verbose_name), str(meta.verbose_name_plural))
        chinese = " / ".join(dict.fromkeys(names))
        words = " / ".join(dict.fromkeys(english(name, app) for name in names))
        rows.append((chinese, _code(reg.key), words, _first(reg.model.__doc__)))
    return _table(("中文", "code", "English", "what it is"), rows)


def statuses() -> str:
    """Every choice of every field of every record."""
    from lvye.kernel.registers.api import registers

    rows = []
    for reg in registers:
        for field in reg.model._meta.fields:
            if f"{reg.key}.{field.name}" == "rules.rule.code":
                continue  # the rules stand in settings.md
            pairs = [(key, word) for key, word in field.flatchoices if key != "" and not isinstance(key, bool)]
            rows += [
                (str(word), _code(str(key)), english(word, reg.model._meta.app_label), _code(f"{reg.key}.{field.name}"))
                for key, word in pairs
            ]
    return _table(("中文", "code", "English", "where"), rows)


def posts() -> str:
    """The standard posts."""
    from lvye.kernel.people.api import POSTS

    return _table(
        ("中文", "code", "English"), ((str(word), _code(code), english(word, "people")) for code, word in POSTS.items())
    )


def steps() -> str:
    """The steps of every record that has a flow."""
    from lvye.kernel.registers.api import registers

    rows = []
    for reg in registers:
        if not reg.model.flow:
            continue
        app = reg.model._meta.app_label
        field: Any = reg.model._meta.get_field("status")  # type: ignore[misc]  # a record with a flow has one
        words = {str(key): str(word) for key, word in field.flatchoices}
        for step in reg.model.flow:
            source = "、".join(word for key, word in words.items() if key in step.source)
            way = f"{source} → {words[step.to]}"
            rows.append((str(step.label), _code(step.name), english(step.label, app), _code(reg.key), way))
    return _table(("中文", "code", "English", "of", "from → to"), rows)


def verbs() -> str:
    """Words of the history that are no steps."""
    from lvye.kernel.registers.api import registers

    rows = [
        (str(word), _code(verb), english(word, reg.model._meta.app_label), _code(reg.key))
        for reg in registers
        for verb, word in reg.model.verbs.items()
    ]
    return _table(("中文", "code", "English", "of"), rows)


def figure_words() -> str:
    """The figures by name."""
    from lvye.kernel.figures.api import figures

    return _table(
        ("中文", "code", "English", "unit"),
        ((str(f.label), _code(f.name), english(f.label, f.name.split(".")[0]), str(f.unit)) for f in figures),
    )


# --- figures -----------------------------------------------------------------------------------------------------


def figures_in_full() -> str:
    """Every declared figure: definition in both languages, what it counts, by what it may be split."""
    from lvye.kernel.figures.api import figures

    return "\n".join(_figure(figure) for figure in figures)


def _figure(figure: Any) -> str:
    app = figure.name.split(".")[0]
    good = {"more": "more is better", "less": "less is better"}.get(figure.better, "neither more nor less is better")
    measure = {
        "Count": "rows",
        "Sum": "total of `{}`",
        "Mean": "mean of `{}`",
        "Share": "share of the rows, in percent",
        "Ratio": "`{}` of `{}`, in percent",
    }
    fields = [getattr(figure.value, name) for name in ("field", "part", "whole") if hasattr(figure.value, name)]
    counted = measure[type(figure.value).__name__].format(*fields)
    splits = "; ".join(f"{english(dim.label, app)} {dim.label} `{name}`" for name, dim in figure.by.items())
    lines = (
        f"### `{figure.name}` {figure.label} · {english(figure.label, app)}",
        "",
        f"{figure.definition}",
        "",
        f"{english(figure.definition, app)}",
        "",
        f"- counts: {counted}, of the register `{figure.register}`" + (f"; unit {figure.unit}" if figure.unit else ""),
        f"- belongs to a period by: {_code(figure.date) or 'nothing, it says how things stand now'}",
        f"- split by: {splits or 'nothing'}",
        f"- {good}" + ("; says 余 when a row is marked as approximate" if figure.approx else ""),
    )
    return "\n".join(lines) + "\n"


# --- kernel ------------------------------------------------------------------------------------------------------


def kernel() -> str:
    """What each package of the kernel offers, lowest first, in the words of its own docstrings."""
    return "\n".join(_package(name) for name in kernel_packages())


def kernel_packages() -> list[str]:
    """The packages of the kernel, lowest storey first, as `.importlinter` has them."""
    text = (ROOT / ".importlinter").read_text(encoding="utf-8")
    layers = text.split("containers = lvye.kernel\n")[1].split("layers =")[1].split("[importlinter")[0]
    found = [name.strip(" ()") for line in layers.strip().splitlines()[::-1] for name in line.split("|")]
    return [name for name in found if (ROOT / "lvye/kernel" / name).is_dir()]


def _package(name: str) -> str:
    package, api = import_module(f"lvye.kernel.{name}"), import_module(f"lvye.kernel.{name}.api")
    about = " ".join(inspect.getdoc(package).split()) if package.__doc__ else ""  # type: ignore[union-attr]
    offered = getattr(api, "__all__", None) or sorted(_own(api))
    rows = [(_code(what), _kind(getattr(api, what)), _says(getattr(api, what))) for what in offered]
    return f"### {name}\n\n{about}\n\n{_table(('name', 'is', 'what it does'), rows)}"


def _own(api: Any) -> Iterator[str]:
    for name, value in vars(api).items():
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("lvye."):
            yield name


def _kind(what: object) -> str:
    if inspect.isclass(what):
        return "class"
    return "function" if callable(what) else "value"


def _says(what: object) -> str:
    if isinstance(what, partial):
        return f"`{what.func.__name__}` with {', '.join(f'`{name}={value}`' for name, value in what.keywords.items())}"
    if not callable(what):
        return f"a {type(what).__name__}"
    doc = inspect.getdoc(what) or ""
    return "" if doc.startswith(f"{getattr(what, '__name__', '')}(") else _first(doc)


def _first(doc: str | None) -> str:
    """The first sentence of a docstring."""
    return SENTENCE.split(inspect.cleandoc(doc or ""))[0]


# --- settings ----------------------------------------------------------------------------------------------------


def rules() -> str:
    """Every threshold a school may change in the program."""
    from lvye.kernel.rules.api import declared, show

    rows = []
    for one in declared:
        value = show(one, one.value)
        source = " ".join(str(word) for word in (one.document, one.article) if word)
        rows.append((str(one.label), _code(one.code), english(one.label, one.package), value, source))
    return _table(("中文", "code", "English", "until the school says otherwise", "source"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "models": models,
    "statuses": statuses,
    "posts": posts,
    "steps": steps,
    "verbs": verbs,
    "figure-words": figure_words,
    "figures": figures_in_full,
    "kernel": kernel,
    "rules": rules,
}

if __name__ == "__main__":
    sys.exit(main())
