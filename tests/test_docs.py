"""The documents say what is true: tables follow from the code, links lead somewhere, the coverage names real tests."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.utils.translation import override

from lints.repository import FENCE, LINK, dead_links
from lvye.config.cli import _parser
from lvye.kernel.figures.api import figures
from lvye.kernel.records.api import Record
from lvye.kernel.registers.api import registers
from scripts import reference

pytestmark = pytest.mark.engineless

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.en.md")
PAGES = sorted([*DOCS.rglob("*.md"), *READMES, ROOT / "CONTRIBUTING.md"])
MOST_BYTES = 200_000
ROW = re.compile(r"^\| ([A-Z]{3}-\d{2}) \|(.*)\|$", re.MULTILINE)
AREA = re.compile(r"^\| ([A-Z]{3}) [^|]*\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
TEST = re.compile(r"`([\w./]+\.py)::(test_\w+)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# --- what follows from the code ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_tables_of_the_reference_are_those_of_the_code(name: str) -> None:
    page = DOCS / "reference" / name
    with override("zh-hans"):
        behind = reference.rendered(page) != text_of(page)
    assert not behind, "bring it up: .venv/bin/python -m scripts.reference write"


def test_every_record_every_register_and_every_figure_is_in_the_glossary() -> None:
    glossary = text_of(DOCS / "reference/glossary.md")
    kept = {model._meta.label_lower for model in apps.get_models() if issubclass(model, Record)}
    wanted = kept | set(registers.keys()) | set(figures.keys())
    assert [name for name in sorted(wanted) if f"| `{name}` |" not in glossary] == []


def test_the_page_of_figures_lists_exactly_the_declared_ones_with_their_definitions() -> None:
    page = text_of(DOCS / "reference/figures.md")
    assert re.findall(r"^### `([\w.]+)`", page, re.MULTILINE) == list(figures.keys())
    with override("zh-hans"):
        assert [f.name for f in figures if f"\n{f.definition}\n" not in page] == []


def test_every_word_of_the_glossary_has_its_english() -> None:
    for line in text_of(DOCS / "reference/glossary.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) >= 3 and cells[1].startswith("`"):
            assert cells[2] != "—", f"no English: {line}"


def test_every_package_of_the_kernel_is_on_its_page() -> None:
    listed = re.findall(r"^### (\w+)$", text_of(DOCS / "reference/kernel.md"), re.MULTILINE)
    assert listed == reference.kernel_packages()


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command of the program with its options, as the parser has them."""
    (sub,) = [action for action in _parser()._actions if action.dest == "==SUPPRESS==" and action.choices]
    for name, parser in dict(sub.choices or {}).items():
        yield name, [word for action in parser._actions for word in action.option_strings if word.startswith("--")]


def test_every_command_and_option_stands_on_the_page_of_the_command_line() -> None:
    page = text_of(DOCS / "reference/command-line.md")
    found = dict(commands())
    assert len(found) >= 12
    for name, options in found.items():
        assert f"`lvye {name}" in page, name
        assert [option for option in options if option != "--help" and option not in page] == []
    told = set(re.findall(r"`lvye (\w+)", page)) - {"COMMAND"}
    assert told == set(found)


def test_every_variable_of_the_environment_is_explained_and_no_other() -> None:
    page = text_of(DOCS / "reference/settings.md")
    read = set(re.findall(r"\"(LVYE_\w+)\"", text_of(ROOT / "lvye/config/env.py")))
    assert set(re.findall(r"^\| `(LVYE_\w+)`", page, re.MULTILINE)) == read
    for other in PAGES:
        assert set(re.findall(r"\bLVYE_[A-Z_]+\b", text_of(other))) <= read, other.name


# --- pages, links, pictures --------------------------------------------------------------------------------------


def links(page: Path) -> Iterator[Path]:
    """Where a page leads to within the repository."""
    for found in LINK.finditer(FENCE.sub("", text_of(page))):
        target = unquote((found[1] or found[2] or "").partition("#")[0])
        if target and "://" not in target:
            yield (page.parent / target).resolve()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    assert list(dead_links(ROOT, str(page.relative_to(ROOT)), text_of(page))) == []


def test_every_file_of_the_documents_is_reached_from_their_door() -> None:
    reached: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        if page.suffix == ".md" and page.is_file():
            waiting += [target for target in links(page) if target not in reached]
    missing = [str(path.relative_to(ROOT)) for path in DOCS.rglob("*") if path.is_file() and path not in reached]
    assert missing == []


def test_pictures_are_light() -> None:
    pictures = list((DOCS / "img").glob("*.png"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES] == []


def test_the_two_readmes_have_the_same_parts_pictures_and_commands() -> None:
    def skeleton(page: Path) -> list[object]:
        text = text_of(page)
        return [
            re.findall(r"^#+ ", text, re.MULTILINE),
            re.findall(r"src=\"([^\"]+)\"", text),
            [re.sub(r"#.*", "#", block) for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)],
            [len(re.findall(r"^- ", part, re.MULTILINE)) for part in text.split("\n## ")],
            sorted({target.name for target in links(page)} - {"README.md", "README.en.md"}),
        ]

    chinese, english = (skeleton(page) for page in READMES)
    assert chinese == english


# --- coverage ----------------------------------------------------------------------------------------------------


def coverage() -> dict[str, list[str]]:
    """Row → its cells: what, state, where, tests."""
    return {row: [cell.strip() for cell in rest.split("|")] for row, rest in ROW.findall(text_of(DOCS / "coverage.md"))}


def test_every_row_stands_once_and_the_numbers_of_its_area_hold() -> None:
    page = text_of(DOCS / "coverage.md")
    areas = AREA.findall(page)
    expected = [f"{area}-{number:02d}" for area, rows, *_ in areas for number in range(1, int(rows) + 1)]
    assert [row for row, _rest in ROW.findall(page)] == expected
    assert len(expected) == 222
    for area, rows, *numbers in areas:
        states = Counter(cells[1].partition(":")[0] for row, cells in coverage().items() if row.startswith(area))
        assert [states[word] for word in ("done", "part", "—", "off")] == [int(n) for n in numbers], area
        assert sum(states.values()) == int(rows)
    sums = [sum(int(area[at]) for area in areas) for at in range(1, 6)]
    assert f"| all | {' | '.join(map(str, sums))} |" in page


def test_what_is_done_or_begun_names_where_and_by_which_tests() -> None:
    for row, (_what, state, where, tests) in coverage().items():
        begun = state == "done" or state.startswith("part: ")
        assert begun or state in {"—", "off"}, f"{row}: {state}"
        assert begun == (where != "—") == bool(TEST.findall(tests)), row


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_the_coverage_names_exists() -> None:
    named = TEST.findall(text_of(DOCS / "coverage.md"))
    assert named
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or name not in functions_of(ROOT / path)
    ]
    assert missing == []
