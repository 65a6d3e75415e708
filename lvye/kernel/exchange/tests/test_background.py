"""Large sheets beside the pages: once, whoever asks, whatever ends the program."""

import json
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lvye.kernel.audit.api import Entry, verify
from lvye.kernel.exchange import background, keeping
from lvye.kernel.exchange.api import bring_in, undo
from lvye.kernel.exchange.models import ImportBatch
from lvye.kernel.jobs.api import jobs
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.models import Person
from lvye.kernel.registers.api import registers

from .sheets import cells, xlsx

pytestmark = pytest.mark.django_db

PEOPLE = "people.person"
HEAD = ["姓名", "身份", "工号"]
WAIT = """
import fcntl, sys, time
lock = open(sys.argv[1], "w"); fcntl.flock(lock, fcntl.LOCK_EX); print("held", flush=True); time.sleep(60)
"""


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    """A place of its own for kept sheets, and every sheet a large one."""
    settings.LVYE_HOME = tmp_path
    monkeypatch.setattr(background, "LARGE", 0)
    monkeypatch.setattr("lvye.kernel.exchange.screens.LARGE", 0)
    return tmp_path / "imports"


@pytest.fixture
def where(client, clerk, allow):
    """The import of people, for a person who may."""
    allow(*(registers[PEOPLE].permission(verb) for verb in ("view", "import")), "exchange.view_importbatch")
    client.force_login(clerk)
    return reverse(f"{PEOPLE}:import")


def sheet(*rows):
    return SimpleUploadedFile("名册.xlsx", xlsx(HEAD, *rows).getvalue())


def asked(client, where, *rows):
    """The address where a sheet is watched that was just handed in."""
    answer = client.post(where, {"file": sheet(*rows)})
    assert answer.status_code == 302
    return answer.url


def confirmed(client, where, *rows):
    """The same for one that was looked at and is to be brought in."""
    watched = asked(client, where, *rows)
    background.run_waiting()
    token = client.get(watched).context["outcome"]["token"]
    return client.post(where, {"token": token}).url


def left_lying(home, watched, **changes):
    """The work as a program that was ended left it."""
    path = home / f"{watched.split('work=')[1]}.work"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@contextmanager
def another_at(lock):
    """Another program that holds this lock until it is killed."""
    command = [sys.executable, "-c", WAIT, lock]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:  # noqa: S603 - ourselves
        assert program.stdout.readline() == b"held\n"
        yield program


def test_a_large_sheet_is_tried_and_brought_in_beside_the_pages_and_its_person_is_told(client, where, clerk):
    watched = asked(client, where, ["甲", "教师", "1"], ["乙", "教师", "2"])
    page = client.get(watched).content.decode()
    assert "等着开始" in page
    assert 'hx-trigger="every 1s"' in page
    assert "名册.xlsx" in client.get(where).context["other"].filename
    assert jobs["exchange.sheets"].work(None) == 0
    tried = client.get(watched)
    assert (tried.context["outcome"]["rows"], Person.objects.filter(number="1").exists()) == (2, False)
    assert "every 1s" not in tried.content.decode()
    token = tried.context["outcome"]["token"]
    watched = client.post(where, {"token": token}).url
    assert client.post(where, {"token": token}).url == watched  # pressed twice, it is done once
    assert background.run_waiting() == 1
    done = client.get(watched)
    batch = ImportBatch.objects.get()
    assert batch.made_count == 2
    assert reverse("exchange.importbatch:detail", args=[batch.pk]) in done.content.decode()
    assert background.run_waiting() == 0
    titles = list(Notice.objects.filter(user=clerk).order_by("pk").values_list("title", flat=True))
    assert titles == ["“名册.xlsx”看完了：2 行可以导入", "“名册.xlsx”导入好了：2 行"]


def test_what_must_be_mended_is_taken_along_mended_and_sent_again(client, where):
    watched = asked(client, where, ["甲", "教师", "01"], ["乙", "飞人", "02"], ["", "教师", "03"])
    background.run_waiting()
    page = client.get(watched)
    assert page.context["outcome"]["refused"] == 2
    [header, *rows] = cells(client.get(page.context["problems_url"]).content)
    assert header == ["为什么不行", "原来的行", "姓名", "身份", "工号"]
    assert [row[1] for row in rows] == [3, 4, 2]
    rows[0][3], rows[1][2] = "教师", "丙"
    watched = client.post(where, {"file": SimpleUploadedFile("改好.xlsx", xlsx(header, *rows).getvalue())}).url
    background.run_waiting()
    outcome = client.get(watched).context["outcome"]
    assert (outcome["rows"], outcome["problems"]) == (3, [])


