"""The meetings of a term: weekly ones, the opening, safety and hazards each month; minutes with living numbers."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.figures import api as figures
from lvye.kernel.people.api import Person
from lvye.kernel.terms.api import Term, span_period
from lvye.kit import say
from lvye.modules.plans import services
from lvye.modules.plans.models import Meeting, MeetingKind, Plan

from .ground import DAY, School, at, have_read, named, workday

WEEK = 7 * DAY
ROOM = "后勤楼二楼会议室"
TALK = (
    "各片区说了一周情况。宿舍热水晚间不够，先把时段错开，孙海涛查水泵。",
    "教学楼课桌凳又报了一批，赵志强把共性的毛病列出来，材料一次领齐。",
    "采购的灯管到货，褚卫红当场验过，入库前按楼栋分好。",
    "保洁反映三楼厕所地漏慢，排进本周疏通，干完拍照。",
    "门卫交接班记录有两天没写全，蒋大勇盯住，下次会上再看。",
    "食堂提出操作间照度不够，王德明量一量，需要加灯的报数。",
    "艺术楼空调滤网脏，安排在没课的下午清洗，不影响训练。",
    "花坛补苗浇水跟上，打药改在周五放学后。",
)
MATTERS = (
    ("查宿舍水泵和热水时段，给出办法", "孙海涛"),
    ("把课桌凳的常坏处列个单子", "赵志强"),
    ("疏通教学楼三层厕所地漏并拍照", "李国富"),
    ("核对门卫交接班记录", "蒋大勇"),
    ("量食堂操作间照度，报需要的灯数", "王德明"),
    ("清点常用材料，缺的列出来", "郑秀兰"),
    ("检查多媒体讲台插座", "马俊"),
    ("楼道应急灯逐盏按一遍", "王德明"),
)
SAFETY = (
    "通报上月隐患整改：登记的都有人、有期限，没销号的逐条说明。",
    "强调用电和消防通道，发现堵占当场清，拍照留底。",
)


def meetings(school: School, term: Term, plan: Plan, *, until: dt.date, small: bool) -> None:
    """All meetings of a term: held ones with minutes, the coming ones in the calendar, the next one called."""
    office = list(Person.objects.filter(department__name="总务处", status="here").order_by("pk"))
    _opening(school, term, plan, office)
    for number, (kind, day) in enumerate(_days(term, small=small)):
        if day <= until - DAY:
            _held(school, kind, day, office, number=number, plan=plan)
        elif day <= until + 3 * WEEK:
            _coming(school, kind, day, office, until)


def _days(term: Term, *, small: bool) -> Iterator[tuple[str, dt.date]]:
    """Mondays (every fourth of a small demo); each fourth week safety on the day after, hazards two weeks later."""
    day, week = term.begins_on + (7 - term.begins_on.weekday()) % 7 * DAY, 0
    while day <= term.ends_on:
        if week and (not small or week % 4 == 0):
            yield MeetingKind.WEEKLY, workday(day)
        if week % 4 == 1:
            yield MeetingKind.SAFETY, workday(day + DAY)
        if week % 4 == 3:
            yield MeetingKind.HAZARD, workday(day + DAY)
        day, week = day + WEEK, week + 1


def _make(school: School, kind: str, day: dt.date, people: list[Person], title: str, *, said_on: dt.date) -> Meeting:
    with transaction.atomic(), audit.dated(at(said_on, 8, 30)):
        return services.meeting_plan(
            kind=kind, title=title, starts_at=at(day, 16), where=ROOM, host=named("何建国"), recorder=named("吴桂芳"),
            agenda="上次决定办了没有\n一周维修和安全\n这周要办的事", invited=people, actor=school.user("desk"),
        )  # fmt: skip


def _opening(school: School, term: Term, plan: Plan, office: list[Person]) -> None:
    day = workday(term.begins_on, step=1)
    title = f"{term.name}后勤学期会"
    made = _make(school, MeetingKind.OPENING, day, office, title, said_on=day - 3 * DAY)
    words = "\n".join([
        f"学习学校工作要点，讨论{plan.title}，一共 {plan.items.count()} 项，项项有人负责。",
        "何建国讲分工：谁负责谁登记，做完拍照或者写一句，不再另外报表。",
        "钱志平讲维修时限和返修，影响教学的当天到场。",
    ])  # fmt: skip
    _sit(school, made, day, words, absent=1)


def _held(school: School, kind: str, day: dt.date, office: list[Person], *, number: int, plan: Plan) -> None:
    weekly = kind == MeetingKind.WEEKLY
    title = f"{say.date(day)}{MeetingKind(kind).label}"
    made = _make(school, kind, day, office, title, said_on=day - DAY)
    week = span_period(day - WEEK, day - DAY)
    done, new = (figures.text(figures.one(name, week)) for name in ("repairs.done", "repairs.reported"))
    talk = [TALK[(number * 2 + n) % len(TALK)] for n in range(2)] if weekly else list(SAFETY)
    _sit(school, made, day, "\n".join([f"上周接报修{new}，修好{done}。", *talk]), absent=number % 3, file=False)
    what, name = MATTERS[number % len(MATTERS)]
    with transaction.atomic(), audit.dated(at(day, 17)):
        meeting = Meeting.objects.get(pk=made.pk)
        due = workday(day + (4 + number % 6) * DAY, step=1)
        decision = services.decision_add(
            meeting, what=what, person=named(name), due_on=due, now=at(day, 17), actor=school.user("desk")
        )
        have_read([named(name)], decision, at(day, 18))
        if number % 5 == 2 and plan.span.holds(due):
            item = services.decision_to_item(decision, plan=plan, today=day, actor=school.user("director"))
            if due < school.today:
                services.proof_words(item, "办完了，当面交代过", now=at(due, 15), actor=school.user("desk"))
        elif due < school.today - 3 * DAY or number % 3:
            services.decision_finish(decision, result="办好了", today=min(due, school.today), actor=school.user("desk"))
        _file(school, meeting, day)


def _sit(school: School, made: Meeting, day: dt.date, words: str, *, absent: int, file: bool = True) -> None:
    """People sign, some are on leave; it is held and written down."""
    desk = school.user("desk")
    with transaction.atomic(), audit.dated(at(day, 16, 5)):
        rows = list(made.attendances.select_related("meeting", "person__user").order_by("pk"))
        away = {rows[(len(rows) - 1 - n * 3) % len(rows)].pk for n in range(absent)}
        for one in rows:
            if one.pk in away:
                services.attendance_excuse(one, why="当班走不开", actor=desk)
            else:
                services.attendance_sign(one, now=at(day, 15, 58), actor=one.person.user or desk)
        sat = services.meeting_hold(made, now=at(day, 16, 50), actor=desk)
        written = services.minutes_write(sat, words, actor=desk)
        if file:
            _file(school, written, day)


def _file(school: School, meeting: Meeting, day: dt.date) -> None:
    filed = services.meeting_file(meeting, now=at(day, 17, 20), actor=school.user("desk"))
    people = [one.person for one in filed.attendances.select_related("person__user")]
    have_read(people, filed, at(day, 18))


def _coming(school: School, kind: str, day: dt.date, office: list[Person], until: dt.date) -> None:
    said_on = workday(until - DAY)
    made = _make(school, kind, day, office, f"{say.date(day)}{MeetingKind(kind).label}", said_on=said_on)
    if day <= until + 5 * DAY and at(said_on, 9) < at(day, 16):
        with transaction.atomic(), audit.dated(at(said_on, 9)):
            services.meeting_call(made, now=at(said_on, 9), actor=school.user("desk"))
