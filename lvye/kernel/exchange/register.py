"""Declarations: import and export on every register, and the register of what was brought in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Column, ExtraScreen, Register, View, extra_screen, register, registers

from . import screens
from .models import BatchStatus, ImportBatch
from .undoing import undo


def _title(batch: ImportBatch) -> str:
    known = registers.get(batch.register)
    return known.title if known else batch.register


extra_screen(ExtraScreen(name="export", route="export/", view=screens.export))
extra_screen(ExtraScreen(name="import", route="import/", view=screens.import_, wanted=lambda reg: bool(reg.imports)))

batches = register(
    Register(
        model=ImportBatch,
        menu="more",
        icon="upload",
        columns=("file_name", Column("into", _("台账"), _title), "row_count", "made_count", "by", "at", "status"),
        filters=("status", "by"),
        views=(View("done", _("可以撤销的"), {"status": BatchStatus.DONE}),),
        actions={"undo": undo},
        rights={"director": "view undo", "deputy_director": "view undo", "admin": "view undo"},
        empty=_("从表格导入过的文件都列在这里，导错了可以整批撤销。在一个台账上点“导入”，就有了第一条。"),
        can_add=False,
    )
)
