"""Large sheets in a real installation: others write during a trial, and a killed import leaves nothing."""

from __future__ import annotations

import pytest

from tests.installation import IS_POSTGRES, Installation

ASKED = """
import os, io
from contextlib import suppress
from django.db import connection, transaction
from openpyxl import Workbook
from lvye.kernel.accounts.api import system_user
from lvye.kernel.exchange import background, keeping
from lvye.kernel.people.models import Person
from lvye.kernel.records import api as records

def asked(doing):
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["姓名", "身份", "工号"])
    for number in range(40):
        book.active.append([f"人{number}", "教师", f"{number:03d}"])
    book.save(stream)
    user = system_user("import")
    ticket = keeping.keep([stream.getvalue()], "名册.xlsx", "people.person", user.pk, None)
    with suppress(KeyError), transaction.atomic():
        work = background.begin(ticket, "people.person", user, doing, "名册.xlsx")
        raise KeyError  # nothing begins at once: this program does it itself
    return work
"""
FREE = """
from lvye.config.settings import DATABASES
file, seen = str(DATABASES["default"]["NAME"]), []
@records.watch
def look(found):
    if isinstance(found[0], Person):
        other = connection.Database.connect(file, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
        seen.append(len(found))
work = asked("try")
background.run_waiting()
now = background.work_of(work.key, work.register, system_user("import"))
left = [path.name for path in keeping.folder().iterdir() if ".trial" in path.name]
print(bool(seen), now.state, now.seen["rows"], Person.objects.count(), left)
"""
KILLED = """
@records.watch
def die(found):
    if Person.objects.exists():  # all rows are written, the last word is not
        os._exit(0)
work = asked("import")
print(work.key, flush=True)
background.run_waiting()
print("alive")
"""
AFTER = """
from lvye.kernel.audit.api import verify
before = Person.objects.count()
count = background.run_waiting()
work = background.work_of({key!r}, "people.person", system_user("import"))
print(before, count, work.state, work.tries, Person.objects.count(), verify().sound)
"""


@pytest.mark.skipif(IS_POSTGRES, reason="a server has many writers; the trail of deeds alone is one after the other")
def test_while_a_large_sheet_is_tried_the_school_goes_on_writing(empty: Installation) -> None:
    assert empty.inside(ASKED + FREE).split("\n")[-2] == "True done 40 0 []"


def test_an_import_whose_program_is_killed_leaves_nothing_and_is_taken_up_by_the_next(empty: Installation) -> None:
    key = empty.inside(ASKED + KILLED).strip()
    assert "alive" not in key
    assert empty.inside(ASKED + AFTER.format(key=key)).strip() == "0 1 done 2 40 True"
