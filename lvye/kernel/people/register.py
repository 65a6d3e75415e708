"""The registers of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Offer, Panel, Register, View, offer, panel_on, register

from . import screens, services
from .models import Appointment, Department, IncompatiblePair, Person, PersonKind, PersonStatus, Post, SchoolClass
from .queries import visible


def _create_person(*, actor: User, **values: Any) -> Person:
    return services.person_create(values.pop("name"), actor=actor, **values)


def _import_persons(rows: Iterable[Mapping[str, object]], *, actor: User, **how: Any) -> list[Person]:
    return services.person_import(rows, actor=actor, today=timezone.localdate(), **how).persons


def _appoint(*, actor: User, **values: Any) -> Appointment:
    reason = values.pop("despite", "")
    person, post, day = values.pop("person"), values.pop("post"), values.pop("from_on")
    return services.appoint(person, post, day, actor=actor, reason=reason, **values)


def _seen_with_person(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Appointments of persons this user may see."""
    return rows.filter(person__in=visible(Person.objects.all(), user).values("pk"))


HEADS = ("director", "deputy_director", "admin")
READERS = "vice_principal principal"
STAFF = "repairer desk teacher keeper finance cashier buyer receiver canteen guard cleaner gardener"

persons = register(
    Register(
        model=Person,
        menu="people",
        icon="people",
        columns=("name", "kind", "department", "school_class", "phone", "status"),
        fields=("name", "kind", "department", "phone"),
        more=("school_class", "number"),
        filters=("kind", "department", "school_class", "status"),
        sorts=("-id", "name"),
        views=(
            View("staff", _("职工"), {"kind": PersonKind.STAFF, "status": PersonStatus.HERE}),
            View("teachers", _("教师"), {"kind": PersonKind.TEACHER, "status": PersonStatus.HERE}),
            View("pupils", _("学生"), {"kind": PersonKind.STUDENT, "status": PersonStatus.HERE}),
            View("left", _("已离校"), {"status": PersonStatus.LEFT}),
        ),
        imports=("name", "kind", "department", "school_class", "post", "phone", "number", "username"),
        importer=_import_persons,
        create=_create_person,
        amend=services.person_amend,
        actions={"leave": services.person_leave, "return": services.person_return},
        screens={"detail": screens.person_detail},
        scope=visible,
        rights=dict.fromkeys(HEADS, "view add change export import leave return phone minors signin")
        | dict.fromkeys(READERS.split(), "view export phone minors")
        | {"desk": "view phone minors"}
        | dict.fromkeys(STAFF.replace("desk ", "").split(), "view"),
        empty=_("这里是学校的人：职工、教师、学生和外单位人员。先从表格导入，或登记第一个人。"),
    )
)

departments = register(
    Register(
        model=Department,
        menu="more",
        icon="building",
        columns=("name", "head", "sort", "is_open"),
        fields=("name", "head", "sort", "is_open"),
        filters=("is_open",),
        sorts=("sort", "-id"),
        rights=dict.fromkeys(HEADS, "view add change export") | dict.fromkeys(READERS.split(), "view"),
        empty=_("还没有部门。先登记总务处、教务处这些处室。"),
    )
)

classes = register(
    Register(
        model=SchoolClass,
        menu="people",
        icon="desk",
        columns=("name", "grade", "head", "room", "is_open"),
        fields=("name", "grade", "head", "room"),
        more=("sort", "is_open"),
        filters=("is_open",),
        sorts=("sort", "name", "-id"),
        views=(View("here", _("在读"), {"is_open": "True"}),),
        rights=dict.fromkeys(HEADS, "view add change export")
        | dict.fromkeys((*READERS.split(), "desk", "teacher", "keeper"), "view"),
        empty=_("还没有班级。可以和学生名单一起导入。"),
    )
)

posts = register(
    Register(
        model=Post,
        menu="more",
        icon="key",
        columns=("name", "code", "is_open"),
        fields=("name", "code", "sort", "is_open"),
        filters=("is_open",),
        sorts=("sort", "-id"),
        amend=services.post_amend,
        rights={"admin": "view add change export rights", "director": "view add change export rights"}
        | dict.fromkeys(("deputy_director", *READERS.split()), "view"),
        empty=_("岗位决定谁能做什么。标准岗位在建校时自动建好。"),
    )
)

appointments = register(
    Register(
        model=Appointment,
        menu="people",
        icon="user",
        columns=("person", "post", "from_on", "to_on", "deputy_for", "is_despite"),
        fields=("person", "post", "from_on", "to_on"),
        more=("deputy_for", "despite"),
        filters=("post", "is_despite"),
        sorts=("-from_on", "-id"),
        views=(View("despite", _("不相容岗位兼任"), {"is_despite": "True"}),),
        create=_appoint,
        amend=services.appointment_amend,
        scope=_seen_with_person,
        rights=dict.fromkeys(HEADS, "view add change export") | dict.fromkeys(READERS.split(), "view export"),
        empty=_("谁在哪个岗位、从哪天到哪天。先给一个人任职。"),
    )
)

pairs = register(
    Register(
        model=IncompatiblePair,
        menu="more",
        icon="shield",
        columns=("first", "second", "why", "document", "article", "is_open"),
        fields=("first", "second", "document", "article", "why", "is_open"),
        filters=("is_open",),
        rights=dict.fromkeys(HEADS, "view add change export") | dict.fromkeys(READERS.split(), "view"),
        empty=_("哪两个岗位不能由一个人兼任，依据是哪一条。"),
    )
)

panel_on("people.person", Panel(_("任职"), "people.appointment", "person"))
panel_on("people.post", Panel(_("谁在这个岗位"), "people.appointment", "post"))
panel_on("people.department", Panel(_("部门里的人"), "people.person", "department"))
panel_on("people.schoolclass", Panel(_("班里的学生"), "people.person", "school_class"))
panel_on("places.place", Panel(_("在这里上课的班"), "people.schoolclass", "room"))

offer(
    Offer(
        name="signin",
        label=_("登录账号"),
        icon="lock",
        url=lambda person: reverse("people:signin", args=[person.pk]),
        right="people.signin_person",
    ),
    on="people.person",
)
offer(
    Offer(
        name="rights",
        label=_("改权限"),
        icon="key",
        url=lambda post: reverse("people:rights", args=[post.pk]),
        right="people.rights_post",
    ),
    on="people.post",
)
