"""The programs behind the Makefile: when a step is skipped, what a catalogue lacks, how a test run is counted."""

import os

import polib
import pytest

from lints import home_for_tests
from scripts import vendor
from scripts.debian import PAPER, TESTS
from scripts.messages import compare
from scripts.steps import ROOT, digest, stands, step
from scripts.test import TOTALS, Outcome, report, walked_again


def test_a_hash_follows_contents_and_names_and_not_times(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text("a")
    first = digest([lock])
    os.utime(lock, (1, 1))
    assert digest([lock]) == first
    assert digest([lock], "dev") != first
    lock.write_text("b")
    assert digest([lock]) != first
    lock.write_text("a")
    assert digest([lock.rename(tmp_path / "other")]) != first


def test_a_step_that_fails_is_done_again(tmp_path):
    stamp = tmp_path / "stamps" / "packages"
    with step("Packages", stamp, "1"):
        pass
    assert stands(stamp, "1")
    assert not stands(stamp, "2")
    with pytest.raises(OSError, match="no network"), step("Packages", stamp, "2"):
        raise OSError("no network")
    assert not stands(stamp, "1")
    assert not stands(stamp, "2")


def entry(text, translation="", **values):
    return polib.POEntry(msgid=text, msgstr=translation, **values)


def catalogue(*entries):
    made = polib.POFile()
    made.extend(entries)
    return made


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        ([entry("报修", "Repairs")], []),
        ([], ["not in the catalogue: '报修'"]),
        ([entry("报修")], ["not translated: '报修'"]),
        ([entry("报修", "Repairs", flags=["fuzzy"])], ["not translated: '报修'"]),
        ([entry("报修", "报修")], ["the translation is the Chinese text itself: '报修'"]),
        ([entry("报修", "Repairs"), entry("派工", "Dispatch")], ["no longer in the code: '派工'"]),
        ([entry("报修", "Repairs"), entry("派工", "Dispatch", obsolete=True)], ["obsolete: '派工'"]),
    ],
)
def test_a_catalogue_must_hold_every_text_translated_and_no_other(ours, said):
    assert list(compare(catalogue(*ours), catalogue(entry("报修")))) == said


@pytest.mark.parametrize(
    ("line", "is_totals"),
    [
        ("================= 812 passed, 3 skipped in 98.21s (0:01:38) =================", True),
        ("\x1b[31m===== \x1b[31m\x1b[1m1 failed\x1b[0m, 2 passed\x1b[31m in 0.05s\x1b[0m\x1b[31m =====\x1b[0m", True),
        ("================= FAILURES =================", False),
        ("812 passed the door in 98.21s", False),
    ],
)
def test_the_last_line_of_pytest_is_known(line, is_totals):
    assert bool(TOTALS.match(line)) is is_totals


def test_totals_come_last_and_one_failed_run_fails_all(capsys):
    good = Outcome("SQLite", 0, "=== 2 passed in 1s ===")
    bad = Outcome("PostgreSQL", 1, "=== 1 failed in 1s ===", ["FAILED tests/test_x.py::test_y"])
    assert report([good, good], 60) == 0
    assert report([good, bad], 60) == 1
    printed = capsys.readouterr().out
    assert printed.splitlines()[-2:] == [good.totals, bad.totals]
    assert "FAILED tests/test_x.py::test_y" in printed


def test_a_journey_that_fails_is_walked_again_and_only_one_that_then_passes_is_let_through_and_named(capsys):
    good = Outcome("once more", 0, "=== 1 passed in 1s ===")
    still = Outcome("once more", 1, "=== 1 failed in 1s ===", ["FAILED tests/e2e/test_x.py::test_y - again"])
    first = Outcome("journeys", 1, "=== 1 failed, 9 passed in 9s ===", ["FAILED tests/e2e/test_x.py::test_y - time"])
    asked: list[list[str]] = []
    let_through = walked_again(first, lambda names: asked.append(names) or good)
    assert asked == [["tests/e2e/test_x.py::test_y"]]
    assert report([let_through], 60) == 0
    assert "walked again\nFAILED tests/e2e/test_x.py::test_y" in capsys.readouterr().out
    assert walked_again(first, lambda _names: still) is first
    many = Outcome("journeys", 1, "", [f"FAILED t::{n}" for n in range(4)])
    broken = Outcome("journeys", 2, "", ["ERROR tests/e2e/test_x.py - no such name"])
    for outcome in (many, broken, Outcome("journeys", 3, "")):
        assert walked_again(outcome, lambda _names: good) is outcome


def test_each_front_end_file_comes_from_a_locked_package():
    lock = (ROOT / "package-lock.json").read_text()
    for source in vendor.FILES.values():
        assert f'"node_modules/{source.partition("/")[0]}"' in lock


def test_what_debian_must_bring_is_here_where_the_tests_run():
    assert [package.name for package in (*PAPER, *TESTS) if not package.stands()] == []


def test_a_worker_of_a_run_has_a_home_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("LVYE_TEST_HOME", str(tmp_path))
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw7")
    assert home_for_tests.own_home() == tmp_path / "gw7"
