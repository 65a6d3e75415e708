"""The registers of terms and of the calendar's special days."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Block, Register, View, register, workbench

from . import services
from .models import Day, DayKind, DaySource, Term, TermStatus
from .notes import block

KEEPS = "view add change export close reopen"

register(
    Register(
        model=Term,
        menu="school",
        columns=("name", "code", "begins_on", "ends_on", "status"),
        fields=("school_year", "half", "begins_on", "ends_on"),
        filters=("status",),
        sorts=("-begins_on", "begins_on"),
        views=(View("open", _("进行中"), {"status": TermStatus.OPEN}),),
        create=services.term_add,
        amend=services.term_change,
        actions={"close": services.term_close, "reopen": services.term_reopen},
        rights={
            "director": KEEPS,
            "admin": KEEPS,
            "deputy_director": "view",
            "vice_principal": "view",
            "principal": "view",
            "desk": "view",
        },
        empty=_("还没有学期。先登记本学期的开学和放假日期，各项统计和总结都按学期归集。"),
        icon="calendar",
    )
)

register(
    Register(
        model=Day,
        menu="more",
        columns=("date", "kind", "name", "source"),
        fields=("date", "kind", "name"),
        filters=("kind", "source"),
        sorts=("-date", "date"),
        views=(
            View("holiday", _("放假"), {"kind": DayKind.HOLIDAY}),
            View("makeup", _("调休上班"), {"kind": DayKind.MAKEUP}),
            View("own", _("本校登记"), {"source": DaySource.SCHOOL}),
        ),
        create=services.day_set,
        amend=services.day_change,
        rights={
            "director": "view add change export",
            "admin": "view add change export",
            "deputy_director": "view add change",
            "vice_principal": "view",
            "principal": "view",
            "desk": "view",
        },
        empty=_("校历里还没有特殊日。法定节假日和调休由系统每天自动填入；本校自己的安排可以在这里登记。"),
        icon="calendar",
    )
)

workbench(
    Block(
        name="terms.notes",
        title=_("校历待登记"),
        template="terms/_notes.html",
        context=block,
        right="terms.add_term",
        order=80,
    )
)
