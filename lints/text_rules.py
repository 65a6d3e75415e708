"""Every text a user reads goes through gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lints.rule import Rule, Source, Span, span

HAN = re.compile(r"[\u3400-\u9fff]")
GETTEXT = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "npgettext", "npgettext_lazy", "N_", "translate",
}  # fmt: skip
# What speaks Chinese by its nature: the demo school's people and things, tests, what Django wrote.
SPEAK_CHINESE = {"demo", "tests", "migrations", "locale"}


def _chinese_outside_gettext(source: Source) -> Iterator[Span]:
    if source.tree is None:
        return
    spoken = {id(part) for call in _gettext_calls(source.tree) for part in ast.walk(call)}
    spoken |= {id(text) for text in _docstrings(source.tree)}
    for node in ast.walk(source.tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if HAN.search(text) and id(node) not in spoken:
            yield span(node)


def _gettext_calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in GETTEXT:
                yield node


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Docstrings, and texts that stand alone below an attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _applies(source: Source) -> bool:
    stem = source.parts[-1].removesuffix(".py")
    return (
        source.tree is not None
        and source.path.startswith("lvye/")
        and not SPEAK_CHINESE & source.folders
        and not stem.startswith("demo")
    )


TEXTS = (
    Rule(
        "a text a user reads goes through gettext",
        _applies,
        _chinese_outside_gettext,
        "lvye/modules/assets/register.py",
        bad=('label = "报修"', 'f"{n}件"', 'raise ValidationError("没有这个房间")'),
        good=(
            'label = _("报修")',
            'label = gettext_lazy("报修")',
            'label = ngettext("%(n)s 件", "%(n)s 件", n)',
            '"""报修: what is broken."""',
            'NAMES = ["单"]  # house: a surname',
            '"""Words."""\n# house: a table of synonyms\nNAMES = {"灯": ["灯管"]}',
        ),
        excused_by_file=True,
    ),
)
