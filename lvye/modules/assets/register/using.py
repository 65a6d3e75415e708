"""The registers of loans and of damage."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, registers, rights
from lvye.modules.assets import services
from lvye.modules.assets.models import Damage, DamageStatus, Loan, LoanStatus
from lvye.modules.assets.sight import through

from .posts import EVERYBODY, HEADS, KEEPERS, LEADERS, LOOKERS, MONEY


def _lend(*, actor: User, **values: Any) -> Loan:
    return services.loan_out(today=timezone.localdate(), actor=actor, **values)


def _mend_loan(loan: Loan, *, actor: User, **values: Any) -> Loan:
    return services.loan_amend(loan, today=timezone.localdate(), actor=actor, **values)


def _back(loan: Loan, *, actor: User, condition: str = "", note: str = "") -> Loan:
    return services.loan_back(loan, condition=condition, note=note, today=timezone.localdate(), actor=actor)


def _tell(*, actor: User, **values: Any) -> Damage:
    return services.damage_tell(today=timezone.localdate(), actor=actor, **values)


def _judge(damage: Damage, *, actor: User, **values: Any) -> Damage:
    return services.damage_judge(damage, today=timezone.localdate(), actor=actor, **values)


def _pay(damage: Damage, *, actor: User, receipt: str = "") -> Damage:
    return services.damage_pay(damage, receipt=receipt, today=timezone.localdate(), actor=actor)


def _close(damage: Damage, *, actor: User, opinion: str = "") -> Damage:
    return services.damage_close(damage, opinion=opinion, actor=actor)


register(
    Register(
        model=Loan,
        menu="things",
        icon="swap",
        columns=("number", "asset", "qty", "borrower", "purpose", "lent_on", "due_on", "returned_on", "status"),
        fields=("asset", "qty", "borrower", "due_on", "purpose"),
        more=("note",),
        filters=("status", "borrower", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("out", _("没还的"), {"status": LoanStatus.OUT}),),
        create=_lend,
        amend=_mend_loan,
        actions={"back": _back, "lost": services.loan_lost},
        scope=through("borrower", "asset__keeper"),
        rights=rights(
            ((*HEADS, *KEEPERS, "desk"), "view add change export back lost"), ((*LEADERS, *MONEY), "view export"),
            ((*EVERYBODY, "repairer", "buyer", "receiver", "admin"), "view"),
        ),
        empty=_("借出去的写上谁借、哪天还；到期没还的会提醒。"),
    )
)  # fmt: skip
register(
    Register(
        model=Damage,
        menu="more",
        icon="warn",
        columns=("number", "asset", "kind", "happened_on", "school_class", "person", "due", "paid", "status"),
        fields=("asset", "kind", "happened_on", "what", "school_class", "person"),
        more=("qty", "repair_cost"),
        filters=("status", "kind", "school_class", "happened_on"),
        sorts=("-id", "-happened_on"),
        views=(
            View("told", _("待认定"), {"status": DamageStatus.TOLD}),
            View("judged", _("待赔偿"), {"status": DamageStatus.JUDGED}),
        ),
        create=_tell,
        actions={"judge": _judge, "pay": _pay, "close": _close},
        scope=through("person", "asset__keeper", "school_class__head"),
        rights=rights(
            (HEADS, "view add change export judge close"), (KEEPERS, "view add change export"),
            (("cashier", "desk"), "view add"), (("cashier",), "pay"), ((*LEADERS, *MONEY), "view export"),
            (("teacher", "guard", "cleaner"), "view add"), (LOOKERS, "view"),
        ),
        empty=_("公物损坏、遗失、被盗登记在这里：自然损耗不赔，人为的按修理费或价格和使用年限算。"),
    )
)  # fmt: skip
panel_on("assets.asset", Panel(_("借用记录"), register="assets.loan", by="asset"))
panel_on("assets.asset", Panel(_("损坏记录"), register="assets.damage", by="asset"))
panel_on("people.schoolclass", Panel(_("公物损坏赔偿"), register="assets.damage", by="school_class"))


def _out(user: User) -> Any:
    return registers["assets.loan"].rows(user).filter(status=LoanStatus.OUT).select_related("asset", "borrower")


def _title(loan: Loan) -> str:
    return f"{loan.asset.name} {loan.borrower}"


declare(
    Deadline(
        name="assets.loan_due", label=_("借用到期"), rows=_out, date="due_on", warn_days="assets.warn_loan",
        title=_title, blocks=_("到期没还的，请催借用人归还或办理续借。"),
    )
)  # fmt: skip
