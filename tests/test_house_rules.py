"""The house rules: each refuses its bad lines and passes its good ones, and the house is in order."""

from pathlib import Path

import pytest

from lints.house_rules import RULES, breaks, complaints, read

pytestmark = pytest.mark.engineless

EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EVERY_RULE
def test_a_rule_refuses_its_bad_lines_and_passes_its_good_ones(rule):
    def refused(line):
        return bool(breaks(rule, read(rule.example, line)))

    assert rule.bad
    assert rule.good
    assert [line for line in rule.bad if not refused(line)] == []
    assert [line for line in rule.good if refused(line)] == []


@EVERY_RULE
def test_a_rule_holds_where_its_example_lies_and_not_in_other_peoples_files(rule):
    assert rule.where(read(rule.example, ""))
    assert not rule.where(read("docs/conf.py", ""))


def test_an_excuse_must_give_its_reason(tmp_path):
    folder = tmp_path / "lvye" / "modules" / "assets"
    folder.mkdir(parents=True)
    (folder / "services.py").write_text('"""Deeds."""\n\n\ndef f(x):\n    """F."""\n    x.save()  # house:\n')
    found = list(complaints(tmp_path))
    assert [line.split(": ", 1)[0] for line in found] == ["lvye/modules/assets/services.py:6"] * 2


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("lvye/kernel/places/models.py", '"""M."""\n' + "x = 1\n" * 400, "400"),
        ("lvye/modules/assets/views.py", '"""M."""\n', "name it after what it holds"),
        ("lvye/kit/say.py", '"""M."""\n# TO' + "DO: later\n", "open end"),
    ],
)
def test_a_file_too_long_badly_named_or_unfinished_is_refused(tmp_path, name, text, word):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert [line for line in complaints(tmp_path) if word in line]


def test_the_house_is_in_order():
    assert list(complaints(Path(__file__).resolve().parents[1])) == []
