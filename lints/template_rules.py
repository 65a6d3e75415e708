"""House rules for pages (templates) and their scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from lints.rule import Rule, Source, Span
from lints.text_rules import HAN

PAGE = "lvye/modules/assets/templates/assets/list.html"
SCRIPT = "lvye/static/scan.js"

COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*trans(?:late)?\s+(?:\"[^\"]*\"|'[^']*').*?%\}"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)
SCRIPT_COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)

INLINE_STYLE = re.compile(r"<style\b|<[a-zA-Z][^<>]*?\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script\b(?![^>]*\bsrc\s*=)|<[a-zA-Z][^<>]*?\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on[:-]", re.IGNORECASE
)
UNSAFE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off")
FROM_ELSEWHERE = re.compile(
    r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc\s*=\s*[\"'](?:https?:)?//"
    r"|<link\b[^>]*\bhref\s*=\s*[\"'](?:https?:)?//",
    re.IGNORECASE,
)
FROM_ELSEWHERE_IN_SCRIPT = re.compile(r"[\"'`](?:https?|wss?)://")


def _blank(match: re.Match[str]) -> str:
    """As many lines as before, so that line numbers hold."""
    return "\n" * match[0].count("\n")


def _found(pattern: re.Pattern[str], cleared: tuple[re.Pattern[str], ...], source: Source) -> Iterator[Span]:
    text = source.text
    for each in cleared:
        text = each.sub(_blank, text)
    for match in pattern.finditer(text):
        first = text.count("\n", 0, match.start()) + 1
        yield first, first + match[0].count("\n")


def _in_pages(source: Source) -> bool:
    return source.path.startswith("lvye/") and "templates" in source.folders and "tests" not in source.folders


def _in_scripts(source: Source) -> bool:
    return source.path.startswith("lvye/") and source.path.endswith(".js")


def _rule(  # one line a rule below
    name: str,
    where: Callable[[Source], bool],
    pattern: re.Pattern[str],
    cleared: tuple[re.Pattern[str], ...],
    examples: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    excused_by_file: bool = True,
) -> Rule:
    example = SCRIPT if where is _in_scripts else PAGE
    return Rule(name, where, partial(_found, pattern, cleared), example, *examples, excused_by_file=excused_by_file)


RULES = (
    _rule(
        "no inline style: the page may load styles only from our own files",
        _in_pages,
        INLINE_STYLE,
        (COMMENTS,),
        (
            ('<p style="color: red">', "<style>p {}</style>", '<p class="a"\n   style="x">'),
            ('<p class="late">', "<p data-style='x'>", '<link rel="stylesheet" href="{% static "a.css" %}">'),
        ),
    ),
    _rule(
        "no inline script: behaviours are modules attached by data- attributes",
        _in_pages,
        INLINE_SCRIPT,
        (COMMENTS,),
        (
            ("<script>go()</script>", "<button onclick='go()'>", '<a href="javascript:go()">', '<a hx-on:click="x">'),
            ('<script type="module" src="{% static "a.js" %}"></script>', '<button data-on="x">', '<p class="on">'),
        ),
        excused_by_file=False,
    ),
    _rule(
        "no text escapes escaping: mark it safe in Python, where it is made",
        _in_pages,
        UNSAFE,
        (COMMENTS,),
        (("{{ words|safe }}", "{% autoescape off %}"), ("{{ words }}", "{{ safe }}")),
        excused_by_file=False,
    ),
    _rule(
        "a page loads nothing from elsewhere",
        _in_pages,
        FROM_ELSEWHERE,
        (COMMENTS,),
        (
            ('<script src="https://cdn.example/x.js">', '<link rel="stylesheet" href="//cdn.example/x.css">'),
            ('<img src="{{ url }}">', '<a href="https://example.org">'),
        ),
        excused_by_file=False,
    ),
    _rule(
        "a text a user reads is translated",
        _in_pages,
        HAN,
        (COMMENTS, TRANSLATED),
        (
            ("<h1>报修</h1>", '<input placeholder="地点">', '{% include "x.html" with title="报修" %}'),
            (
                '<h1>{% translate "报修" %}</h1>',
                "{% blocktranslate with n=1 %}共 {{ n }} 件{% endblocktranslate %}",
                '{% include "x.html" with title=_("报修") %}',
                "{# 报修 #}",
            ),
        ),
    ),
    _rule(
        "a script speaks with words the page gives it (data- attributes)",
        _in_scripts,
        HAN,
        (SCRIPT_COMMENTS,),
        (('alert("报修")',), ("// 报修", 'alert(button.dataset.words) // "报修"', "/* 报修 */")),
        excused_by_file=False,
    ),
    _rule(
        "a script asks nobody but us",
        _in_scripts,
        FROM_ELSEWHERE_IN_SCRIPT,
        (),
        (('fetch("https://example.org/x")',), ('fetch("/x")',)),
        excused_by_file=False,
    ),
)
