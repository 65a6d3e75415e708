"""The shape of a house rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

EXCUSE = re.compile(r"#\s*house:\s*(?!#\})(\S.*)")
Span = tuple[int, int]  # first and last line


@dataclass(frozen=True)
class Source:
    """One file as the rules see it."""

    path: str
    text: str
    tree: ast.Module | None

    @cached_property
    def lines(self) -> list[str]:
        """Its lines; line 1 is the first."""
        return self.text.splitlines()

    @property
    def parts(self) -> list[str]:
        """Folders and file name."""
        return self.path.split("/")

    @property
    def folders(self) -> set[str]:
        """The folders it lies in."""
        return set(self.parts[:-1])

    def excuse(self, span: Span) -> str:
        """The reason written at the end of one of these lines, or nothing."""
        for line in self.lines[span[0] - 1 : span[1]]:
            if found := EXCUSE.search(line):
                return found[1]
        return ""

    @cached_property
    def file_excuse(self) -> str:
        """The reason given for a whole file: a comment of its own above the first statement."""
        if self.tree is None:
            until = 3
        else:
            body = [node for node in self.tree.body if not _is_docstring(node)]
            until = body[0].lineno if body else len(self.lines)
        for line in self.lines[:until]:
            if line.strip().startswith(("# house:", "{# house:")) and (found := EXCUSE.search(line)):
                return found[1]
        return ""


@dataclass(frozen=True)
class Rule:
    """What a file must not hold: where it holds, how it is found, and lines that prove it."""

    name: str
    where: Callable[[Source], bool]
    finds: Callable[[Source], Iterable[Span]]
    example: str  # a path the rule applies to, for its own bad and good lines
    bad: tuple[str, ...]
    good: tuple[str, ...]
    excused_by_file: bool = False


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def span(node: ast.AST) -> Span:
    """The lines a node takes."""
    first = getattr(node, "lineno", 1)
    return first, getattr(node, "end_lineno", None) or first
