from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from lvye.kernel.papers import api as papers
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Letter, LetterStatus
from lvye.modules.inspections.screens.papers import blocks_of
from lvye.modules.inspections.tests import make
from lvye.modules.inspections.tests.conftest import Crew

NOW, DAY = make.NOW, make.DAY
FEBRUARY = date(2026, 2, 1)


def words(letter: Letter) -> str:
    found = papers.official_word(title=letter.title, org="某校", blocks=blocks_of(letter), signed_on=letter.sent_on)
    document = Document(BytesIO(found))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_month_without_a_hazard_is_reported_with_its_zeros(crew: Crew) -> None:
    assert services.months_draft(now=NOW, actor=crew.director) == 1
    assert services.months_draft(now=NOW, actor=crew.director) == 0
    letter = Letter.objects.get(month=FEBRUARY)
    assert letter.due_on == date(2026, 3, 5)
    assert "没有发现安全隐患" in words(letter)


def test_a_months_numbers_add_up_and_stand_once_it_is_sent(crew: Crew) -> None:
    make.hazard(now=NOW - 60 * DAY)
    gone = make.hazard(now=NOW - 25 * DAY)
    services.hazard_drop(gone, why="none", words="看过", now=NOW - 20 * DAY, actor=crew.director)
    make.hazard(now=NOW - 20 * DAY, what="井盖翘起")
    letter = services.letter_month(FEBRUARY, now=NOW, actor=crew.director)
    late = make.hazard(now=NOW - 19 * DAY)
    assert letter.found == 2
    letter = services.letter_send(letter, now=NOW, actor=crew.director)
    numbers = (letter.before, letter.found, letter.gone, letter.dropped, letter.left)
    assert numbers == (1, 3, 0, 1, 3)
    assert letter.before + letter.found - letter.gone - letter.dropped == letter.left
    services.hazard_drop(late, why="none", words="看过", now=NOW, actor=crew.director)
    letter.refresh_from_db()
    assert letter.left == 3
    assert "井盖翘起" in words(letter)


def test_a_month_that_runs_or_is_reported_is_refused(crew: Crew) -> None:
    with pytest.raises(ValidationError, match="还没有过完"):
        services.letter_month(make.TODAY, now=NOW, actor=crew.director)
    services.letter_month(FEBRUARY, now=NOW, actor=crew.director)
    with pytest.raises(ValidationError, match="已经有了"):
        services.letter_month(FEBRUARY, now=NOW, actor=crew.director)


def test_letters_are_numbered_without_gaps_and_what_is_sent_stands(crew: Crew) -> None:
    first = services.letter_month(FEBRUARY, now=NOW, actor=crew.director)
    second = services.letter_month(date(2026, 1, 1), now=NOW, actor=crew.director)
    with pytest.raises(ValidationError, match="报送日期"):
        services.letter_send(first, sent_on=make.TODAY + DAY, now=NOW, actor=crew.director)
    numbers = [services.letter_send(one, now=NOW, actor=crew.director).doc_number for one in (first, second)]
    assert numbers == ["〔2026〕1号", "〔2026〕2号"]
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="不能再改"):
        services.letter_change(first, title="改了", actor=crew.director)
    with pytest.raises(ValidationError, match="回执日期"):
        services.letter_answer(first, receipt="1", answered_on=make.TODAY - DAY, now=NOW, actor=crew.director)
    assert services.letter_answer(first, receipt="1", now=NOW, actor=crew.director).status == LetterStatus.ANSWERED
