"""What is measured, group by group."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import canteen, counts, duties, menus, phones, rosters, stores, traces
from bench.fill import fill
from bench.measure import Line, timed, together
from bench.prose import measured as prose
from lvye.config import demo
from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.exchange.api import export_rows
from lvye.kernel.figures import api as figures
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.registers.api import registers
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import span_period
from lvye.kit import memo
from lvye.modules.repairs.api import Job
from lvye.modules.repairs.models import Category

TERM = span_period(dt.date(2025, 9, 1), dt.date(2026, 1, 23))
EXPORTED = 100_000
PLENTY = 1000
numbers = count(1)


SCHOOLLESS = {"prose", "rosters", "menus"}  # need nothing in the database
JOBLESS = SCHOOLLESS | {"duties", "phones", "canteen", "traces"}  # need a school, but no jobs


def run(rows: int, small: int, only: list[str]) -> int:
    """Fill, measure, print; 1 if any limit is passed."""
    settings.LVYE_HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    prepare(rows, set(only or ["lists"]))
    groups: dict[str, Callable[[], Iterator[Line]]] = {
        "lists": lambda: lists(small),
        "search": search,
        "report": report,
        "figures": term_figures,
        "export": export,
        "start": start,
        "prose": prose,
        "counts": counted,
        "stores": lambda: stores.measured(rows, system_user()),
        "rosters": rosters.measured,
        "menus": menus.measured,
        "duties": lambda: duties.measured(system_user()),
        "phones": phones.measured,
        "traces": lambda: traces.measured(signed_in(), system_user()),
        "canteen": canteen.measured,
    }
    print(f"{connection.vendor}, {Job.objects.count():,} jobs, Python {sys.version.split()[0]}", flush=True)
    lines = []
    with override_settings(ROOT_URLCONF="bench.bare", STORAGES=plain_static()):
        for name, group in groups.items():
            for line in group() if not only or name in only else ():
                lines.append(line)
                print(line, flush=True)
    return 1 if any(line.kept is False for line in lines) else 0


def prepare(rows: int, wanted: set[str]) -> None:
    """What the wanted groups need in the database, where it is not there yet."""
    if wanted - JOBLESS and Job.objects.count() < rows:
        fill(rows)
    elif wanted - SCHOOLLESS and not Place.objects.exists():
        demo.make(small=True)


def plain_static() -> dict[str, Any]:
    """Static names without the manifest: the bench gathers no files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return settings.STORAGES | {"staticfiles": plain}


def signed_in() -> Client:
    """The director's browser: every list page is asked for as he asks for it, whole."""
    client = Client()
    client.force_login(User.objects.get(username="director"), backend="lvye.kernel.people.rights.PostBackend")
    return client


def getting(client: Client, address: str) -> Callable[[], object]:
    """One page, checked to have come."""

    def get() -> object:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)  # noqa: S101
        return answer

    return get


def counted() -> Iterator[Line]:
    """A count of 100,000 cards: the sheet, a room, a scan."""
    client, user = signed_in(), User.objects.get(username="director")
    return counts.measured(client, lambda address: getting(client, address), user)


LISTS = {
    "first page": {},
    "one building": {"building": ""},
    "closed, one kind": {"status": "closed", "top": ""},
    "open, soonest due first": {"status": "assigned", "sort": "finish_by"},
}