def test_nobody_else_watches_or_stops_it(client, where, django_user_model, allow):
    watched = asked(client, where, ["甲", "教师", "1"])
    other = django_user_model.objects.create_user("other", name="别人")
    key = watched.split("work=")[1]
    assert background.work_of(key, PEOPLE, other) is None
    assert background.unfinished(PEOPLE, other) is None
    assert client.get(reverse("places.place:import"), {"work": key}).status_code in {403, 404}
    assert client.get(where, {"work": "../secret_key"}).status_code == 404
    assert client.post(where, {"stop": "nothing"}).status_code == 404


def test_stopped_before_it_begins_it_never_begins(client, where):
    watched = confirmed(client, where, ["甲", "教师", "1"])
    assert client.post(where, {"stop": watched.split("work=")[1]}).url == watched
    assert background.run_waiting() == 0
    assert "什么也没有写进去" in client.get(watched).content.decode()
    assert not ImportBatch.objects.exists()


def test_stopped_while_another_program_is_at_it_nothing_is_left(client, where, home):
    watched = confirmed(client, where, ["甲", "教师", "1"])
    key = watched.split("work=")[1]
    with another_at(home / f"{key}.lock") as program:
        assert client.post(where, {"stop": key}).status_code == 302
        assert client.get(watched).context["work"].state == "waiting"
        program.kill()
    assert background.run_waiting() == 1
    assert "停下来了" in client.get(watched).content.decode()
    assert not ImportBatch.objects.exists()


def test_while_one_program_is_at_sheets_no_other_begins_and_when_it_is_killed_the_next_one_does(client, where, home):
    watched = asked(client, where, ["甲", "教师", "1"])
    with another_at(home / "all.lock") as program:
        assert background.run_waiting() == 0
        program.kill()
    left_lying(home, watched, state="running", tries=1, done=1, total=1)
    assert background.run_waiting() == 1
    assert client.get(watched).context["outcome"]["rows"] == 1


def test_an_import_whose_program_was_ended_after_the_last_word_is_not_done_twice(client, where, home, clerk):
    watched = confirmed(client, where, ["甲", "教师", "1"])
    kept = keeping.open_kept(background.work_of(watched.split("work=")[1], PEOPLE, clerk).ticket, PEOPLE, clerk.pk)
    with kept.file:
        assert bring_in(registers[PEOPLE], kept.file, "名册.xlsx", actor=clerk).sound
    left_lying(home, watched, state="running", tries=1)
    background.run_waiting()
    assert client.get(watched).context["outcome"]["done"]
    assert ImportBatch.objects.count() == 1


def test_a_sheet_that_ends_the_program_again_and_again_is_given_up(client, where, home):
    watched = asked(client, where, ["甲", "教师", "1"])
    left_lying(home, watched, state="running", tries=background.MOST_TRIES)
    background.run_waiting()
    assert "试了几次都没有做完" in client.get(watched).content.decode()


def test_a_file_that_is_gone_is_told(client, where, home):
    watched = asked(client, where, ["甲", "教师", "1"])
    for path in home.iterdir():
        if len(path.name) == 64:
            path.unlink()
    background.run_waiting()
    assert "请再选一次" in client.get(watched).content.decode()


@pytest.mark.parametrize("ends_at", ["read", "write"])
def test_an_import_that_is_ended_anywhere_leaves_nothing(clerk, ends_at):
    before = Person.objects.count(), ImportBatch.objects.count(), Entry.objects.count()
    seen = []

    def told(stage, done, total):
        seen.append((stage, done, total))
        if stage == ends_at:
            raise KeyboardInterrupt

    rows = xlsx(HEAD, *([f"人{number}", "教师", str(number)] for number in range(30)))
    with pytest.raises(KeyboardInterrupt):
        bring_in(registers[PEOPLE], rows, "名册.xlsx", actor=clerk, progress=told)
    assert seen[-1] == (ends_at, 30, 30)
    assert (Person.objects.count(), ImportBatch.objects.count(), Entry.objects.count()) == before
    assert verify().sound
    outcome = bring_in(registers[PEOPLE], rows, "名册.xlsx", actor=clerk)
    assert outcome.made == 30
    undo(outcome.batch, actor=clerk)
