"""Tells the lives of the demo school's works, day by day, through the services."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any, Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import place_by_name
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour
from lvye.modules.partners import api as partners
from lvye.modules.partners.api import Contract, Guarantee, LicenceKind, Partner, SupplyCategory

from . import services
from .models import Project

DAY = dt.timedelta(days=1)
LOOKERS = ("director", "receiver", "keeper", "finance")
FIRMS = ("华泰装饰工程公司", "青石建设工程公司")


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One work. stages: name, planned first and last day after `begin`, percent reached, real days of begin and end.

    amount: of the contract; "" for a work too small for one.
    """

    name: str
    kind: str
    place: str
    scale: str
    why: str
    estimate: str
    amount: str
    firm: str
    begin: dt.date
    stages: tuple[tuple[str, int, int, int, tuple[int, int]], ...]
    words: tuple[str, ...]
    more: dict[str, Any] = field(default_factory=dict)


class Teller:
    """Tells the life of works day by day, through the services."""

    def __init__(self, school: School, rng: random.Random) -> None:
        self.school, self.rng = school, rng
        self.desk, self.director, self.buyer = (school.user(name) for name in ("desk", "director", "buyer"))
        self.people = {one.user_id: one for one in Person.objects.filter(user__isnull=False)}
        self.firms: dict[str, Partner] = {}

    def person(self, username: str) -> Person:
        """Who signs in so."""
        return self.people[self.school.user(username).pk]

    @contextmanager
    def on(self, day: dt.date) -> Iterator[dt.datetime]:
        """A transaction whose trail is of that day."""
        now = at_hour(day, 10)
        with transaction.atomic(), audit.dated(now):
            yield now

    def agreed(self, record: Any, now: dt.datetime) -> None:
        """By each whose turn it is."""
        asking = approvals.asking_of(record)
        while asking is not None and asking.status == approvals.Asking.Status.ASKED:
            post = approvals.holding(asking)[0][0].post
            name = "principal" if post and post.code == "principal" else "vice"
            asking = approvals.agree(asking, actor=self.school.user(name), now=now)

    def planned(self, plan: Plan) -> Project:
        """Planned, with its stages, and agreed to."""
        with self.on(plan.begin - 15 * DAY) as now:
            made = self.drafted(plan, now.date())
            made = services.project_send(made, actor=self.director, now=now)
            self.agreed(made, now)
        made.refresh_from_db()
        return made

    def drafted(self, plan: Plan, today: dt.date) -> Project:
        """Planned, with its stages."""
        place = place_by_name(plan.place)
        last = plan.begin + max(stage[2] for stage in plan.stages) * DAY
        made = services.project_create(
            name=plan.name, kind=plan.kind, place=place, scale=plan.scale, why=plan.why,
            estimate=Decimal(plan.estimate), lead=self.person("director"), site=self.person("mason"),
            begins_on=plan.begin, ends_on=last, today=today, actor=self.director, **plan.more,
        )  # fmt: skip
        for name, first, end, _percent, _real in plan.stages:
            services.stage_plan(
                project=made, name=name, begins_on=plan.begin + first * DAY, ends_on=plan.begin + end * DAY,
                actor=self.director,
            )  # fmt: skip
        return made

    def contracted(self, project: Project, plan: Plan) -> Contract:
        """A contract with its payments and what is kept back."""
        with self.on(plan.begin - 8 * DAY) as now:
            made = partners.contract_make(
                title=f"{plan.name}施工合同", partner=self.firm(plan.firm), amount=Decimal(plan.amount),
                category=SupplyCategory.objects.get(code="works"), begins_on=plan.begin,
                ends_on=project.ends_on + 30 * DAY,
                handler=self.person("buyer"), today=now.date(), actor=self.buyer,
            )  # fmt: skip
            sent = partners.contract_send(made, today=now.date(), actor=self.buyer, now=now)
            self.agreed(sent, now)
            sent.refresh_from_db()
            signed = partners.contract_sign(
                sent, signed_on=now.date(), today=now.date(), actor=self.school.user("vice")
            )
            for label, share, days in (("预付款", 30, 3), ("进度款", 40, 40), ("结算款", 27, 150), ("质保款", 3, 760)):
                partners.instalment_plan(
                    contract=signed, label=label, amount=signed_share(signed, share), actor=self.buyer,
                    due_on=plan.begin + days * DAY,
                )  # fmt: skip
            services.project_change(project, today=now.date(), actor=self.director, contract=signed)
        return signed

    def firm(self, name: str) -> Partner:
        """A builder with what the law wants of him."""
        if name not in self.firms:
            found = Partner.objects.filter(name=name).first()
            self.firms[name] = found or self._new_firm(name)
        return self.firms[name]

    def _new_firm(self, name: str) -> Partner:
        works = SupplyCategory.objects.get(code="works")
        made = partners.partner_add(
            name=name, kind="contractor", categories=[works], contact="石磊", phone="020-81000088", actor=self.buyer
        )
        begun = self.school.full.begins_on - 900 * DAY
        for code in ("business", "works", "safety"):
            partners.licence_add(
                partner=made, kind=LicenceKind.objects.get(code=code), number=f"QS{code[:2].upper()}{begun:%y%m}",
                begins_on=begun, ends_on=begun + 2200 * DAY, actor=self.buyer,
            )  # fmt: skip
        return made

    def filed(self, project: Project, gate: str, day: dt.date) -> None:
        """Every paper of this gate is there, or not needed."""
        with self.on(day):
            for n, one in enumerate(project.formalities.filter(gate=gate, status="wanted").order_by("pk"), 1):
                services.formality_file(
                    one, got_on=day, number=f"{project.number[-2:]}-{n}", kept="总务处档案柜 3 号", today=day,
                    actor=self.desk,
                )  # fmt: skip

    def begun(self, project: Project, day: dt.date) -> Project:
        """On the site."""
        self.filed(project, "start", day - DAY)
        with self.on(day):
            return services.project_start(project, began_on=day, today=day, actor=self.director)

    def worked(self, project: Project, plan: Plan) -> None:
        """The diary of each stage: begun, half, as far as it got."""
        for stage, (_name, _first, _end, percent, (first, last)) in zip(
            project.stages.order_by("pk"), plan.stages, strict=True
        ):
            steps = [one for one in ((first, 10), ((first + last) // 2, 50), (last, percent)) if one[1] <= percent]
            for after, reached in dict(steps if percent else ()).items():
                words = self.rng.choice(plan.words)
                self.wrote(
                    project, plan.begin + after * DAY, words, stage=stage, percent=reached, photos=[self.photo()]
                )

    def wrote(self, project: Project, day: dt.date, words: str, **more: Any) -> None:
        """One entry of the diary."""
        with self.on(day) as now:
            services.diary_write(
                project, on=day, words=words, workers=self.rng.randint(4, 14), today=day, now=now, actor=self.desk,
                **more,
            )  # fmt: skip

    def put_right(self, project: Project, day: dt.date) -> None:
        """What was found is mended, and another looks again."""
        with self.on(day):
            for one in project.findings.filter(status="open"):
                fixed = services.finding_fix(one, fixed="施工单位已返工，拍了照", today=day, actor=self.desk)
                services.finding_check(fixed, today=day, actor=self.director)

    def changed(self, project: Project, day: dt.date, what: str, why: str, amount: str) -> None:
        """A change that was agreed to."""
        with self.on(day) as now:
            made = services.change_make(
                project=project, kind="site", on=day, what=what, why=why, amount=Decimal(amount), today=day,
                actor=self.director,
            )  # fmt: skip
            self.agreed(services.change_send(made, actor=self.director, now=now), now)

    def passed(self, project: Project, day: dt.date, wrong: str = "") -> Project:
        """Finished, looked at by four, what was wrong put right, passed three days later."""
        self.put_right(project, day - 2 * DAY)
        with self.on(day - 2 * DAY):
            project = services.project_finish(project, finished_on=day - 2 * DAY, today=day, actor=self.director)
        self.filed(project, "accept", day - DAY)
        with self.on(day) as now:
            look = services.acceptance_open(
                project, kind="final", on=day, members=[self.person(name) for name in LOOKERS],
                outsiders="施工单位项目经理", today=day, actor=self.director,
            )  # fmt: skip
            for n, one in enumerate(look.opinions.select_related("acceptance__project", "person").order_by("pk")):
                verdict, lines = ("mend", [wrong]) if wrong and n == 1 else ("yes", [])
                user = one.person.user
                assert user is not None  # noqa: S101 - those of the demo sign in
                services.opinion_give(one, verdict=verdict, wrong=lines, now=now, today=day, actor=user)
        self.put_right(project, day + 3 * DAY)
        with self.on(day + 3 * DAY):
            services.acceptance_pass(
                look, words="符合合同和图纸要求，验收合格。", today=day + 3 * DAY, actor=self.director
            )
        project.refresh_from_db()
        return project

    def over(self, project: Project, day: dt.date, handed: str, card: services.Card | None = None) -> Project:
        """Handed over."""
        with self.on(day):
            return services.project_hand_over(
                project, handed=handed, used_on=day, card=card, today=day, actor=self.director
            )

    def settled(self, project: Project, day: dt.date, submitted: str, settled: str) -> None:
        """The final account."""
        self.filed(project, "settle", day - DAY)
        with self.on(day):
            services.project_settle(
                project, submitted=Decimal(submitted), settled=Decimal(settled), today=day, actor=self.director
            )

    def paid(self, contract: Contract, until: dt.date) -> None:
        """What fell due was paid by the cashier."""
        for one in contract.instalments.filter(due_on__lte=until).select_related("contract").order_by("due_on"):
            with self.on(one.due_on):
                partners.instalment_pay(
                    one, paid_on=one.due_on, voucher=f"付{one.due_on:%m}-{one.pk:02d}", today=one.due_on,
                    actor=self.school.user("cashier"),
                )  # fmt: skip

    def kept_back(self, contract: Contract, day: dt.date, until: dt.date) -> None:
        """The guarantee of quality, three of a hundred, kept back of the price."""
        with self.on(day):
            partners.guarantee_add(
                contract=contract, kind=Guarantee.Kind.QUALITY, form=Guarantee.Form.RETAINED,
                amount=signed_share(contract, 3) - 200, received_on=day, return_on=until,
                actor=self.school.user("finance"),
            )  # fmt: skip

    def photo(self) -> SimpleUploadedFile:
        """A drawn site: sky, a wall, scaffold; no two are the same."""
        rng = self.rng
        tone = rng.randrange(150, 215)
        picture = Image.new("RGB", (480, 360), (196, 214, rng.randrange(222, 240)))
        pen = ImageDraw.Draw(picture)
        top = rng.randrange(90, 150)
        pen.rectangle((40, top, 440, 330), fill=(tone, tone - 14, tone - 34))
        for left in range(70, 420, 74):
            pen.rectangle((left, top + 34, left + 40, top + 92), fill=(96, 120, 134))
            pen.rectangle((left, top + 126, left + 40, top + 184), fill=(96, 120, 134))
        for left in range(28, 460, 48):
            pen.line((left, top - 30, left, 340), fill=(196, 132, 38), width=4)
        for row in range(top - 20, 340, rng.randrange(44, 56)):
            pen.line((20, row, 460, row), fill=(210, 150, 60), width=4)
        pen.rectangle((0, 332, 480, 360), fill=(128, 118, 104))
        kept = BytesIO()
        picture.save(kept, "JPEG", quality=70)
        return SimpleUploadedFile(f"site{rng.randrange(10**6)}.jpg", kept.getvalue(), "image/jpeg")


def signed_share(contract: Contract, share: int) -> Decimal:
    """A share of a contract in yuan."""
    return ((contract.amount or Decimal(0)) * share / 100).quantize(Decimal("0.01"))
