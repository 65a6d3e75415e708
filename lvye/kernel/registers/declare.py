"""What a module declares. All of it is data: frozen, checked at start, read by the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit.registry import Registry

Text = str | Promise
Service = Callable[..., Any]
Rows = QuerySet[Any]

GROUPS: dict[str, Text] = {
    "service": _("服务"),
    "day": _("日常"),
    "things": _("物"),
    "money": _("钱"),
    "food": _("吃"),
    "safety": _("安全"),
    "ground": _("环境"),
    "people": _("人"),
    "plans": _("计划总结"),
    "school": _("学校"),
    "system": _("系统"),
}
MORE = "more"  # a register that is found on the page of all registers, not in the menu


@dataclass(frozen=True)
class Column:
    """A column that is not simply a field: `value(record)` gives what is shown (escaped unless safe) and exported.

    sort: the field the list is sorted by when the head is pressed (must be among the register's sorts).
    reads: the foreign keys `value` follows, so that a list and an export fetch them once, not row by row.
    """

    name: str
    label: Text
    value: Callable[[Any], Any]
    sort: str = ""
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A named narrowing of a list, shown as a chip. `query` holds filters as in the address."""

    name: str
    label: Text
    query: Mapping[str, str]


@dataclass(frozen=True)
class Panel:
    """A block on another register's detail page: the records whose field `by` points at it."""

    title: Text
    register: str  # "repairs.job"
    by: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """One kind of record and all its screens.

    menu: its group, or MORE for one that only the page of all registers lists.
    fields are on the form, `more` behind 更多; imports are what a sheet may bring; sorts are allowed orders
    (fields that are never null, "-" for falling; the first is the default). actions: step name → service.
    offered: step name → whether its button is shown on this record (the deed refuses by itself all the same).
    scope narrows `rows(user)`; rights: post code → verbs given at the start ("view add change export assign").
    loads: all a list's cells read, as lookups ("place__full_name"), where whole records would be too much to read.
    create/amend: services when the record has rules of its own; importer: a set-wise import service; prepares: it only
    reads and judges, and gives back what writes (exchange.api.Prepared), so that others wait for the writing alone.
    """

    model: type[records.Record]
    menu: str
    columns: tuple[str | Column, ...]
    fields: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ("-id",)
    views: tuple[View, ...] = ()
    imports: tuple[str, ...] = ()
    importer: Service | None = None
    prepares: bool = False
    create: Service | None = None
    amend: Service = records.amend
    actions: Mapping[str, Service] = field(default_factory=dict)
    offered: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    screens: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    scope: Callable[[Rows, User], Rows] = lambda rows, user: rows
    rights: Mapping[str, str] = field(default_factory=dict)
    empty: Text = ""
    icon: str = "list"
    can_add: bool = True

    @property
    def key(self) -> str:
        """ "repairs.job": the name in addresses, rights and audit."""
        return str(self.model._meta.label_lower)

    @property
    def title(self) -> str:
        """What the office calls the register."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def searchable(self) -> bool:
        """Whether its records are found by words."""
        return any(f.name == "search_text" for f in self.model._meta.fields)

    @property
    def create_service(self) -> Service:
        """The deed that makes a record."""
        return self.create or partial(records.create, self.model)

    def permission(self, verb: str) -> str:
        """ "repairs.view_job": the right a post holds."""
        return f"{self.model._meta.app_label}.{verb}_{self.model._meta.model_name}"

    def rows(self, user: User) -> Rows:
        """What the user may see, newest first. Every query of every screen begins here."""
        return self.scope(self.model._default_manager.all(), user).order_by("-pk")

    def verbs(self) -> list[str]:
        """All verbs a right can be given for."""
        return ["view", "add", "change", "export", "import", *(step.name for step in self.model.flow)]


@dataclass(frozen=True, kw_only=True)
class MenuLink:
    """A hand-made screen in the menu. badge(user) may give a count to show."""

    group: str
    label: Text
    url_name: str
    icon: str
    right: str | None = None
    order: int = 50
    badge: Callable[[User], int] | None = None


@dataclass(frozen=True, kw_only=True)
class TabLink:
    """What stands behind one of the five places of the phone's bottom bar ("report" or "todo")."""

    slot: str
    label: Text
    url_name: str
    icon: str
    right: str | None = None
    count: Callable[[User], int] | None = None
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of the 今日 page: `context(user, now)` feeds `template`; None hides the block."""

    name: str
    title: Text
    template: str
    context: Callable[[User, datetime], Mapping[str, Any] | None]
    right: str | None = None
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A deed a module above offers on records below: a button, by name ("报修" on a place).

    url(record) gives where the deed is done, "" where there is nothing to do on that record (no button then);
    public: also for people without account (after a scan).
    """

    name: str
    label: Text
    icon: str
    url: Callable[[Any], str]
    right: str | None = None
    public: bool = False
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class DetailPart:
    """What a kernel package adds to every detail page: `context(reg, record, user)` is merged into the page's."""

    name: str
    context: Callable[[Register, Any, User], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class ExtraScreen:
    """A screen a kernel package adds to every register (import, export): `route` below the register's address.

    With a label it is linked for who has all of `verbs`: in the list's export menu, with what the list is narrowed by,
    or in the menu of a record's page (of_record: its route holds `<int:pk>`).
    """

    name: str
    route: str
    view: Callable[..., Any]
    wanted: Callable[[Register], bool] = lambda reg: True
    label: Text = ""
    icon: str = "file"
    verbs: tuple[str, ...] = ("view",)
    of_record: bool = False

    def shown_to(self, user: User, reg: Register) -> bool:
        """Whether a link leads this user there from the register's pages."""
        return bool(self.label) and self.wanted(reg) and all(user.has_perm(reg.permission(v)) for v in self.verbs)


@dataclass(frozen=True, kw_only=True)
class RecordLink:
    """A page one module has for the records of all registers (put into the archive): linked from each, for who may.

    url(register, record) gives its address, "" where it has nothing to say of that record.
    """

    name: str
    label: Text
    icon: str
    right: str
    url: Callable[[Register, Any], str]


registers: Registry[Register] = Registry("register")
extra_screens: Registry[ExtraScreen] = Registry("screen")
record_links: Registry[RecordLink] = Registry("link of records")
detail_parts: Registry[DetailPart] = Registry("detail part")
blocks: Registry[Block] = Registry("block")
menu_links: Registry[MenuLink] = Registry("menu link")
tab_links: Registry[TabLink] = Registry("tab")
panels: dict[str, list[Panel]] = {}
offers: dict[str, Registry[Offer]] = {}
form_fields: dict[type, Callable[..., Any]] = {}


def register(declared: Register) -> Register:
    """Declare a register; raises ImproperlyConfigured if its model has one."""
    return registers.add(declared.key, declared)


def panel_on(target: str, panel: Panel) -> None:
    """Show a panel on the detail page of a register of a lower module."""
    panels.setdefault(target, []).append(panel)


def offer(declared: Offer, *, on: str) -> None:
    """Offer a deed on the records of a lower register ("places.place")."""
    offers.setdefault(on, Registry(f"offer on {on}")).add(declared.name, declared)


def offers_for(target: str, user: Any = None) -> list[Offer]:
    """The deeds offered on a kind of record to this user (None: to somebody without account), in order."""
    declared = sorted(offers.get(target, Registry("offer")), key=lambda o: o.order)
    if user is None or not user.is_authenticated:
        return [o for o in declared if o.public]
    return [o for o in declared if o.right is None or user.has_perm(o.right)]


def record_link(link: RecordLink) -> RecordLink:
    """Link a page from the records of all registers."""
    return record_links.add(link.name, link)


def workbench(block: Block) -> Block:
    """Put a block on the 今日 page."""
    return blocks.add(block.name, block)


def menu_link(link: MenuLink) -> MenuLink:
    """Put a hand-made screen into the menu."""
    return menu_links.add(link.url_name, link)


def tab_link(link: TabLink) -> TabLink:
    """Put a screen into the phone's bottom bar; of several for one slot the first the user may open is shown."""
    return tab_links.add(f"{link.slot}:{link.url_name}", link)


def detail_part(part: DetailPart) -> DetailPart:
    """Add to every detail page."""
    return detail_parts.add(part.name, part)


def extra_screen(screen: ExtraScreen) -> ExtraScreen:
    """Add a screen to every register."""
    return extra_screens.add(screen.name, screen)


def choose_with(model: type, field_factory: Callable[..., Any]) -> None:
    """Use this form field wherever a form asks for a record of `model` (called with the database field and user)."""
    form_fields[model] = field_factory


extra_rights: dict[str, set[str]] = {}


def grant(post_code: str, *rights: str) -> None:
    """Declare rights a post has at the start, beside those of the registers."""
    extra_rights.setdefault(post_code, set()).update(rights)


def default_rights() -> dict[str, set[str]]:
    """post code → rights, as all modules declare them; people.services makes the standard posts of it."""
    found: dict[str, set[str]] = {code: set(rights) for code, rights in extra_rights.items()}
    for reg in registers:
        for post, verbs in reg.rights.items():
            found.setdefault(post, set()).update(reg.permission(verb) for verb in verbs.split())
    return found
