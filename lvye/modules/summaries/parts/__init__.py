"""What the first draft says: sentences in the order schools use, each only where there is something to say."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person
from lvye.kernel.terms.api import Period
from lvye.modules.summaries.models import Kind
from lvye.modules.summaries.periods import this_and_before
from lvye.modules.summaries.writer import Writer

from . import building, canteen, food, log, outlook, planning, repairs, safety, things


def draft_body(
    kind: str, span: Period, person: Person | None = None, *, today: date | None = None
) -> dict[str, object]:
    """The body of a fresh draft as of `today` (not given: once the period is over), in the school's language."""
    with translation.override(settings.LANGUAGE_CODE):
        writer = Writer(span, today=today)
        if kind == Kind.PERSON and person is not None:
            _personal(writer, person)
        elif kind == Kind.MONTH:
            _month(writer)
        else:
            _term(writer)
        return writer.body()


def _term(w: Writer) -> None:
    w.heading(1, _("工作思路"))
    this, than = this_and_before(w.numbers.period)
    start = _("%(this)s后勤工作围绕教学转：影响上课的先修，能自己动手的自己动手，件件有登记，事事有回音。")
    w.say(start % {"this": this})
    w.heading(1, _("主要工作"))
    w.heading(2, _("维修保障"))
    repairs.volume(w, this, than)
    repairs.sources(w)
    w.chart("repairs.done", "building")
    repairs.works(w)
    w.heading(2, _("零星工作"))
    log.chores(w)
    w.heading(2, _("服务质量"))
    repairs.quality(w)
    repairs.answers(w)
    w.chart("repairs.done", "category")
    w.heading(2, _("勤俭办事"))
    repairs.thrift(w)
    w.heading(2, _("计划维修"))
    repairs.planned(w)
    w.heading(2, _("基建工程"))
    building.told(w)
    _things(w)
    w.heading(2, _("安全工作"))
    safety.told(w)
    canteen.told(w)
    w.heading(2, _("食堂与小卖部"))
    food.told(w)
    w.heading(2, _("计划与会议"))
    planning.meetings(w)
    w.heading(1, _("计划完成情况"))
    planning.outcomes(w)
    w.heading(1, _("存在不足"))
    outlook.shortcomings(w)
    w.heading(1, _("下阶段打算"))
    outlook.next_steps(w)


def _things(w: Writer) -> None:
    w.heading(2, _("开学准备"))
    things.opening(w)
    w.heading(2, _("物资供应"))
    things.supplies(w)
    w.heading(2, _("采购与合同"))
    things.buying(w)
    things.partners(w)
    w.heading(2, _("校产管理"))
    things.property_kept(w)
    things.property_guarded(w)
    w.heading(2, _("经费使用"))
    things.money(w)


def _month(w: Writer) -> None:
    w.heading(1, _("本月维修"))
    repairs.volume(w, *this_and_before(w.numbers.period))
    repairs.sources(w)
    repairs.works(w)
    repairs.planned(w)
    w.chart("repairs.done", "building")
    w.heading(1, _("零星工作"))
    log.chores(w)
    w.heading(1, _("基建工程"))
    building.told(w)
    w.heading(1, _("钱和物"))
    things.opening(w)
    things.supplies(w)
    things.buying(w)
    things.property_kept(w)
    things.property_guarded(w)
    things.money(w)
    w.heading(1, _("安全工作"))
    safety.told(w)
    w.heading(1, _("食堂与小卖部"))
    food.told(w)
    w.heading(1, _("服务与节约"))
    repairs.quality(w)
    repairs.answers(w)
    repairs.thrift(w)
    w.heading(1, _("计划完成情况"))
    planning.outcomes(w)
    planning.meetings(w)
    w.heading(1, _("需要留意"))
    outlook.shortcomings(w)
    outlook.next_steps(w)


def _personal(w: Writer, person: Person) -> None:
    only = {"worker": person.name}
    w.heading(1, _("完成的工作"))
    repairs.own_volume(w, only)
    repairs.works(w, only)
    w.chart("repairs.done", "building", only=only)
    w.heading(1, _("零星工作"))
    log.chores(w, {"person": person.name})
    w.heading(1, _("质量和评价"))
    repairs.own_quality(w, only)
    w.heading(1, _("计划事项"))
    planning.own(w, person)
    w.heading(1, _("不足"))
    outlook.shortcomings(w, only)
    w.heading(1, _("下阶段打算"))
    outlook.next_steps(w, only, person)
