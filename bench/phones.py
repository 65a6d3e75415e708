"""200 phones that were without network come back at once, each with 20 results, a photo in each.

The server is `lvye serve` in processes of its own, on the same two cores as the phones; a phone does what its script
does: asks for a token, sends one result, then the next. What is measured is the way of one result to its answer.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageFilter

from bench.measure import Line
from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.duties.api import Instance, Item, Result, Spot, duty_create, switch_on
from lvye.kernel.files.api import Attachment
from lvye.kernel.people.api import Person, Post, appoint
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records

PHONES, RESULTS = 200, 20
LIMIT = 2.0  # seconds, for nineteen results of twenty
WORKERS = 2
BOUNDARY = "lvye-bench-boundary"
ITEMS = (Item(code="seen", label="bench"), Item(code="level", label="bench", kind="reading", unit="MPa"))
SIDE = (1600, 1200)  # what the phone's own script makes of a photo
DQT, STEPS = b"\xff\xdb", 8  # 8 × 8 × 8 × 8 different pictures of each


@dataclass
class Phone:
    """One phone: who is signed in on it, and what waits in it."""

    cookie: str
    waiting: list[tuple[int, str]]  # the check, and the key its form was given
    port: int
    ways: list[float] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


def measured() -> Iterator[Line]:
    """The lines of the bench. Its results stay in the scratch database."""
    given = prepared()
    port = _free_port()
    connection.close()
    with served(port) as server:
        before = spent(server)
        phones = [Phone(cookie, [(pk, str(uuid4())) for pk in checks], port) for cookie, checks in given]
        began, own = time.perf_counter(), time.process_time()
        asyncio.run(_all(phones))
        took, own = time.perf_counter() - began, time.process_time() - own
        yield from _told(phones, took)
        worked = spent(server) - before
        said = f"and {own / len(wanted(given)) * 1000:.1f} ms of the phones, on the same cores"
        yield Line("phones: work of the server for one result", worked / len(wanted(given)), None, None, said)
        again = phones[:5]  # sent a second time, as after an answer that was lost
        asyncio.run(_all(again))
        yield from _counted(given, sum(phone.answers.count(200) for phone in phones))


def wanted(given: list[tuple[str, list[int]]]) -> list[int]:
    """All checks the phones have made."""
    return [pk for _cookie, checks in given for pk in checks]


def _told(phones: list[Phone], took: float) -> Iterator[Line]:
    ways = sorted(way for phone in phones for way in phone.ways)
    late = ways[int(len(ways) * 0.95)]
    said = f"half {statistics.median(ways):.2f} s, the longest {ways[-1]:.2f} s"
    yield Line(f"phones: {PHONES} at once, {RESULTS} results each, 19 of 20 within", late, late, LIMIT, said)
    yield Line(f"phones: all {len(ways):,} results kept", took, None, None, f"{len(ways) / took:.0f} a second")


def _counted(given: list[tuple[str, list[int]]], answered: int) -> Iterator[Line]:
    checks = wanted(given)
    results = Result.objects.filter(instance__in=Instance.objects.filter(duty__code__startswith="bench-phones"))
    results = results.filter(instance_id__gte=min(checks), instance_id__lte=max(checks))
    kept, pictures = (
        results.count(),
        Attachment.objects.filter(target="duties.result", target_id__in=results.values("pk")).count(),
    )
    sound = verify().sound
    missing = abs(len(checks) - kept) + abs(len(checks) - pictures) + (0 if sound else 1)
    told = f"{kept:,} results, {pictures:,} photos, {answered:,} answers, trail {'sound' if sound else 'BROKEN'}"
    yield Line("phones: results lost or doubled", 0, missing, 0, told)


# --- what stands before -------------------------------------------------------------------------------------------


def prepared() -> list[tuple[str, list[int]]]:
    """For each phone its cookie and the checks it made; a fresh duty at every run."""
    actor, now = system_user(), timezone.now()
    post = Post.objects.filter(code="bench-phones").first() or records.create(
        Post, actor=actor, code="bench-phones", name="bench", rights=["duties.do_instance", "duties.view_instance"]
    )
    people = [_person(n, post, actor) for n in range(PHONES)]
    place = Place.objects.order_by("pk").first()
    duty = duty_create(
        items=ITEMS, today=timezone.localdate(now), actor=actor, code=f"bench-phones-{int(now.timestamp())}",
        name="bench", each=True, unit="day", days="every", windows=[["00:00", "23:59"]], grace=600, person=people[0],
        ends_on=timezone.localdate(now),
    )  # fmt: skip
    rows = [
        {"duty": duty, "place": place, "target": "places.place", "target_id": n, "label": f"spot {n}", "sort": n}
        for n in range(1, PHONES * RESULTS + 1)
    ]
    records.create_many(Spot, rows, actor=actor, check=False)
    switch_on(duty, now=now, actor=actor)
    first = Instance.objects.filter(duty=duty).earliest("opens_at")
    due = list(Instance.objects.filter(duty=duty, key_on=first.key_on).order_by("pk").values_list("pk", flat=True))
    found = []
    for n, person in enumerate(people):
        mine = due[n * RESULTS : (n + 1) * RESULTS]
        Instance.objects.filter(pk__in=mine).update(person=person)
        if person.user is not None:
            found.append((_cookie(person.user), mine))
    return found


def _person(n: int, post: Post, actor: User) -> Person:
    user = User.objects.filter(username=f"bench-phone-{n}").first()
    if user is not None:
        return Person.objects.get(user=user)
    user = User.objects.create(username=f"bench-phone-{n}", name=f"bench {n}")
    person = records.create(Person, actor=actor, name=f"bench {n}", kind="staff", user=user)
    appoint(person, post, timezone.localdate() - timedelta(days=1), actor=actor)
    return person


def _cookie(user: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "lvye.kernel.people.rights.PostBackend"
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _picture(seed: int) -> bytes:
    noise = Image.frombytes("RGB", (400, 300), random.Random(seed).randbytes(400 * 300 * 3))
    out = io.BytesIO()
    noise.filter(ImageFilter.GaussianBlur(1)).resize(SIDE, Image.Resampling.BICUBIC).save(out, "JPEG", quality=82)
    return out.getvalue()


def _other(picture: bytes, n: int) -> bytes:
    """Another picture of the same size: the table its brightness is measured in is a little different."""
    at = picture.index(DQT) + 5
    changed = bytearray(picture)
    for place in range(4):
        changed[at + place] += n // STEPS**place % STEPS
    return bytes(changed)


# --- the server and the phones ------------------------------------------------------------------------------------


@contextmanager
def served(port: int) -> Iterator[int]:
    """`lvye serve` on this database until the end of the block."""
    words = [sys.executable, "-m", "lvye.config.cli", "serve", "--no-worker", "--port", str(port)]
    words += ["--workers", str(WORKERS)]
    server = subprocess.Popen(words, env=os.environ | {"LVYE_DEBUG": ""}, stdout=subprocess.DEVNULL)
    try:
        for _try in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/outbox/token/", timeout=1).read()
                break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def spent(pid: int) -> float:
    """Seconds of processor time a process and its children have used so far."""
    family = [pid] + [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.read_text().rpartition(")")[2].split()[1] == str(pid)
    ]
    ticks = 0
    for one in family:
        ticks += sum(int(word) for word in Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _all(phones: list[Phone]) -> None:
    pictures = [_picture(seed) for seed in range(8)]
    await asyncio.gather(*(_flush(phone, n, pictures) for n, phone in enumerate(phones)))


@dataclass
class Wire:
    """One connection of one phone, kept open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    phone: Phone

    async def asked(self, method: str, path: str, body: bytes = b"", csrf: tuple[str, str] = ("", "")) -> Answer:
        """One question and its answer, as the phone's script asks. csrf: the cookie and the token."""
        cookie, token = csrf
        head = [
            f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.phone.port}",
            f"Cookie: {self.phone.cookie}; csrftoken={cookie}" if cookie else f"Cookie: {self.phone.cookie}",
            f"X-CSRFToken: {token}", "Accept: application/json", "X-Lvye-Outbox: 1",
            f"X-Lvye-Clock: {timezone.now().isoformat()}", f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            f"Content-Length: {len(body)}", "", "",
        ]  # fmt: skip
        self.writer.write("\r\n".join(head).encode() + body)
        await self.writer.drain()
        lines = (await self.reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        return Answer(int(lines[0].split()[1]), lines, await self.reader.readexactly(length))


@dataclass
class Answer:
    """What came back."""

    status: int
    head: list[bytes]
    body: bytes

    @property
    def csrf(self) -> tuple[str, str]:
        """The cookie that came, and the token that was asked for."""
        cookie = next(line.split(b"csrftoken=")[1].split(b";")[0] for line in self.head if b"csrftoken=" in line)
        return cookie.decode(), json.loads(self.body)["csrf"]


async def _flush(phone: Phone, n: int, pictures: list[bytes]) -> None:
    """Everything that waits in one phone, one after another, on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
    wire = Wire(reader, writer, phone)
    addresses = "&".join(f"for=/duties/do/{check}/" for check, _key in phone.waiting)
    csrf = (await wire.asked("GET", f"/outbox/token/?{addresses}")).csrf  # once for twenty, as the script does
    for number, (check, key) in enumerate(phone.waiting):
        picture = _other(pictures[(n + number) % len(pictures)], n * RESULTS + number)
        address = f"/duties/do/{check}/"
        began = time.perf_counter()
        answer = await wire.asked("POST", address, _form(key, csrf[1], picture), csrf)
        if answer.status != HTTPStatus.OK or b"led_to" not in answer.body:
            raise AssertionError(f"{answer.status} {answer.body[:300]!r}")
        phone.answers.append(answer.status)
        phone.ways.append(time.perf_counter() - began)
    writer.close()


def _form(key: str, token: str, picture: bytes) -> bytes:
    now = timezone.now().isoformat()
    fields = {
        "csrfmiddlewaretoken": token, "outbox_key": key, "done_at_device": now, "version": "1", "a-seen": "ok",
        "v-level": "0,42", "seconds": "25",
    }  # fmt: skip
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = "".join(parts) + (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="p-seen"; filename="p.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + picture + f"\r\n--{BOUNDARY}--\r\n".encode()
