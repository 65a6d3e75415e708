"""What each command of `lvye` does. Imports stand inside, so that `lvye --help` starts at once."""

# house: what the commands print is for a terminal, in both languages where it is read before anything works

from __future__ import annotations

import argparse
import errno
import json
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def migrate(_options: argparse.Namespace) -> int:
    """Bring the database to the present form, give posts what new modules declare, gather static files."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from lvye.config.static import gather_static
    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.people.api import posts_prepare
    from lvye.kernel.places.api import School
    from lvye.kernel.setup.api import SchoolSetUp
    from lvye.kit.events import tell

    settings.LVYE_HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    school = School.objects.first()
    if school is not None:
        with transaction.atomic():
            posts_prepare(system_user())
            # A module that is new here brings what it needs to begin; what stands is left alone.
            tell(SchoolSetUp(school.pk, system_user().pk, timezone.localdate()))
    gather_static()
    _say("数据库已是最新 (the database is up to date)")
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the demo school, or refresh it; real data are never touched."""
    from lvye.config import demo as school

    return school.run(if_empty=options.if_empty, small=options.small)


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped. With --demo the database is made first, and the demo school where there is none."""
    from granian import Granian
    from granian.constants import Interfaces

    from lvye.config import demo as school

    if options.demo and (code := migrate(options) or school.run(if_empty=True, small=False)):
        return code
    lines = [*school.logins(), *_first_run(options)]  # asks the database: what is wrong with it is told before serving
    if problem := _cannot_listen(options.host, options.port):
        return _fail(problem)
    if not options.no_worker:
        os.environ["LVYE_WORKER_INSIDE"] = "1"
    _say(f"绿叶在 http://{options.host}:{options.port} (Ctrl-C 停止)")
    for line in lines:
        _say(line)
    Granian(
        target="lvye.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=4,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]  # granian takes the word as well as its enum
    ).serve()
    return 0


def _first_run(options: argparse.Namespace) -> Iterator[str]:
    """How to begin where there is no school yet."""
    from lvye.kernel.setup.api import code_text, is_set_up

    if not is_set_up():
        yield f"这里还没有学校，请打开 http://{options.host}:{options.port}/setup/ 建校 (no school yet: begin there)"
        yield f"从别的电脑打开时要写建校口令：{code_text()} (the code asked for on other computers)"


def _cannot_listen(host: str, port: int) -> str:
    """Why the address cannot be served; "" when it can. The server itself would share a port in silence."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        return f"没有 {host} 这个地址，--host 请写 127.0.0.1、0.0.0.0 或本机的地址。"
    with socket.socket(found[0], found[1]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(found[4])
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return f"{host}:{port} 已经有绿叶或别的程序在用，请换一个 --port。"
            return f"不能在 {host}:{port} 上服务：--host 请写 127.0.0.1、0.0.0.0 或本机地址，--port 写大于 1024 的数。"
    return ""


def worker(_options: argparse.Namespace) -> int:
    """Run the background jobs until stopped."""
    from lvye.kernel.jobs.api import worker_loop

    _say("后台任务在运行 (background jobs are running; Ctrl-C stops)")
    worker_loop(threading.Event())
    return 0


def summary(options: argparse.Namespace) -> int:
    """Write a term's summary as Word or PDF."""
    from django.utils import timezone

    from lvye.kernel.terms.api import get
    from lvye.modules.summaries.api import term_summary_file

    kind = options.out.suffix.lower().lstrip(".")
    if kind not in {"docx", "pdf"}:
        return _fail(f"--out 要以 .docx 或 .pdf 结尾，现在是 {options.out.name}")
    today = timezone.localdate()
    term = get(options.term, today)
    content = term_summary_file(term, kind=kind, today=today)
    options.out.write_bytes(content)
    _say(f"{term.name}：已写入 {options.out}")
    return 0


def figures(options: argparse.Namespace) -> int:
    """Print every figure of a term."""
    from django.utils import timezone

    from lvye.kernel.figures import api
    from lvye.kernel.terms.api import get, term_period

    period = term_period(get(options.term, timezone.localdate()))
    if options.json:
        for line in api.all_lines(period):
            _say(line)
        return 0
    for value in api.totals(period):
        label = f"{value.figure.label}（{value.words}）" if value.keys else str(value.figure.label)
        _say(f"{label}\t{api.text(value)}\t{value.rows}")
    return 0


def read(options: argparse.Namespace) -> int:
    """Print what the documents state in quantities; a file that cannot be read does not keep the others from it."""
    from lvye.config.cli import SYSTEM_SAYS  # house: light; the command line imports this module
    from lvye.kit.documents import UnreadableError, text_of

    failed = 0
    for path in options.files:
        try:
            text = text_of(path.read_bytes(), path.name).text
        except OSError as problem:
            failed = _fail(f"{path}：{SYSTEM_SAYS.get(problem.errno or 0, str(problem))}")
        except UnreadableError as problem:
            failed = _fail("；".join(problem.messages))
        else:
            _say_facts(path, text, as_json=options.json)
    return failed


def _say_facts(path: Path, text: str, *, as_json: bool) -> None:
    from lvye.kit import prose, say

    reading = prose.read(text)
    if as_json:
        for fact in reading.facts:
            _say(json.dumps(prose.as_line(fact, path.stem), ensure_ascii=False))
        return
    _say(f"{path.name}：{len(reading.facts)}")
    for fact in reading.facts:
        number = say.qty(fact.qty) if fact.qty is not None else "？"
        marks = " ".join(sorted(fact.flags))
        about = "（约）" if fact.approx else ""
        _say(f"  {fact.kind}\t{fact.action} {fact.object}\t{number} {fact.unit}{about}\t{marks}")
    for tally in reading.tallies:
        if tally.difference:
            _say(f"  合计 {say.qty(tally.stated)}，分项相加 {say.qty(tally.summed)}，差 {say.qty(tally.difference)}")


def import_(options: argparse.Namespace) -> int:
    """Bring a sheet into a register: all of it or nothing, every refused cell told."""
    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.exchange.api import bring_in, dry_run

    reg = _register(options.register)
    if reg is None:
        return _no_register(options.register)
    if not options.file.is_file():
        return _fail(f"没有找到文件 {options.file}")
    act = dry_run if options.dry_run else bring_in
    with options.file.open("rb") as stream, _rows_told() as told:
        outcome = act(reg, stream, options.file.name, actor=system_user("import"), year=options.year, progress=told)
    for note in outcome.all_notes():
        _say(str(note))
    for problem in outcome.problems:
        sys.stderr.write(f"{problem}\n")
    if outcome.problems:
        return _fail(f"有 {len(outcome.problems)} 处不对，一行也没有写入。请改好表格再导入。")
    _say(f"可以导入 {outcome.rows} 行" if options.dry_run else f"已导入 {outcome.made} 行")
    return 0


@contextmanager
def _rows_told() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for the rows read and one for those written, for a sheet that takes longer than a moment."""
    from tqdm import tqdm

    words = {"read": "一行一行看", "write": "写入"}
    bars: dict[str, tqdm[Any]] = {}

    def told(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(total=total, desc=words[stage], unit="行", delay=1)
        bars[stage].update(done - bars[stage].n)

    try:
        yield told
    finally:
        for bar in bars.values():
            bar.close()


def export(options: argparse.Namespace) -> int:
    """Write all records of a register into a sheet."""
    from tqdm import tqdm

    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.exchange.api import export_rows

    reg = _register(options.register)
    if reg is None:
        return _no_register(options.register)
    kind = options.file.suffix.lower().lstrip(".")
    if kind not in {"xlsx", "csv"}:
        return _fail(f"文件名要以 .xlsx 或 .csv 结尾，现在是 {options.file.name}")
    operator = system_user("system")
    operator.is_superuser = True  # who holds the terminal holds the database; never saved
    rows = reg.rows(operator)
    with options.file.open("wb") as stream:
        count = export_rows(reg, rows, stream, kind, progress=lambda found: tqdm(found, delay=2, unit="行"))
    _say(f"已写入 {options.file}：{count} 行")
    return 0


def audit_verify(_options: argparse.Namespace) -> int:
    """Recompute the chain of deeds."""
    from tqdm import tqdm

    from lvye.kernel.audit import api

    entries = api.Entry.objects.order_by("id")
    report = api.verify(tqdm(entries.iterator(1000), total=entries.count(), delay=2, unit="条"))
    if report.sound:
        _say(f"操作记录完整：{report.entries} 条，校验码 {report.digest}")
        return 0
    return _fail(f"操作记录从第 {report.broken_at} 条起对不上：{report.problem}")


def backup(options: argparse.Namespace) -> int:
    """Write data and files into one archive."""
    from lvye.config.backup import make_backup

    manifest = make_backup(options.file)
    _say(f"已备份到 {options.file}：{manifest['rows']} 行数据，{manifest['files']} 个文件")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring an archive back, into an empty place only."""
    from lvye.config.backup import restore_backup

    manifest = restore_backup(options.file)
    _say(f"已恢复：{manifest['rows']} 行数据，{manifest['files']} 个文件，逐表核对无误")
    return 0


def doctor(_options: argparse.Namespace) -> int:
    """Say what is wrong with this installation, and how to mend it."""
    from lvye.config.doctor import examine

    worst = 0
    for finding in examine():
        _say(f"{'✓' if finding.fine else '✗'} {finding.what}" + (f"\n    → {finding.mend}" if finding.mend else ""))
        worst = worst or (0 if finding.fine else 1)
    return worst


def stock(options: argparse.Namespace) -> int:
    """Hold what lies in the stores against the moves; `rebuild` makes it anew where they differ."""
    from lvye.kernel.accounts.api import system_user
    from lvye.modules.stores import api

    wrong = api.prove()
    if not wrong:
        _say("库存和收发明细账相符 (the stock equals its moves)")
        return 0
    if options.what == "rebuild":
        _say(f"按收发明细账重算了 {api.rebuild(actor=system_user())} 处库存 (made anew from the moves)")
        return 0
    for one in wrong:
        _say(str(one))
    return _fail(f"库存有 {len(wrong)} 处和收发明细账对不上；备份以后运行 lvye stock rebuild")


def _register(key: str):  # type: ignore[no-untyped-def]  # the type would need Django before it is set up
    from lvye.kernel.registers.api import registers

    return registers.get(key)


def _no_register(key: str) -> int:
    from lvye.kernel.registers.api import registers

    return _fail(f"没有台账 {key}；有这些：{'、'.join(registers.keys())}")


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _fail(sentence: str) -> int:
    sys.stderr.write(f"lvye: {sentence}\n")
    return 1
