"""The measure of the task on labelled facts, where they lie beside the project (see bench/prose.py)."""

from __future__ import annotations

import pytest

from bench.prose import FACTS, LEAST, TEXTS, overlap, score

present = pytest.mark.skipif(not FACTS.is_file(), reason="no labelled facts beside the project")


@present
def test_work_done_is_found_and_nothing_made_up() -> None:
    found = score(FACTS, TEXTS)
    assert found.labelled["done"] > 0
    assert found.recall >= LEAST, found.missed
    assert found.precision >= LEAST, found.wrong


def test_objects_are_the_same_when_they_share_half_of_the_shorter() -> None:
    assert overlap("学校的桌椅", "桌椅")
    assert not overlap("灯管", "灭火器")
    assert not overlap("", "桌椅")
