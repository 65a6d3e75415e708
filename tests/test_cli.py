"""The program `lvye` at the command line: help, exit codes, and a sentence for everything that cannot be."""

from __future__ import annotations

import argparse
import io
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.staticfiles.finders import get_finder

from lvye.config import cli
from lvye.config.doctor import _stock
from lvye.config.static import gather_static
from lvye.modules.stores.models import Holding
from lvye.modules.stores.tests import make as goods
from tests.installation import IS_POSTGRES, ROOT, Installation, tampered, told
from tests.test_demo_school import COUNTS

COMMANDS = (
    "migrate", "demo", "serve", "worker", "summary", "figures", "read", "doctor", "import", "export", "audit", "backup",
    "restore", "stock",
)  # fmt: skip


def ended(*words: str) -> int:
    """The exit code of words that never get as far as the program's work."""
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    return int(str(end.value.code))


# --- words ------------------------------------------------------------------------------------------------------


def test_the_program_names_all_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--help") == 0
    said = capsys.readouterr().out
    parser = cli._parser()
    found = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    assert set(found.choices) == set(COMMANDS)
    for command in COMMANDS:
        assert command in said


@pytest.mark.engineless
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(command, "--help") == 0
    said = capsys.readouterr().out
    assert f"usage: lvye {command}" in said
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said)
    assert "(" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "COMMAND"),
        (("repair",), "invalid choice"),
        (("serve", "--port", "x"), "1 到 65535"),
        (("serve", "--port", "0"), "1 到 65535"),
        (("serve", "--port", "99999"), "1 到 65535"),
        (("serve", "--workers", "0"), "1 到 64"),
        (("summary", "last"), "--out"),
        (("summary",), "term"),
        (("figures",), "term"),
        (("import", "places.place"), "file"),
        (("import", "places.place", "x.xlsx", "--year", "12"), "1990 到 2100"),
        (("export", "places.place"), "file"),
        (("audit",), "what"),
        (("audit", "mend"), "verify"),
        (("stock", "mend"), "rebuild"),
        (("backup",), "file"),
        (("restore",), "file"),
        (("doctor", "--mend"), "--mend"),
    ],
)
def test_words_written_wrongly_end_with_two_and_say_what_is_wanted(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*words) == 2
    assert says in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export", "repairs.nothing", "x.xlsx"), "没有台账 repairs.nothing"),
        (("import", "repairs.nothing", "x.xlsx"), "places.place"),
        (("import", "places.place", "没有这个.xlsx"), "没有找到文件"),
        (("export", "places.place", "地点.txt"), "要以 .xlsx 或 .csv 结尾"),
        (("summary", "last", "--out", "总结.txt"), "要以 .docx 或 .pdf 结尾"),
        (("figures", "last"), "还没有归档的学期"),
        (("figures", "2025-7"), "2025-7"),
        (("summary", "current", "--out", "x.docx"), "学期"),
        (("restore", "没有这个.lvye"), "没有找到备份文件"),
        (("read", "没有这个.docx"), "没有这个文件或文件夹"),
    ],
)
def test_what_is_not_possible_ends_with_one_and_a_sentence(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 1
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.err.startswith("lvye: ")
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_is_told_by_its_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["export", "places.place", str(tmp_path / "no" / "x.xlsx")]) == 1
    assert "没有这个文件或文件夹" in capsys.readouterr().err
    (tmp_path / "folder.xlsx").mkdir()
    assert cli.main(["export", "places.place", str(tmp_path / "folder.xlsx")]) == 1
    assert "这是一个文件夹" in capsys.readouterr().err