def lists(small: int) -> Iterator[Line]:
    """A list of 50 jobs: filtered, sorted, first page and deep, against the bare view and a small school."""
    client, base = signed_in(), "/repairs/job/"
    before = _small_times(small)
    for name, query in LISTS.items():
        filled = {k: v or _some(k) for k, v in query.items()}
        address = f"{base}?{urlencode(filled)}"
        bare, ours = together(getting(Client(), "/bare/"), getting(client, address))
        yield Line(f"list: {name}", ours, ours / bare, 1.5, f"bare {bare * 1000:.1f} ms")
        if name in before:
            yield Line(f"list: {name}, against {small:,} jobs", ours, (ours / bare) / before[name], 1.3)
    middle = Job.objects.order_by("id").values_list("id", flat=True)[Job.objects.count() // 2]
    bare, ours = together(getting(Client(), f"/bare/?after={middle}"), getting(client, f"{base}?after={middle}"))
    yield Line("list: the page in the middle", ours, ours / bare, 1.5, f"bare {bare * 1000:.1f} ms")


def _some(name: str) -> str:
    if name == "building":
        return str(Place.objects.filter(kind="building").order_by("pk")[2].pk)
    return str(Category.objects.filter(parent__isnull=True).order_by("pk").first().pk)  # type: ignore[union-attr]


def _small_times(small: int) -> dict[str, float]:
    """The ratios (ours / bare) in a school of `small` jobs, measured by a process of its own on the same engine."""
    if Job.objects.count() <= small * 2:
        return {}
    env = os.environ | {"LVYE_DATABASE_URL": _beside(f"lvye_bench_{small}")}
    words = [sys.executable, "-m", "bench", "--rows", str(small), "--only", "lists"]
    done = subprocess.run(words, capture_output=True, text=True, env=env, check=False)
    found = {}
    for line in done.stdout.splitlines():
        for name in LISTS:
            if f"list: {name} " in line and "×" in line:
                found[name] = float(line.split("×")[0].split()[-1])
    return found


def _beside(name: str) -> str:
    """A database of that name on the same server, made when it is not there; "" for SQLite, which has its own file."""
    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(os.environ["LVYE_DATABASE_URL"])._replace(path=f"/{name}").geturl()


def search() -> Iterator[Line]:
    """Found by a word, a rare word, pinyin initials."""
    client = signed_in()
    rare = Job.objects.order_by("id").values_list("number", flat=True)[Job.objects.count() // 3]
    for name, text in {
        "a common word": "灯管",
        "two words": "水龙头 教学楼",
        "pinyin initials": "slt",
        "a number": rare,
    }.items():
        address = f"/repairs/job/?{urlencode({'q': text})}"
        bare, ours = together(getting(Client(), "/bare/"), getting(client, address))
        yield Line(f"search: {name} ({text})", ours, ours / bare, 3.0, f"bare {bare * 1000:.1f} ms")


def report() -> Iterator[Line]:
    """Reporting a fault by the phone page, against a bare insert."""
    place = Place.objects.filter(kind="room").order_by("pk").first()
    kind = Category.objects.filter(parent__isnull=False, joins=False).order_by("pk").first()
    assert place is not None and kind is not None  # noqa: S101, PT018
    code, client = code_of(place), Client()
    _loosen_brake()

    def ours() -> None:
        answer = client.post(f"/r/{code}/", {"category": kind.pk, "what": "前排灯管不亮"})
        assert answer.status_code == 302, answer.content[:500]  # noqa: S101

    def bare() -> None:
        number = f"X{time.time_ns()}"[:20]
        given = {
            "number": number,
            "place": place.pk,
            "category": kind.pk,
            "top": kind.parent_id,
            "what": "前排灯管不亮",
        }
        assert client.post("/bare/new/", given).status_code == 302  # noqa: S101

    bare_time, our_time = together(bare, ours, runs=25)
    yield Line("report by the phone page", our_time, our_time / bare_time, 3.0, f"bare {bare_time * 1000:.1f} ms")
    with CaptureQueriesContext(connection) as seen:
        ours()
    yield Line(f"report by the phone page: {len(seen)} queries", 0, len(seen), 12)


def _loosen_brake() -> None:
    """The rate limit would stop a bench after a few reports an hour: the rule says another number here."""
    for code in ("repairs.reports_per_hour_per_code", "repairs.reports_per_hour"):
        if int(rules.value(code)) < PLENTY:
            rules.rule_set(code, PLENTY, effective_from=timezone.localdate(), why="bench", actor=system_user("system"))


def term_figures() -> Iterator[Line]:
    """All figures of one term, and its summary in Word with charts."""
    taken = []
    for _ in range(3):
        memo.forget()
        taken.append(timed(lambda: list(figures.all_lines(TERM))))
    found = list(figures.all_lines(TERM))
    yield Line(f"figures of one term: {len(found)} lines", sorted(taken)[1], None, 1.0)
    from lvye.kernel.papers.api import chart_png
    from lvye.modules.summaries.api import Kind
    from lvye.modules.summaries.documents import summary_file
    from lvye.modules.summaries.services import unsaved_draft

    chart_png("bar", [("甲", 1), ("乙", 2)], title="warm", unit="件")
    second = timed(lambda: summary_file(unsaved_draft(Kind.TERM, TERM), kind="docx"))
    yield Line("term summary in Word with charts", second, None, 5.0)


def export() -> Iterator[Line]:
    """100,000 rows to XLSX, against the library writing the same cells."""
    reg = registers["repairs.job"]
    rows = reg.model._default_manager.order_by("-pk")[:EXPORTED]
    target = Path(settings.LVYE_HOME) / "export.xlsx"
    with target.open("wb") as stream:
        ours = timed(lambda: export_rows(reg, rows, stream, "xlsx"))
    cells = _cells(target)
    bare = timed(lambda: _write_bare(cells))
    yield Line(f"export of {EXPORTED:,} rows", ours, ours / bare, 2.5, f"bare {bare:.1f} s")
    alone = subprocess.run([sys.executable, "-c", EXPORT_ALONE], capture_output=True, text=True, check=True)
    memory = int(alone.stdout) / 1024
    yield Line(f"export: {memory:.0f} MB at the most", 0, memory, 300)


# In a process of its own: this one has filled and drawn before.
EXPORT_ALONE = f"""
from pathlib import Path
import django
django.setup()
from django.conf import settings
from lvye.kernel.exchange.api import export_rows
from lvye.kernel.registers.api import registers
reg = registers["repairs.job"]
with (Path(settings.LVYE_HOME) / "export.xlsx").open("wb") as stream:
    export_rows(reg, reg.model._default_manager.order_by("-pk")[:{EXPORTED}], stream, "xlsx")
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


def _cells(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _write_bare(cells: list[list[Any]]) -> None:
    book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet()
    for number, line in enumerate(cells):
        sheet.write_row(number, 0, line)
    book.close()


def start() -> Iterator[Line]:
    """From nothing to an answer of the command line."""
    words = [sys.executable, "-m", "lvye.config.cli"]

    def cold(*more: str) -> Callable[[], object]:
        return lambda: subprocess.run([*words, *more], capture_output=True, check=False)

    (seconds,) = together(cold("import", "no.such", "x"), runs=5)
    yield Line("cold start of lvye", seconds, None, 2.0)
