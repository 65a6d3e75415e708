"""The registers of work standards, goal letters and the archive's boxes."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, RecordLink, Register, View, panel_on, record_link, register, rights
from lvye.modules.plans import services
from lvye.modules.plans.models import ArchiveBox, Filing, GoalLetter, LetterStatus, PostStandard
from lvye.modules.plans.screens import filing, letters
from lvye.modules.plans.sight import filings_seen, letters_seen

from .posts import HEADS, LEADERS, STAFF

register(
    Register(
        model=PostStandard,
        menu="more",
        icon="list",
        columns=("post", "seat", "duties", "quality", "quantity"),
        fields=("post", "seat", "duties", "quality", "quantity"),
        filters=("post",),
        rights=rights(
            (HEADS, "view add change export"), (LEADERS, "view export"), (("admin",), "view add change export"),
            (("desk", *STAFF), "view"),
        ),
        empty=_("每个岗位一份：在哪里、管什么、做到什么程度、做多少。责任书从这里写。"),
    )
)  # fmt: skip


def _sign(letter: GoalLetter, *, actor: User, signed_on: date | None = None) -> GoalLetter:
    return services.letter_sign(letter, signed_on=signed_on, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=GoalLetter,
        menu="more",
        icon="edit",
        columns=("person", "post", "plan", "status", "signed_on"),
        filters=("status", "plan", "person"),
        views=(View("drawn", _("还没签"), {"status": LetterStatus.DRAWN}),),
        actions={"sign": _sign, "void": services.letter_void},
        screens={"detail": letters.detail},
        scope=letters_seen,
        rights=rights(
            (HEADS, "view add change export sign void"), ((*LEADERS, "desk", "admin"), "view export"), (STAFF, "view"),
        ),
        can_add=False,
        empty=_("计划审定以后，从计划的页面给每个岗位出目标责任书，打印签字，签了的记在这里。"),
    )
)  # fmt: skip

register(
    Register(
        model=ArchiveBox,
        menu="more",
        screens={"detail": filing.box},
        icon="box",
        columns=("number", "year", "kind", "title", "keeper", "where", "keep_until"),
        fields=("number", "year", "kind", "title", "keeper", "where"),
        more=("keep_until",),
        filters=("year", "kind", "keeper"),
        sorts=("-id", "number", "year"),
        imports=("number", "year", "kind", "title", "keeper", "where", "keep_until"),
        rights=rights(
            (HEADS, "view add change export import"), (("desk",), "view add change export import"),
            (("keeper",), "view add change"), ((*LEADERS, "admin"), "view export"),
        ),
        empty=_("一个档案盒一行：哪一年、哪一类、谁保管、放在哪个架上。先登记第一盒。"),
    )
)  # fmt: skip

register(
    Register(
        model=Filing,
        menu="more",
        icon="file",
        columns=("box", "number", "title", "kind", "sheets", "filed_on", "filed_by", "out_on"),
        filters=("box", "kind", "filed_on"),
        sorts=("-id", "filed_on"),
        scope=filings_seen,
        rights=rights(
            (HEADS, "view file take_out export"), (("desk", "keeper"), "view file take_out export"),
            ((*LEADERS, "admin"), "view export"),
        ),
        empty=_("还没有归档的。打开一条记录，在它的页面上点“归档”，选一个档案盒。"),
    )
)  # fmt: skip
record_link(RecordLink(name="archive", label=_("归档"), icon="box", right=filing.FILE, url=filing.link))

panel_on("people.post", Panel(_("岗位标准"), "plans.poststandard", "post"))