def test_old_papers_are_read_one_fact_a_line_and_one_that_cannot_be_read_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    paper, empty = tmp_path / "旧总结.txt", tmp_path / "空.txt"
    paper.write_text("本学期更换灯管84根，疏通下水道十余次，投入资金1.2万元。\n", encoding="utf-8")
    empty.write_bytes(b"")
    assert cli.main(["read", "--json", str(empty), str(paper)]) == 1
    printed = capsys.readouterr()
    assert "空.txt" in printed.err
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert [(line["deed"], line["object"], line["qty"], line["unit"]) for line in lines[:2]] == [
        ("更换", "灯管", 84, "根"),
        ("疏通", "下水道", 10, "次"),
    ]
    assert lines[1]["approx"] is True
    assert lines[2]["amount_yuan"] == 12_000
    assert {line["doc"] for line in lines} == {"旧总结"}
    assert cli.main(["read", str(paper)]) == 0
    assert "更换 灯管\t84 根" in capsys.readouterr().out


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"LVYE_DATABASE_URL": "mysql://localhost/lvye"}, "postgresql://"),
        ({"LVYE_BASE_URL": "lvye.school.example"}, "http://"),
        ({"LVYE_EMAIL_URL": "imap://mail.example"}, "smtp://"),
    ],
)
def test_a_variable_that_makes_no_sense_is_told(nothing: Installation, env: dict[str, str], says: str) -> None:
    assert says in told(nothing.run("doctor", **env))


# --- a place that is not ready --------------------------------------------------------------------------------------


@pytest.mark.engineless
def test_help_comes_at_once_and_makes_nothing(nothing: Installation) -> None:
    began = time.monotonic()
    done = nothing.run("--help")
    assert done.returncode == 0
    assert time.monotonic() - began < 2
    assert not nothing.home.exists()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("serve", "--port", "1"), marks=pytest.mark.engineless),
        ("figures", "last"),
        pytest.param(("export", "places.place", "x.csv"), marks=pytest.mark.engineless),
        pytest.param(("audit", "verify"), marks=pytest.mark.engineless),
        ("backup", "x.lvye"),
        pytest.param(("demo",), marks=pytest.mark.engineless),
    ],
)
def test_before_the_database_is_made_every_command_says_how_to_make_it(
    nothing: Installation, words: tuple[str, ...], tmp_path: Path
) -> None:
    words = tuple(str(tmp_path / word) if "." in word and word.startswith("x") else word for word in words)
    assert "请先运行 lvye migrate" in told(nothing.run(*words))
    assert not list(tmp_path.glob("x.*"))


