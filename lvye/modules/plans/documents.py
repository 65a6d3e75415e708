"""The plans on paper: the plan, minutes, goal letters, the list by person, results, orders to other offices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import school_name
from lvye.kit import say

from .models import (
    ArchiveBox,
    Area,
    Filing,
    GoalLetter,
    LetterStatus,
    Meeting,
    MeetingStatus,
    Plan,
    PlanItem,
    PlanStatus,
    Presence,
    State,
)
from .standing import Standing

Facts = list[tuple[str, Any]]
LINE, GAP = "＿" * 6, "　" * 2  # to sign on


def _absolute(url: str) -> str:
    return f"{settings.BASE_URL}{url}"


def _office() -> str:
    return f"{school_name()}{_('总务处')}"


def _two_lines(title: str) -> str:
    """The school on a line of its own, as such papers have it."""
    return f"{school_name()}\n{title.removeprefix(school_name())}"


# --- the plan ----------------------------------------------------------------------------------------------------


def plan_file(plan: Plan, found: Sequence[Standing], *, kind: str, today: date) -> bytes:
    """The plan as "docx" or "pdf" in the official layout; once it runs, with how far it is."""
    day = timezone.localdate(plan.agreed_at) if plan.agreed_at else None
    write = papers.official_word if kind == "docx" else papers.official_pdf
    content: bytes = write(
        title=_two_lines(plan.title), org=_office(), blocks=_plan_blocks(plan, found),
        signed_on=day, core_title=plan.title,
    )  # fmt: skip
    return content


def _plan_blocks(plan: Plan, found: Sequence[Standing]) -> list[Any]:
    made: list[Any] = [papers.Heading(1, _("总的要求"))] if plan.aim else []
    made += [papers.Paragraph(line) for line in plan.aim.splitlines() if line.strip()]
    made.append(papers.Heading(1, _("工作安排")))
    running = plan.status in (PlanStatus.AGREED, PlanStatus.CLOSED)
    for area in Area:
        rows = [one for one in found if one.item.area == area and (running or one.state != State.DROPPED)]
        if rows:
            made += [papers.Heading(2, str(area.label)), _plan_table(rows, running=running)]
    return made


def _plan_table(rows: Sequence[Standing], *, running: bool) -> Any:
    header = [_("工作"), _("怎样算完成"), _("完成期限"), _("负责人")]
    widths = [30.0, 30.0, 12.0, 14.0]
    if running:
        header, widths = [*header, _("完成情况")], [*widths, 14.0]
    cells = []
    for one in rows:
        item = one.item
        aims = "；".join(f"{measure.label}{measure.aim}" for measure in one.measures)
        link = [papers.Run(item.what, href=_absolute(reverse("plans.planitem:detail", args=[item.pk])))]
        row: list[Any] = [link, aims, say.date(item.due_on), item.whose]
        if running:
            state = str(State(one.state).label)
            row.append(f"{state}；{item.why}" if item.why else state)
        cells.append(row)
    return papers.Table(header, cells, widths=widths)


def people_list(plan: Plan, found: Sequence[Standing], *, today: date) -> bytes:
    """Items by person, for the wall: the holiday work arrangement (假期工作安排)."""
    ordered = sorted(found, key=lambda one: (one.item.whose, one.item.due_on))
    rows = []
    for one in ordered:
        item = one.item
        helpers = "、".join(person.name for person in item.helpers.all())
        begins = say.date(item.begins_on) if item.begins_on else ""
        rows.append([item.whose, item.what, begins, say.date(item.due_on), helpers, item.detail, ""])
    heads = [_("负责人"), _("工作"), _("开始"), _("完成期限"), _("协助"), _("具体做法"), _("完成")]
    return papers.table_pdf(
        title=plan.title, school=school_name(), printed_on=today, register=_("工作计划"), period=plan.span.dates,
        table=papers.Table(heads, rows, widths=(10, 26, 12, 12, 12, 20, 8)),
        signatures=[papers.Signature(_("总务主任")), papers.Signature(_("分管副校长"))],
        url=_absolute(reverse("plans.plan:detail", args=[plan.pk])),
    )  # fmt: skip


def results_file(plan: Plan, rows: Sequence[tuple[str, dict[str, Any], Sequence[Standing]]], *, today: date) -> bytes:
    """How it came out by person or post, with boxes to sign (目标管理考核)."""
    cells = [
        [name, str(n["count"]), str(n["done"]), str(n["part"]), str(n["late"]), n["rate"],
         "；".join(one.item.what for one in found if not one.is_over)[:120]]
        for name, n, found in rows
    ]  # fmt: skip
    heads = [_("谁"), _("事项"), _("完成"), _("部分"), _("超期"), _("完成率"), _("没做完的")]
    return papers.table_pdf(
        title=_("%(title)s完成情况") % {"title": plan.title}, school=school_name(), printed_on=today,
        register=_("工作计划"), period=plan.span.dates,
        table=papers.Table(heads, cells, widths=(14, 7, 7, 7, 7, 9, 40), numeric={1, 2, 3, 4, 5}),
        signatures=[papers.Signature(_("总务主任")), papers.Signature(_("分管副校长"))],
        url=_absolute(reverse("plans.plan:detail", args=[plan.pk])),
    )  # fmt: skip


def order_file(item: PlanItem, *, today: date) -> bytes:
    """An order to another office (工作协调单): what is asked of it, until when; both sign."""
    partner = item.partner.name if item.partner else ""
    facts: Facts = [
        (_("请哪个处室"), partner),
        (_("为了什么"), item.what),
        (_("完成期限"), say.day(item.due_on)),
        (_("总务处负责"), item.whose),
        (_("所属计划"), item.plan.title),
        (_("对方答应"), say.day(item.partner_on) if item.partner_on else ""),
    ]
    return papers.form_pdf(
        title=_("工作协调单"), school=school_name(), printed_on=today, register=_("工作计划"), facts=facts,
        text=_("请配合：%(ask)s") % {"ask": item.ask} + (f"\n{item.detail}" if item.detail else ""),
        signatures=[
            papers.Signature(_("总务处")), papers.Signature(partner or _("配合处室")),
            papers.Signature(_("分管副校长")),
        ],
        url=_absolute(reverse("plans.planitem:detail", args=[item.pk])),
    )  # fmt: skip


# --- minutes -----------------------------------------------------------------------------------------------------


def minutes_file(meeting: Meeting, *, kind: str) -> bytes:
    """The minutes as "docx" or "pdf": time, place, who came, what was said, what was decided."""
    filed = meeting.status == MeetingStatus.FILED
    write = papers.official_word if kind == "docx" else papers.official_pdf
    content: bytes = write(
        title=_two_lines(_("%(title)s会议纪要") % {"title": meeting.title.removesuffix(_("会议纪要"))}),
        org=_office(), blocks=_minutes_blocks(meeting), core_title=meeting.title,
        signed_on=timezone.localdate(meeting.starts_at) if filed else None,
    )  # fmt: skip
    return content


def _minutes_blocks(meeting: Meeting) -> list[Any]:
    made: list[Any] = []
    for label, words in (
        (_("时间"), say.day(timezone.localdate(meeting.starts_at)) + f" {timezone.localtime(meeting.starts_at):%H:%M}"),
        (_("地点"), meeting.where),
        (_("主持"), meeting.host.name if meeting.host else ""),
        (_("记录人"), meeting.recorder.name if meeting.recorder else ""),
        *_came(meeting),
    ):
        if words:
            made.append(papers.Paragraph([papers.Run(f"{label}：", bold=True), papers.Run(words)]))
    if meeting.agenda:
        made.append(papers.Heading(1, _("议题")))
        made += [papers.Paragraph(line) for line in meeting.agenda.splitlines() if line.strip()]
    made.append(papers.Heading(1, _("会议内容")))
    lines = [line for line in meeting.minutes.splitlines() if line.strip()]
    made += [papers.Paragraph(line) for line in lines or [_("（纪要还没有写）")]]
    rows = [
        [str(number), one.what, one.person.name, say.date(one.due_on)]
        for number, one in enumerate(meeting.decisions.select_related("person").order_by("pk"), start=1)
    ]
    if rows:
        heads = [_("序号"), _("决定"), _("谁办"), _("办到哪天")]
        made += [papers.Heading(1, _("会议决定")), papers.Table(heads, rows, widths=(8, 54, 18, 20))]
    return made


def _came(meeting: Meeting) -> list[tuple[str, str]]:
    """出席、请假、缺席, by name."""
    found = list(meeting.attendances.select_related("person").order_by("pk"))

    def names(*statuses: Presence) -> str:
        return "、".join(one.person.name for one in found if one.status in statuses)

    return [
        (_("出席"), names(Presence.PRESENT)),
        (_("请假"), names(Presence.LEAVE)),
        (_("缺席"), names(Presence.ABSENT)),
        (_("应到未签"), names(Presence.INVITED)),
    ]


# --- goal letters ------------------------------------------------------------------------------------------------


def letter_title(letter: GoalLetter) -> str:
    """Whose it is."""
    return f"{_('目标责任书')} {letter.person.name}"


def letter_file(letter: GoalLetter, *, today: date) -> bytes:
    """One letter on A4 with boxes to sign."""
    content = letter.content
    facts: Facts = [
        (_("责任人"), letter.person.name),
        (_("岗位"), letter.post.name if letter.post else ""),
        (_("期间"), letter.plan.span.dates),
        (_("定岗"), content.get("seat", "")),
    ]
    signed = letter.signed_on if letter.status == LetterStatus.SIGNED else None
    return papers.form_pdf(
        title=_("目标责任书"), school=school_name(), printed_on=today, register=letter.plan.title,
        facts=[(label, words) for label, words in facts if words], text="\n".join(_duty_lines(content)),
        lines=[_goals(content)],
        signatures=[
            papers.Signature(_("责任人"), letter.person.name if signed else "", signed),
            papers.Signature(_("总务主任")), papers.Signature(_("分管副校长")),
        ],
        url=_absolute(reverse("plans.goalletter:detail", args=[letter.pk])), code=letter.digest[:12].upper(),
    )  # fmt: skip


def _duty_lines(content: dict[str, Any]) -> list[str]:
    parts = ((_("职责"), "duties"), (_("质的要求"), "quality"), (_("量的要求"), "quantity"))
    return [f"{label}：{content[name]}" for label, name in parts if content.get(name)]


def _goals(content: dict[str, Any]) -> Any:
    rows = [[str(number), *goal] for number, goal in enumerate(content["goals"], start=1)]
    heads = [_("序号"), _("目标"), _("怎样算完成"), _("完成期限")]
    return papers.Table(heads, rows, widths=(8, 40, 38, 14), caption=_("本期目标"))


def letters_word(plan: Plan, found: Sequence[GoalLetter]) -> bytes:
    """All letters of a plan that wait for their signature, a page each, in Word."""
    blocks: list[Any] = []
    for number, letter in enumerate(found):
        if number:
            blocks.append(papers.PageBreak())
        post = f"（{letter.post.name}）" if letter.post else ""
        blocks.append(papers.Heading(1, f"{letter.person.name}{post}", numbered=False))
        blocks += [papers.Paragraph(line) for line in _duty_lines(letter.content)]
        blocks.append(_goals(letter.content))
        words = (_("责任人签字"), _("总务主任签字"), _("日期"))
        blocks.append(papers.Paragraph(GAP.join(f"{word}：{LINE}" for word in words)))
    content: bytes = papers.official_word(
        title=_two_lines(_("%(title)s目标责任书") % {"title": plan.title}), org=_office(), blocks=blocks,
        core_title=plan.title,
    )  # fmt: skip
    return content


# --- the archive -------------------------------------------------------------------------------------------------


def box_list(box: ArchiveBox, rows: Sequence[Filing], *, today: date) -> bytes:
    """What lies in a box, on the sheet that lies on top of it (卷内目录)."""
    cells = [
        [str(row.number), row.title, row.kind, say.date(row.filed_on), str(row.sheets or ""), _out(row)] for row in rows
    ]
    heads = [_("件号"), _("题名"), _("类别"), _("归档日期"), _("页数"), _("备注")]
    facts: Facts = [
        (_("盒号"), box.number), (_("年度"), str(box.year)), (_("类别"), box.kind), (_("保管人"), box.keeper.name),
        (_("放在哪里"), box.where),
        (_("保存到"), say.day(box.keep_until) if box.keep_until else ""),
    ]  # fmt: skip
    return papers.form_pdf(
        title=_("卷内目录"), school=school_name(), printed_on=today, register=box.title,
        facts=[(label, words) for label, words in facts if words],
        lines=[papers.Table(heads, cells, widths=(8, 44, 16, 14, 8, 10))],
        signatures=[papers.Signature(_("立卷人")), papers.Signature(_("检查人"))],
        url=_absolute(reverse("plans.archivebox:detail", args=[box.pk])), code=box.number,
    )  # fmt: skip


def _out(row: Filing) -> str:
    return _("%(day)s取出") % {"day": say.date(row.out_on)} if row.out_on else ""
