"""The whole table: each standard post × each address of each register × what it answers, from the declared rights."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import POSTS, person_of
from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.api import Register, default_rights, registers
from lvye.kernel.registers.declare import blocks, extra_screens, menu_links, tab_links
from lvye.modules.repairs.tests.make import worker
from tests.addresses import let_go

# Rights are worked out in Python: what holds on one engine holds on the other, and the table is long.
pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
OPEN, SHUT, HIDDEN, GO, WRONG_WAY = 200, 403, 404, 302, 405
Cell = tuple[str, str, set[int]]  # what is asked, address, expected
Rights = frozenset[str]


class Table:
    """Every address of a register, with the status a post with these rights gets there."""

    def __init__(self, reg: Register, rights: set[str], pk: int, *, seen: bool) -> None:
        self.reg, self.rights, self.pk, self.seen = reg, rights, pk, seen

    def may(self, verb: str) -> bool:
        """Whether the post holds this right of the register."""
        return self.reg.permission(verb) in self.rights

    def cells(self) -> Iterator[Cell]:
        """All of them."""
        yield from self._pages()
        yield from self._forms()
        yield from self._sheets_and_papers()
        yield from self._steps()

    def _at(self, name: str, *args: Any) -> str:
        return reverse(f"{self.reg.key}:{name}", args=args)

    def _whole(self, verb: str, opened: int = OPEN) -> set[int]:
        return {opened} if self.may(verb) else {SHUT}

    def _record(self, verb: str, *opened: int) -> set[int]:
        return (set(opened) if self.seen else {HIDDEN}) if self.may(verb) else {SHUT}

    def _pages(self) -> Iterator[Cell]:
        yield "list", self._at("list"), self._whole("view")
        yield "detail", self._at("detail", self.pk), self._record("view", OPEN)
        if not self.may("view"):  # that they print where they open, the registers' own tests show
            yield "list on paper", f"{self._at('list')}?as=print", {SHUT}
            yield "detail on paper", f"{self._at('detail', self.pk)}?as=print", {SHUT}

    def _forms(self) -> Iterator[Cell]:
        if self.reg.fields:
            # A screen of one's own may send on to the record's page.
            own = {GO} if "new" in self.reg.screens else set()
            new = self._whole("add", OPEN if self.reg.can_add else SHUT) | (own if self.may("add") else set())
            yield "new", self._at("new"), new
            sends_on = [GO] if "edit" in self.reg.screens else []
            yield "edit", self._at("edit", self.pk), self._record("change", OPEN, *sends_on)

    def _sheets_and_papers(self) -> Iterator[Cell]:
        if not self.may("export"):
            yield "export", f"{self._at('export')}?as=csv", {SHUT}
        if extra_screens["import"].wanted(self.reg):
            yield "import", self._at("import"), self._whole("import")
        if not (self.may("view") and self.may("export")):  # that it is printed where it may be, papers' tests show
            yield "PDF", self._at("paper"), {SHUT}
        if not (self.may("view") and self.seen):
            # A module may print its record in a paper of its own at this address, for fewer.
            yield "PDF of a record", self._at("record-paper", self.pk), self._record("view") | {SHUT}

    def _steps(self) -> Iterator[Cell]:
        for step in self.reg.actions:
            asks = bool(self.reg.model.flow[step].fields)
            yield f"do {step}", self._at("do", self.pk, step), self._record(step, OPEN if asks else WRONG_WAY)
            yield f"do {step} on many", self._at("do-many", step), self._whole(step, WRONG_WAY)


@pytest.fixture(autouse=True)
def quietly(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of refusals are wanted here: their tracebacks are not written down."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@dataclass
class Holder:
    """Somebody in one post and no other, with the rights it is declared with."""

    post: str
    user: User
    client: Client
    rights: set[str]

    def sees(self, reg: Register, pk: int) -> bool:
        """Whether he sees this record."""
        return reg.rows(self.user).filter(pk=pk).exists()

    def likeness(self, reg: Register, pk: int) -> tuple[Rights, bool]:
        """What a register's screens tell one post from another by: its rights, and whether the record is seen."""
        verbs = (*reg.verbs(), *getattr(reg.model, "extra_verbs", ()))
        return frozenset(reg.permission(verb) for verb in verbs) & self.rights, self.sees(reg, pk)


def held(post: str) -> Holder:
    """Somebody in this post, signed in."""
    user, client = people.user_in(post), Client()
    if post == "repairer":  # whose trade nobody has entered is told so, politely, and sees no jobs
        worker(person=person_of(user))
    client.force_login(user)
    return Holder(post, user, client, default_rights().get(post, set()))


def unlike(numbers: dict[str, int]) -> Iterator[tuple[Register, dict[tuple[Rights, bool], Holder]]]:
    """Each register with the posts, but of those alike in all a screen can ask about, one."""
    holders = [held(post) for post in POSTS]
    for reg in registers:
        yield reg, {holder.likeness(reg, numbers[reg.key]): holder for holder in reversed(holders)}


def sharpest(asked: dict[Rights, Holder], *, refused: bool) -> Iterable[Holder]:
    """Of those who get the same answer, those that say most.

    A right more never shuts a door: where he who holds most is refused, he who holds less is, and where he who holds
    least is let in, he who holds more is too.
    """
    for rights, holder in asked.items():
        if not any(rights < other if refused else other < rights for other in asked):
            yield holder