def test_a_database_that_does_not_answer_is_told(nothing: Installation) -> None:
    env = {"LVYE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    assert "数据库打不开" in told(nothing.run("figures", "last", **env))


def test_a_cold_start_makes_the_database_and_gathers_the_pages(fresh_installation: Installation) -> None:
    names = {path.name for path in fresh_installation.home.iterdir()}
    assert {"secret_key", "static", *(() if IS_POSTGRES else ("lvye.sqlite3",))} <= names
    assert (fresh_installation.home / "static" / "staticfiles.json").exists()
    assert (fresh_installation.home / "secret_key").stat().st_mode & 0o077 == 0
    assert "lvye.sqlite3-wal" not in names, "what was written is in one file, also for who copies that alone"
    gathered = fresh_installation.home / "static" / "staticfiles.json"
    written = gathered.stat().st_mtime_ns
    again = fresh_installation.run("migrate")
    assert (again.returncode, again.stderr) == (0, "")
    assert gathered.stat().st_mtime_ns == written, "nothing changed, and the pages were gathered and pressed again"


def test_pages_are_gathered_again_where_one_has_changed(settings: Any, tmp_path: Path) -> None:
    look = tmp_path / "look" / "look.css"
    look.parent.mkdir()
    look.write_text("p { color: green }")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [look.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    get_finder.cache_clear()
    assert gather_static()
    assert not gather_static()
    look.write_text("p { color: red; }")
    assert gather_static()
    assert "red" in (tmp_path / "static" / "look.css").read_text()
    get_finder.cache_clear()


# --- data in and out ------------------------------------------------------------------------------------------------


def sheet(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return sorted(tuple(str(cell or "") for cell in row) for row in book.active.iter_rows(values_only=True))


def test_people_go_out_and_come_in_again_the_same(demo: Installation, empty: Installation, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    done = demo.run("export", "people.person", first)
    assert done.returncode == 0, done.stderr
    count = len(rows_of(first)) - 1
    assert count > 20
    assert f"{count} 行" in done.stdout
    tried = empty.run("import", "people.person", first, "--dry-run")
    assert (tried.returncode, f"可以导入 {count} 行" in tried.stdout) == (0, True), tried.stderr
    brought = empty.run("import", "people.person", first)
    assert (brought.returncode, f"已导入 {count} 行" in brought.stdout) == (0, True), brought.stderr
    empty.run("export", "people.person", second)
    assert rows_of(second) == rows_of(first)
    assert empty.run("audit", "verify").returncode == 0


def test_a_dry_run_writes_nothing(empty: Installation, tmp_path: Path) -> None:
    file = sheet(tmp_path / "places.xlsx", ("楼栋", "楼层", "房间"), ("教学楼", "1层", "101"))
    assert empty.run("import", "places.place", file, "--dry-run").returncode == 0
    assert "0 条" in empty.run("audit", "verify").stdout


@pytest.mark.engineless
def test_a_sheet_with_problems_is_refused_row_by_row_and_as_a_whole(empty: Installation, tmp_path: Path) -> None:
    file = sheet(tmp_path / "places.xlsx", ("楼栋", "楼层", "房间"), ("教学楼", "1层", "101"), ("", "2层", "201"))
    done = empty.run("import", "places.place", file)
    assert done.returncode == 1
    assert "第 3 行" in done.stderr
    assert "一行也没有写入" in done.stderr
    assert "0 条" in empty.run("audit", "verify").stdout


@pytest.mark.engineless
def test_a_file_that_is_no_sheet_is_refused(empty: Installation, tmp_path: Path) -> None:
    file = tmp_path / "picture.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    done = empty.run("import", "places.place", file)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.engineless
def test_a_csv_holds_the_same_rows_as_a_workbook(demo: Installation, tmp_path: Path) -> None:
    import csv

    for name in ("x.csv", "x.xlsx"):
        assert demo.run("export", "places.place", tmp_path / name).returncode == 0
    lines = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig"))))
    assert sorted(tuple(line) for line in lines) == rows_of(tmp_path / "x.xlsx")


@pytest.mark.engineless
def test_a_reader_who_goes_away_is_no_error(demo: Installation) -> None:
    command = [sys.executable, "-m", "lvye.config.cli", "figures", "last", "--json"]
    program = subprocess.Popen(
        command, cwd=ROOT, env=demo.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    program.stdout.readline()
    program.stdout.close()
    assert program.stderr is not None
    assert "Traceback" not in program.stderr.read()
    assert program.wait(60) == 0
    program.stderr.close()


# --- figures and the summary ----------------------------------------------------------------------------------------


def test_figures_are_one_object_a_line(demo: Installation) -> None:
    done = demo.run("figures", "last", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) > 20
    for line in lines:
        assert set(line) >= {"figure", "name", "by", "value", "unit", "rows", "definition"}
        assert isinstance(line["figure"], str)
        assert isinstance(line["by"], dict)
        assert isinstance(line["rows"], int)
        assert line["definition"]
        assert line["value"] is None or isinstance(line["value"], (int, float, str))
    keys = [(line["figure"], json.dumps(line["by"], sort_keys=True)) for line in lines]
    assert len(keys) == len(set(keys))
    work = {tuple(line["by"].values()): line["value"] for line in lines if line["figure"] == "repairs.work"}
    for action, thing, qty, unit, _approx in COUNTS:  # on each engine
        assert work[action, thing, unit] == qty
    code = demo.inside("from lvye.kernel.terms.api import latest_closed; print(latest_closed().code)").strip()
    assert demo.run("figures", code, "--json").stdout == done.stdout


@pytest.mark.engineless
def test_figures_are_readable_without_json(demo: Installation) -> None:
    done = demo.run("figures", "current")
    assert done.returncode == 0
    assert all(line.count("\t") == 2 for line in done.stdout.splitlines())


@pytest.mark.engineless
@pytest.mark.parametrize(("name", "begins"), [("x.docx", b"PK"), ("x.pdf", b"%PDF")])
def test_the_summary_is_written_as_word_and_as_pdf(
    demo: Installation, tmp_path: Path, name: str, begins: bytes
) -> None:
    done = demo.run("summary", "last", "--out", tmp_path / name)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_bytes().startswith(begins)


# --- demo and audit -------------------------------------------------------------------------------------------------


def test_the_demo_is_made_once_and_never_over_a_real_school(demo: Installation, empty: Installation) -> None:
    done = demo.run("demo", "--small")
    assert (done.returncode, "已经有了" in done.stdout) == (0, True)
    empty.inside(
        "from lvye.kernel.accounts.api import system_user; from lvye.kernel.places.api import school_set;"
        "school_set(name='青禾中学', actor=system_user())"
    )
    assert "真实学校" in told(empty.run("demo", "--small"))
    assert empty.run("demo", "--if-empty").returncode == 0


def test_the_chain_of_deeds_is_proved_and_a_broken_one_is_told(demo: Installation) -> None:
    done = demo.run("audit", "verify")
    assert (done.returncode, "操作记录完整" in done.stdout) == (0, True)
    tampered(demo)
    assert "第 17 条起对不上" in told(demo.run("audit", "verify"))


# --- serving --------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(installation: Installation, port: int) -> Iterator[subprocess.Popen[str]]:
    """The program as it serves; ended afterwards."""
    command = [sys.executable, "-m", "lvye.config.cli", "serve", "--port", str(port), "--no-worker"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=installation.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(20)
        assert server.stdout is not None
        server.stdout.close()


def page(port: int, path: str) -> tuple[str, str]:
    """(address after redirects, page), as soon as the server answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.url, answer.read().decode()
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("the server did not answer")


@pytest.mark.engineless
def test_an_empty_installation_is_served_with_the_way_to_begin(empty: Installation) -> None:
    port = free_port()
    with serving(empty, port) as server:
        url, text = page(port, "/repairs/job/")
        assert url == f"http://127.0.0.1:{port}/setup/who/"
        assert "先认识一下您" in text
        taken = told(empty.run("serve", "--port", str(port)))
        assert "已经有绿叶或别的程序在用" in taken
        assert server.poll() is None
    code = (empty.home / "setup_code").read_text().strip()
    doctor = empty.run("doctor").stdout
    assert f"建校口令 {code}" in doctor


@pytest.mark.engineless
def test_a_demo_is_served_with_its_sign_ins(demo: Installation) -> None:
    port = free_port()
    with serving(demo, port) as server:
        assert server.stdout is not None
        said = [server.stdout.readline() for _ in range(3)]
        assert f"127.0.0.1:{port}" in said[0]
        assert "演示账号" in said[1]
        assert page(port, "/")[0].endswith("/accounts/login/?next=/")
    assert not (demo.home / "setup_code").exists()


@pytest.mark.engineless
@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_a_host_that_is_not_this_machine_is_refused(empty: Installation, host: str) -> None:
    assert "--host" in told(empty.run("serve", "--host", host, "--port", str(free_port())))


# --- the doctor -----------------------------------------------------------------------------------------------------


def complaints(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What the doctor finds wrong, each with the way to mend it."""
    lines = done.stdout.splitlines()
    found = [(line, lines[at + 1] if at + 1 < len(lines) else "") for at, line in enumerate(lines) if line[:1] == "✗"]
    for line, mend in found:
        assert mend.startswith("    → "), f"no way to mend: {line}"
    assert done.returncode == (1 if found else 0)
    return [line for line, _mend in found]


@pytest.fixture(scope="module")
def healthy_installation(
    demo_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The demo with its jobs just run: copied from, and not written into."""
    made = Installation.at(tmp_path_factory.mktemp("healthy") / "home", like=demo_installation)
    made.inside("from django.utils import timezone; from lvye.kernel.jobs.api import run_due; run_due(timezone.now())")
    yield made
    made.gone()


@pytest.fixture
def healthy(healthy_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """One of one's own."""
    made = Installation.at(tmp_path / "healthy", like=healthy_installation)
    yield made
    made.gone()


def test_a_sound_installation_has_nothing_to_mend(healthy: Installation) -> None:
    done = healthy.run("doctor")
    assert complaints(done) == [], done.stdout
    assert done.stderr == ""


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("env", "says"),
    [({"LVYE_DEBUG": "1"}, "调试模式开着"), ({"LVYE_ALLOWED_HOSTS": "*"}, "接受任何域名")],
)
def test_settings_that_are_not_for_a_school_are_found(healthy: Installation, env: dict[str, str], says: str) -> None:
    assert [says in line for line in complaints(healthy.run("doctor", **env))] == [True]


def test_a_database_that_is_behind_is_found(nothing: Installation) -> None:
    nothing.home.mkdir()
    found = complaints(nothing.run("doctor"))
    assert any("步待升级" in line for line in found)
    assert any("还没有收集" in line for line in found)


@pytest.mark.skipif(IS_POSTGRES, reason="a server's files are the server's affair")
def test_a_database_that_is_none_is_found(empty: Installation) -> None:
    for file in empty.home.glob("lvye.sqlite3*"):
        file.unlink()
    (empty.home / "lvye.sqlite3").write_text("这不是数据库" * 1000)
    assert any("数据库打不开" in line for line in complaints(empty.run("doctor")))


def test_a_lost_and_a_changed_file_are_found(healthy: Installation) -> None:
    file = min(path for path in (healthy.home / "files").rglob("*") if path.is_file() and not path.suffix)
    file.chmod(0o644)
    content = file.read_bytes()
    file.write_bytes(content + b"x")
    assert [line for line in complaints(healthy.run("doctor")) if "1 个丢失或被改动" in line]
    file.unlink()
    assert [line for line in complaints(healthy.run("doctor")) if "1 个丢失或被改动" in line]


GUARDS = (
    ["audit_entry_no_change", "audit_entry_no_truncate"]
    if IS_POSTGRES
    else ["audit_entry_no_update", "audit_entry_no_delete", "places_place_fts_update"]
)


@pytest.mark.parametrize("trigger", GUARDS)
def test_a_trigger_that_is_gone_is_found(healthy: Installation, trigger: str) -> None:
    on = f" ON {trigger.partition('_no_')[0]}" if IS_POSTGRES else ""
    healthy.behind_the_program(f"DROP TRIGGER {trigger}{on}")
    assert [line for line in complaints(healthy.run("doctor")) if f"缺 {trigger}" in line]


def test_a_chain_that_is_broken_and_jobs_that_do_not_run_are_found(demo: Installation) -> None:
    tampered(demo)
    found = complaints(demo.run("doctor"))
    assert any("链条断开" in line for line in found)
    assert any("后台任务" in line for line in found)


def test_a_home_that_cannot_be_written_is_found(nothing: Installation, monkeypatch: Any) -> None:
    found = complaints(nothing.run("doctor", LVYE_SECRET_KEY="x" * 60))
    assert any("数据目录" in line for line in found)


@pytest.mark.django_db
def test_a_stock_that_is_not_what_its_moves_say_is_named_and_mended(capsys: pytest.CaptureFixture[str]) -> None:
    store, item = goods.stocked(10)
    assert cli.main(["stock", "verify"]) == 0
    Holding.objects.filter(item=item).update(qty=99)
    assert not _stock().fine
    assert cli.main(["stock", "verify"]) == 1
    assert f"{store}的{item}：库存 99" in capsys.readouterr().out
    assert cli.main(["stock", "rebuild"]) == 0
    assert _stock().fine
    assert Holding.objects.get(item=item).qty == 10
