"""What may lie in the repository, and that the pages of the docs lead somewhere."""

from pathlib import Path

import pytest

from lints.repository import anchors, complaints, tracked

pytestmark = pytest.mark.engineless


def said_about(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return list(complaints(root, [name]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lvye/static/vendor/htmx.js", "x"),
        ("lvye/static/htmx.min.js", "x"),
        ("lvye/static/page.js", "x" * 3000),
        ("docs/big.txt", "x" * 500_000),
        ("package-lock.json", '"resolved": "https://registry.example/x.tgz"'),
        ("requirements.txt", "--index-url https://mirror.example/simple"),
        ("requirements-dev.txt", "lvye @ file:x"),
        ("docs/a.md", "see /ro" + "ot/notes"),
        ("docs/a.md", "<<<<<<< HEAD"),
        ("docs/a.md", "[gone](gone.md)"),
        ("docs/a.md", "[gone](#gone)"),
    ],
)
def test_what_should_not_be_there_is_refused(tmp_path, name, text):
    assert said_about(tmp_path, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lvye/static/page.js", 'fetch("/jobs/")\n'),
        ("requirements.txt", "django==5.2.19 \\\n    --hash=sha256:00\n    # via -r requirements.in\n"),
        ("package-lock.json", '"integrity": "sha512-x"'),
        ("docs/a.md", "# 一、Two words\n[here](#一two-words) [self](a.md) [far](https://example.org) `[no](no.md)`\n"),
    ],
)
def test_what_belongs_there_passes(tmp_path, name, text):
    assert said_about(tmp_path, name, text) == []


def test_headings_of_one_name_are_told_apart():
    assert anchors("# A b\n## A b\n```\n# no\n```\n## `code` [c](d.md)!\n") == {"a-b", "a-b-1", "code-c"}


def test_the_repository_holds_only_our_own():
    root = Path(__file__).resolve().parents[1]
    assert list(complaints(root, tracked(root))) == []
