"""The plan of a term, from the offers to the reckoning."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from lvye.kernel.audit import api as audit
from lvye.kernel.figures import api as figures
from lvye.kernel.people.api import Department
from lvye.kernel.terms.api import Term
from lvye.modules.plans import services
from lvye.modules.plans.models import GoalLetter, Plan, PlanItem, State
from lvye.modules.plans.offers import offers
from lvye.modules.plans.standing import plan_standings, rows_with_all, standing
from lvye.modules.repairs.api import PlannedWork

from .ground import DAY, School, at, have_read, named, workday

AIM = (
    "围绕教育教学，把保障做在前头：开学前修好、汛期冬季前备好，影响上课的事当天办。\n"
    "坚持安全第一，隐患查到一处、登记一处、销号一处。\n"
    "勤俭办事，能自己修的自己修；件件有登记，事事有回音。"
)
# What the office takes of what is offered, and who answers for it.
TAKEN = {
    "season:opening-meeting": "何建国", "season:weekly-meetings": "吴桂芳", "season:safety-meetings": "何建国",
    "season:on-time": "钱志平", "season:few-reopened": "钱志平", "season:visits": "吴桂芳",
    "season:opening-check": "何建国", "season:books": "郑秀兰", "season:spare-parts": "郑秀兰",
    "season:canteen-training": "卫长顺", "season:extinguishers": "蒋大勇", "season:drill": "何建国",
    "season:drains": "李国富", "season:fans-ac": "孙海涛", "season:hazard-spring": "何建国",
    "season:tank-spring": "王德明", "season:pests-spring": "朱老根", "season:energy-report": "何建国",
    "season:heating": "孙海涛", "season:doors-windows": "赵志强", "season:pipes": "王德明",
    "season:hazard-full": "何建国", "season:tank-autumn": "王德明", "season:stocktake": "郑秀兰",
    "season:trees-winter": "朱老根", "season:budget": "何建国", "season:fire-system": "何建国",
    "season:exams": "钱志平", "season:meal-survey": "卫长顺", "season:needs-list": "郑秀兰",
}  # fmt: skip
# What stays undone at the end of the full term, and why.
UNDONE = {
    "season:drill": "两次碰上中考模拟，只搞了一次，下学期按月补上",
    "season:meal-survey": "问卷发晚了，只收回教师的，家长的开学初补",
    "season:few-reopened": "门锁和水嘴返得多，下学期换好配件，修完试两遍再走",
}
WORDS = {
    "season:opening-meeting": "学期会开了，分工表发到每个人手里",
    "season:exams": "考场桌椅、时钟、广播提前一天试过，备用电开过一遍",
}
PROVED = ("做完了，现场看过", "按期完成，资料放进档案盒", "查过一遍，没有问题", "完成，和使用处室一起验的")


def term_plan(school: School, term: Term) -> Plan:
    """Made a week before the term, handed in, agreed to before it begins."""
    director, vice = school.user("director"), school.user("vice")
    day = workday(term.begins_on - 8 * DAY)
    with transaction.atomic(), audit.dated(at(day, 9)):
        services.standards_prepare(actor=school.actor)
        plan = services.plan_make(kind="term", period=term.code, aim=AIM, actor=director)
        _take(plan, director, day)
        _own(plan, director, day)
    with transaction.atomic(), audit.dated(at(day, 16)):
        services.plan_submit(plan, now=at(day, 16), actor=director)
    later = workday(day + 3 * DAY, step=1)
    with transaction.atomic(), audit.dated(at(later, 10)):
        agreed = services.plan_agree(plan, now=at(later, 10), actor=vice)
    for item in agreed.items.select_related("person__user"):
        have_read([item.person] if item.person else [], item, at(later, 17))
    for name in ("周敏", "何建国", "林远山"):
        have_read([named(name)], agreed, at(later, 17))
    return agreed


def _take(plan: Plan, director: Any, day: dt.date) -> None:
    """What was left over is taken first, then what the season asks and this office does."""
    found = [one for group in offers(plan, director, today=day) for one in group.offers]
    again = [one for one in found if one.key.startswith("item:")]
    left = {one.what for one in again}
    wanted = [one.key for one in found if one.key in TAKEN and one.what not in left]
    services.offers_take(plan, [one.key for one in again] + wanted, today=day, actor=director)
    for item in plan.items.select_related("plan", "person", "post"):
        name = TAKEN.get(item.hint)
        if name and (item.person is None or item.person.name != name):
            services.item_change(item, person=named(name), today=day, actor=director)


def _own(plan: Plan, director: Any, day: dt.date) -> None:
    """What no season asks for: with figures of the repairs, another office, a budget."""
    repairs = figures.one("repairs.done", plan.span).value
    aim = max(Decimal(10), repairs * 9 // 100 * 10)
    middle = workday(plan.begins_on + 70 * DAY)
    late = workday(plan.ends_on - 24 * DAY)
    common = {"today": day, "actor": director}
    services.item_add(
        plan, what="完成日常维修", area="repairs", person=named("钱志平"), due_on=workday(plan.ends_on - 3 * DAY),
        aims=[services.Aim("repairs.done", {}, "ge", aim), services.Aim("repairs.low_rated", {}, "le", Decimal(25))],
        helpers=[named(name) for name in ("王德明", "赵志强", "马俊")], **common,
    )  # fmt: skip
    services.item_add(
        plan, what="期中考试后勤保障", area="teaching", person=named("钱志平"), due_on=middle,
        partner=Department.objects.get(name="教务处"), ask="考前三天给出考场安排表和桌凳数",
        aims=[services.Aim(proof="words")], **common,
    )  # fmt: skip
    services.item_add(
        plan, what="实验楼走廊换节能灯", area="utilities", person=named("王德明"), due_on=late,
        budget=Decimal("4800.00"), detail="先换一、二层，旧灯管留作备件。",
        aims=[services.Aim(proof="photo"), services.Aim(proof="words")], **common,
    )  # fmt: skip


def letters(school: School, plan: Plan, *, unsigned: int) -> None:
    """Goal letters in the first week; all signed but the last few."""
    director = school.user("director")
    day = workday(plan.begins_on + 2 * DAY, step=1)
    with transaction.atomic(), audit.dated(at(day, 9, 30)):
        services.letters_draw(plan, today=day, actor=director)
        found = list(GoalLetter.objects.filter(plan=plan).order_by("pk"))
        for letter in found[: len(found) - unsigned]:
            services.letter_sign(letter, signed_on=day + DAY, today=day + DAY, actor=director)


def proofs(school: School, plan: Plan, *, until: dt.date) -> None:
    """What was due says how it was done, by who answers for it; some are late, a few are never done."""
    rows = rows_with_all(plan.items.filter(due_on__lte=until)).order_by("due_on", "pk")
    for number, item in enumerate(rows):
        last = number == len(rows) - 1 and plan.ends_on > until
        if (item.hint in UNDONE and plan.ends_on <= until) or last:
            continue
        if not all(one.reached for one in standing(item, today=until).measures):
            _prove(school, item, until)
    services.states_refresh(today=until)


def _prove(school: School, item: PlanItem, until: dt.date) -> None:
    targets = list(item.targets.all())
    wanted = {target.proof for target in targets if not target.figure} if targets else {"any"}
    days = school.rng.randint(0, 4)
    day = min(workday(item.due_on - days * DAY), until)
    user = item.person.user if item.person and item.person.user else school.user("desk")
    with transaction.atomic(), audit.dated(at(day, 15, 20)):
        words = WORDS.get(item.hint) or school.rng.choice(PROVED)
        for kind in sorted(wanted):
            _one_proof(item, kind, words, now=at(day, 15, 20), actor=user)


def _one_proof(item: PlanItem, kind: str, words: str, *, now: dt.datetime, actor: Any) -> None:
    """A sentence, or a paper that says the same: a demo has no camera."""
    if kind in ("any", "words"):
        services.proof_words(item, words, now=now, actor=actor)
    elif kind == "paper":
        paper = ContentFile(f"{item.what}\n{words}\n".encode(), f"{item.what}.txt")
        services.proof_files(item, [paper], words=words, now=now, actor=actor)
    elif kind == "photo":
        services.proof_files(item, [_picture(item.what)], words=words, now=now, actor=actor)
    elif kind == "record":
        _record_proof(item, now=now, actor=actor)


def _record_proof(item: PlanItem, *, now: dt.datetime, actor: Any) -> None:
    """A planned work of the repairs that was done in the plan's days, where there is one the person may see."""
    rows = PlannedWork.objects.filter(status=PlannedWork.Status.DONE, done_on__lte=now.date(), kind="winter")
    for work in rows.filter(done_on__gte=item.plan.begins_on, responsible__user=actor)[:1]:
        services.proof_record(item, "repairs.plannedwork", work.pk, now=now, actor=actor)


def _picture(what: str) -> Any:
    """A drawn stand-in for a photo: two fields of colour."""
    shade = sum(map(ord, what)) % 80
    photo = Image.new("RGB", (640, 480), (200 - shade, 210, 200))
    ImageDraw.Draw(photo).rectangle((60, 220, 580, 430), fill=(90, 120 + shade, 100))
    stream = BytesIO()
    photo.save(stream, "JPEG", quality=80)
    return ContentFile(stream.getvalue(), "现场.jpg")


def close(school: School, plan: Plan) -> None:
    """Reckoned up in the last week, with a reason for what is not finished."""
    day = workday(plan.ends_on - DAY)
    with transaction.atomic(), audit.dated(at(day, 10)):
        left = [one.item for one in plan_standings(plan, today=day, settled=True) if not one.is_over]
        reasons = {item.pk: UNDONE.get(item.hint, "经费下学期才到，先排进下期计划") for item in left}
        for item in left:
            if item.state == State.PART and item.hint not in UNDONE:
                reasons[item.pk] = "做了一部分，剩下的下学期接着做"
        services.plan_close(plan, today=day, actor=school.user("director"), reasons=reasons)
