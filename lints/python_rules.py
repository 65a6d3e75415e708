"""House rules for Python files."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from lints.rule import Rule, Source, Span, span
from lints.text_rules import TEXTS

MAX_FUNCTION = 40
SIGNALS = {"post_save", "pre_save", "m2m_changed", "post_delete", "pre_delete"}
# The kernel's own writers: what they do is what `records` does for everybody else.
WRITERS = {"records", "audit"}
CLOCKLESS = {"services", "queries", "models", "api"}
DOORS = {"api", "services", "queries"}

# Methods of a model or a query set that write. The first kind never takes positional arguments there, so that
# `image.save(stream)` and `cache.delete(key)` are something else.
INSTANCE_WRITES = {"save", "delete", "asave", "adelete"}
SURE_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "create_user"}
SET_WRITES = {"create", "update", "acreate", "aupdate"}
SET_WORDS = {"objects", "_default_manager", "_base_manager", "filter", "exclude", "select_for_update", "all"}
SET_NAMES = {"queryset", "qs", "rows"}


def in_python(*, inside: tuple[str, ...] = ("lvye/",)) -> Callable[[Source], bool]:
    """Applies to Python below these folders, not to tests and migrations."""
    return lambda source: (
        source.tree is not None and source.path.startswith(inside) and not {"tests", "migrations"} & source.folders
    )


def walk(source: Source) -> Iterator[ast.AST]:
    """Every node of the file."""
    return ast.walk(source.tree) if source.tree else iter(())


def dotted(node: ast.AST) -> list[str]:
    """The names in a chain of attributes and calls: Item.objects.filter(a=1) -> [Item, objects, filter]."""
    names: list[str] = []
    while True:
        match node:
            case ast.Attribute(value=inner, attr=name):
                names.append(name)
                node = inner
            case ast.Call(func=inner):
                node = inner
            case ast.Name(id=name):
                return [name, *reversed(names)]
            case _:
                return list(reversed(names))


def calls(source: Source) -> Iterator[tuple[ast.Call, list[str]]]:
    """Every call with the chain of names it is called by."""
    for node in walk(source):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def _writes(source: Source) -> Iterator[Span]:
    for node, names in calls(source):
        if not isinstance(node.func, ast.Attribute) or names[-2:-1] == ["records"]:
            continue
        verb, chain = names[-1], set(names[:-1])
        if (
            (verb in INSTANCE_WRITES and not node.args)
            or verb in SURE_WRITES
            or (verb in SET_WRITES and (chain & SET_WORDS or (names[:-1] and names[-2] in SET_NAMES)))
        ):
            yield span(node)


def _writes_apply(source: Source) -> bool:
    own = source.path.startswith(tuple(f"lvye/kernel/{name}/" for name in WRITERS))
    return in_python(inside=("lvye/kernel/", "lvye/modules/"))(source) and not own


def _listens_to_saves(source: Source) -> Iterator[Span]:
    for node in walk(source):
        named = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        if named & SIGNALS or (isinstance(node, ast.Attribute) and node.attr in SIGNALS):
            yield span(node)


def _reads_the_clock(source: Source) -> Iterator[Span]:
    for node, names in calls(source):
        last, before = names[-1:], names[-2:-1]
        bare = not node.args and not node.keywords
        if (
            (last == ["now"] and before in (["timezone"], ["datetime"]))
            or (last in (["localdate"], ["localtime"]) and bare)
            or (last == ["today"] and before in (["date"], ["datetime"]))
            or last == ["utcnow"]
            or names == ["time", "time"]
        ):
            yield span(node)


def _clock_applies(source: Source) -> bool:
    stem = source.parts[-1].removesuffix(".py")
    return in_python(inside=("lvye/kernel/", "lvye/modules/"))(source) and (
        stem in CLOCKLESS or bool(CLOCKLESS & source.folders)
    )


def _floats(source: Source) -> Iterator[Span]:
    for node, names in calls(source):
        if names in (["float"], ["models", "FloatField"], ["forms", "FloatField"]):
            yield span(node)


def _far_imports_inside(source: Source) -> Iterator[Span]:
    home = ".".join(source.parts[:3])
    for function in walk(source):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                for name in _imported(node):
                    if name.startswith("lvye.") and not f"{name}.".startswith(f"{home}."):
                        yield span(node)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def _long_functions(source: Source) -> Iterator[Span]:
    for node in walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node):
                first, last = span(node.body[0])
                lines -= last - first + 1
            if lines > MAX_FUNCTION:
                yield node.lineno, node.lineno


def _without_words(source: Source) -> Iterator[Span]:
    tree = source.tree
    if tree is None or not tree.body:
        return
    if not ast.get_docstring(tree):
        yield 1, 1
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.lineno, node.lineno


def _docstrings_apply(source: Source) -> bool:
    if in_python(inside=("lvye/kit/", "lvye/kernel/"))(source):
        return True
    stem = source.parts[-1].removesuffix(".py")
    return in_python(inside=("lvye/modules/",))(source) and (stem in DOORS or bool(DOORS & source.folders))


def _mocks(source: Source) -> Iterator[Span]:
    for node in walk(source):
        if any(name.split(".")[:2] == ["unittest", "mock"] for name in _imported(node)):
            yield span(node)


def _short_test_names(source: Source) -> Iterator[Span]:
    for node in walk(source):
        name = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ""
        if name.startswith("test_") and name.count("_") < 3:
            yield span(node)[0], span(node)[0]


def _in_tests(source: Source) -> bool:
    return source.tree is not None and "tests" in source.folders


MODULE = "lvye/modules/assets/services.py"
RULES = (
    Rule(
        "writes go through records.create, amend, take",
        _writes_apply,
        _writes,
        MODULE,
        bad=(
            "item.save()",
            "item.save(update_fields=['what'])",
            "item.delete()",
            "Item.objects.create(what='x')",
            "Item.objects.filter(pk=1).update(what='x')",
            "Item.objects.filter(pk=1).delete()",
            "qs.update(what='x')",
            "self.lines.bulk_create([])",
            "Item._default_manager.update_or_create(what='x')",
            "item.save()  # house:",
        ),
        good=(
            "records.create(Item, actor=a)",
            "values.update(a=1)",
            "hash.update(b'x')",
            "form.create()",
            "image.save(stream, 'JPEG')",
            "storage.delete(name)",
            "item.save()  # house: the queue is not a record",
        ),
    ),
    Rule(
        "no logic on Django's save signals",
        in_python(),
        _listens_to_saves,
        MODULE,
        bad=("from django.db.models.signals import post_save", "signals.pre_delete.connect(f)"),
        good=("from django.db.models.signals import post_migrate",),
    ),
    Rule(
        "the clock is read in screens, jobs and commands; here `now` or `today` is passed in",
        _clock_applies,
        _reads_the_clock,
        MODULE,
        bad=(
            "timezone.now()",
            "timezone.localdate()",
            "localdate()",
            "date.today()",
            "dt.date.today()",
            "datetime.now(tz)",
            "time.time()",
        ),
        good=("DateTimeField(default=timezone.now)", "timezone.localdate(moment)", "localtime(moment)", "clock.now()"),
    ),
    Rule(
        "money and quantities are Decimal, never float",
        in_python(inside=("lvye/kernel/", "lvye/modules/")),
        _floats,
        MODULE,
        bad=("float(price)", "models.FloatField()"),
        good=("Decimal(price)", "isinstance(value, float)", "float(x)  # house: a coordinate of the drawing"),
    ),
    Rule(
        "another package is imported at the top of the file",
        in_python(inside=("lvye/kit/", "lvye/kernel/", "lvye/modules/")),
        _far_imports_inside,
        MODULE,
        bad=("def f():\n    from lvye.kernel.people.api import person_of", "def f():\n    import lvye.kit.say"),
        good=(
            "from lvye.kernel.people.api import person_of",
            "def f():\n    from lvye.modules.assets.models import Asset",
            "def f():\n    import qrcode",
        ),
    ),
    Rule(
        f"a function has at most {MAX_FUNCTION} lines",
        in_python(inside=("lvye/", "lints/", "scripts/", "bench/")),
        _long_functions,
        MODULE,
        bad=("def f():\n" + "    g()\n" * MAX_FUNCTION,),
        good=(
            "def f():\n" + "    g()\n" * (MAX_FUNCTION - 1),
            'def f():\n    """' + "Words.\n" * 20 + '"""\n' + "    g()\n" * (MAX_FUNCTION - 1),
        ),
    ),
    Rule(
        "public modules, classes and functions say what they are for",
        _docstrings_apply,
        _without_words,
        MODULE,
        bad=("x = 1", '"""M."""\ndef f():\n    g()', '"""M."""\nclass A:\n    x = 1'),
        good=('"""M."""\ndef f():\n    """F."""', '"""M."""\ndef _f():\n    g()', ""),
    ),
    Rule(
        "nothing of ours is mocked",
        _in_tests,
        _mocks,
        "lvye/modules/assets/tests/test_services.py",
        bad=("from unittest import mock", "from unittest.mock import patch", "import unittest.mock"),
        good=("from lvye.modules.assets.tests import make",),
    ),
    Rule(
        "the name of a test is a sentence",
        _in_tests,
        _short_test_names,
        "lvye/modules/assets/tests/test_services.py",
        bad=("def test_asset():\n    f()", "def test_asset_works():\n    f()"),
        good=("def test_an_asset_keeps_its_number():\n    f()",),
    ),
    *TEXTS,
)