def test_each_post_gets_at_each_address_what_its_rights_say(numbers: dict[str, int]) -> None:
    wrong = []
    count = 0
    for reg, holders in unlike(numbers):
        table: dict[tuple[str, str, frozenset[int]], dict[Rights, Holder]] = {}
        for (rights, seen), holder in holders.items():
            for what, address, expected in Table(reg, holder.rights, numbers[reg.key], seen=seen).cells():
                table.setdefault((what, address, frozenset(expected)), {})[rights] = holder
        for (what, address, wanted), asked in table.items():
            for holder in sharpest(asked, refused=bool(wanted & {SHUT, HIDDEN})):
                answer = holder.client.get(address)
                count += 1
                if answer.status_code not in wanted:
                    wrong.append(f"{holder.post}: {reg.key} {what}: {answer.status_code}, not {sorted(wanted)}")
                let_go(answer)
    assert wrong == []
    assert count > 8 * len(registers)


def test_no_post_does_what_it_was_not_given(numbers: dict[str, int]) -> None:
    """By POST, where the deeds are: forms, steps, imports."""
    wrong = []
    for reg, holders in unlike(numbers):
        pk = numbers[reg.key]
        asked = {("new", ()): "add", ("edit", (pk,)): "change", ("import", ()): "import"}
        asked |= {("do", (pk, step)): step for step in reg.actions}
        asked |= {("do-many", (step,)): step for step in reg.actions}
        for (name, args), verb in asked.items():
            without = {held: him for (held, _seen), him in holders.items() if reg.permission(verb) not in held}
            try:
                address = reverse(f"{reg.key}:{name}", args=args)
            except NoReverseMatch:
                continue
            wrong += [
                f"{holder.post}: {address}"
                for holder in sharpest(without, refused=True)
                if holder.client.post(address, {"pk": str(pk)}).status_code != SHUT
            ]
    assert wrong == []


def test_a_menu_shows_what_opens_and_nothing_else(numbers: dict[str, int]) -> None:
    links = [(link.url_name, link.right) for link in (*menu_links, *tab_links)]
    links += [(f"{reg.key}:list", reg.permission("view")) for reg in registers]
    opened, shut = set(), set()
    for post in POSTS:
        holder = held(post)
        page = holder.client.get("/")
        assert page.status_code == OPEN
        shown = links_in(page.content.decode())
        assert len(shown) > 5
        granted = {reverse(name) for name, right in links if right is None or right in holder.rights}
        refused = {reverse(name) for name, _right in links} - granted
        assert shown & refused == set(), post
        assert granted & in_the_menu() <= shown, post
        for url in sorted(shown - opened):  # for one post of those that are shown it
            assert holder.client.get(url, follow=True).status_code == OPEN, (post, url)
        for url in sorted(refused - shut):
            assert holder.client.get(url).status_code == SHUT, (post, url)
        opened, shut = opened | shown, shut | refused


def links_in(page: str) -> set[str]:
    """The addresses in the menu and in the bottom bar."""
    parts = re.findall(r'<aside class="side">.*?</aside>|<nav class="tabs5".*?</nav>', page, re.DOTALL)
    assert len(parts) == 2
    return {url for part in parts for url in re.findall(r'<a[^>]* href="(/[^"]*)"', part)}


def in_the_menu() -> set[str]:
    """The addresses the whole menu holds: hand-made screens (those of some registers stand in a list of their own)."""
    return {reverse(link.url_name) for link in menu_links}


def test_every_block_of_the_first_page_is_for_who_holds_its_right(db: None) -> None:
    for holder in map(held, POSTS):
        shown = {block["name"] for block in holder.client.get("/").context["blocks"]}
        allowed = {block.name for block in blocks if block.right is None or block.right in holder.rights}
        assert shown <= allowed, holder.post


def test_the_rights_of_the_posts_are_rights_there_are() -> None:
    known = {
        reg.permission(verb) for reg in registers for verb in (*reg.verbs(), *getattr(reg.model, "extra_verbs", ()))
    }
    unknown = {right for rights in default_rights().values() for right in rights} - known
    assert {right for right in unknown if right.rpartition(".")[0] not in settings_labels()} == set()
    assert default_rights().keys() <= POSTS.keys()


def settings_labels() -> set[str]:
    """The labels of our own apps: a right beside the registers' belongs to one of them."""
    return {package.rpartition(".")[2] for package in (*settings.KERNEL, *settings.MODULES)}


def test_who_holds_no_post_gets_in_nowhere(client: Client, clerk: User, numbers: dict[str, int]) -> None:
    client.force_login(clerk)
    for reg in registers:
        for what, address, expected in Table(reg, set(), numbers[reg.key], seen=False).cells():
            assert client.get(address).status_code in expected, (what, address)


def test_a_post_held_only_yesterday_or_from_tomorrow_opens_nothing(client: Client) -> None:
    import datetime as dt

    from django.utils import timezone

    from lvye.kernel.people.api import Post, posts_prepare

    posts_prepare(people.system_user())
    director = Post.objects.get(code="director")
    today, day = timezone.localdate(), dt.timedelta(days=1)
    for number, (from_on, to_on) in enumerate(((today - 9 * day, today - day), (today + day, None))):
        person = people.person(username=f"past{number}")
        people.appointment(person=person, post=director, from_on=from_on, to_on=to_on)
        assert person.user is not None
        client.force_login(person.user)
        assert client.get(reverse("places.place:list")).status_code == SHUT
