"""Three ways to ask for all that lies under a building, measured: path, recursive query, stored building.

Run by hand, on an empty scratch database:

    LVYE_HOME=$(mktemp -d) python -m tests.scale.place_tree
    LVYE_DATABASE_URL=postgresql://… python -m tests.scale.place_tree

40 buildings of 500 places each (floors, rooms and spots: 20,000 in all), and 1,000,000 rows that stand somewhere in
them. Prints the median of 15 runs in milliseconds. The numbers of docs/decisions/0020-place-tree.md came from here.
"""

# ruff: noqa: S608, T201 - SQL of its own constants, told on the terminal

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

BUILDINGS, FLOORS, ROOMS, SPOTS = 40, 9, 10, 490 - 9 * 10
JOBS = 1_000_000
RUNS = 15

CTE = (
    "WITH RECURSIVE below(id) AS (SELECT id FROM places_place WHERE id = %s "
    "UNION ALL SELECT p.id FROM places_place p JOIN below ON p.parent_id = below.id) "
)
PATH = "p.path >= %s AND p.path < %s"


def build() -> None:
    """The tree through the service that imports sheets, the rows that stand in it by plain inserts."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.places.api import Place, place_tree_import

    call_command("migrate", verbosity=0)
    rows = []
    for building in range(1, BUILDINGS + 1):
        name = f"{building}号楼"
        for floor in range(1, FLOORS + 1):
            rows += [{"building": name, "floor": f"{floor}层", "room": f"{floor}{n:02d}室"} for n in range(ROOMS)]
        rows += [{"building": name, "floor": "1层", "room": f"灯{n}", "kind": "点位"} for n in range(SPOTS)]
    started = time.perf_counter()
    made = place_tree_import(rows, actor=system_user()).made
    print(f"{made} places imported in {time.perf_counter() - started:.1f} s")
    ids = list(Place.objects.exclude(kind__in=("building", "floor")).values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE measured_job (id bigint PRIMARY KEY, place_id bigint NOT NULL)")
        for first in range(0, JOBS, 10_000):
            values = ",".join(f"({n},{ids[(n * 7919) % len(ids)]})" for n in range(first, first + 10_000))
            cursor.execute(f"INSERT INTO measured_job (id, place_id) VALUES {values}")
        cursor.execute("CREATE INDEX measured_job_place ON measured_job (place_id, id)")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def median_of(sql: str, parameters: list[object]) -> tuple[float, int]:
    """Milliseconds of one query with all its rows fetched, and how many rows (or which count) it gave."""
    from django.db import connection

    times, found = [], 0
    for _run in range(RUNS):
        with connection.cursor() as cursor:
            started = time.perf_counter()
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
            times.append((time.perf_counter() - started) * 1000)
        found = rows[0][0] if len(rows) == 1 else len(rows)
    return statistics.median(times), found


def measure(say: Callable[[str], object] = print) -> None:
    """Every question in every way; the answers must agree."""
    from django.db import connection

    from lvye.kernel.places.api import Place

    third = Place.objects.get(name="3号楼")
    path = third.path or ""
    by_path: list[object] = [path, path[:-1] + "0"]
    by_id: list[object] = [third.pk]
    here = "JOIN places_place p ON p.id = j.place_id WHERE"
    questions: dict[str, dict[str, tuple[str, list[object]]]] = {
        "all places under building 3": {
            "path": (f"SELECT p.id FROM places_place p WHERE {PATH}", by_path),
            "recursive": (f"{CTE} SELECT id FROM below", by_id),
            "building": ("SELECT p.id FROM places_place p WHERE p.building_id = %s", by_id),
        },
        "count of jobs under building 3": {
            "path": (f"SELECT count(*) FROM measured_job j {here} {PATH}", by_path),
            "recursive": (f"{CTE} SELECT count(*) FROM measured_job WHERE place_id IN (SELECT id FROM below)", by_id),
            "building": (f"SELECT count(*) FROM measured_job j {here} p.building_id = %s", by_id),
        },
        "newest 50 jobs under building 3": {
            "path": (f"SELECT j.id FROM measured_job j {here} {PATH} ORDER BY j.id DESC LIMIT 50", by_path),
            "recursive": (
                f"{CTE} SELECT id FROM measured_job WHERE place_id IN (SELECT id FROM below) ORDER BY id DESC LIMIT 50",
                by_id,
            ),
            "building": (
                f"SELECT j.id FROM measured_job j {here} p.building_id = %s ORDER BY j.id DESC LIMIT 50",
                by_id,
            ),
        },
    }
    say(f"{connection.vendor}: {Place.objects.count()} places, {JOBS} jobs")
    for question, ways in questions.items():
        answers = {way: median_of(*asked) for way, asked in ways.items()}
        if len({found for _ms, found in answers.values()}) != 1:
            sys.exit(f"{question}: the ways disagree: {answers}")
        told = ", ".join(f"{way} {ms:.2f} ms" for way, (ms, _found) in answers.items())
        say(f"{question} ({next(iter(answers.values()))[1]}): {told}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")
    import django

    django.setup()
    build()
    measure()
