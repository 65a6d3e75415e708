"""What the plans bring into a summary: 计划完成情况, what was left, what comes next, the card beside the text."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lvye.kernel.people.tests import make as people
from lvye.modules.plans import services as plans
from lvye.modules.plans.models import PlanItem
from lvye.modules.plans.tests import make as planned
from lvye.modules.summaries import queries
from lvye.modules.summaries.hints import hint_block
from lvye.modules.summaries.models import Kind, Summary
from lvye.modules.summaries.writer import TOKEN

from . import make

pytestmark = pytest.mark.django_db
END = date(2026, 7, 9)


@pytest.fixture(autouse=True)
def term(db: None) -> Any:
    return make.spring()


def draft(**values: Any) -> Summary:
    return make.summary(**({"kind": Kind.TERM, "period": "2025-2", "today": END} | values))


def text_of(summary: Summary) -> str:
    known = queries.shown_figures(summary)
    return "\n".join(TOKEN.sub(lambda found: known[found[1]].text, b.get("text", "")) for b in summary.body["blocks"])


def items(**states: Any) -> dict[str, Any]:
    """A running plan: each given item done (True), or left with the reason given."""
    plan = planned.plan()
    made = {what: planned.planitem(plan=plan, what=what) for what in states}
    planned.agreed(plan)
    made = {what: PlanItem.objects.get(pk=item.pk) for what, item in made.items()}
    for what, state in states.items():
        if state is True:
            planned.proof(item=made[what])
        elif state:
            plans.item_explain(made[what], why=state, actor=planned.system_user())
    plans.states_refresh(today=END)
    return made


def test_the_items_of_the_plan_are_told_with_living_figures_and_reasons() -> None:
    items(检修课桌凳=True, 疏通雨水井=True, 更换应急灯="配件没有到货")
    written = text_of(draft())
    assert "到期的计划事项3项，完成2项，完成率66.7%。" in written
    assert "按计划完成的，综合管理有“检修课桌凳”“疏通雨水井”。" in written
    assert "计划里有的事没有做完：“更换应急灯”（配件没有到货）" in written
    assert "接着做完“更换应急灯”" in written


def test_what_was_not_done_stands_once_among_the_shortcomings_and_once_among_the_steps() -> None:
    items(检修课桌凳=True, 更换应急灯="配件没有到货")
    written = text_of(draft())
    assert written.count("配件没有到货") == 1
    assert written.count("更换应急灯") == 2


def test_what_is_not_due_yet_is_no_shortcoming() -> None:
    items(检修课桌凳=True, 更换应急灯="")
    assert "没有做完" not in text_of(draft(today=date(2026, 4, 1)))


def test_a_plan_that_nobody_agreed_to_is_not_told() -> None:
    planned.planitem(what="检修课桌凳")
    assert "检修课桌凳" not in text_of(draft()).partition("下阶段打算")[0]


def test_a_person_reads_what_he_answered_for() -> None:
    one, other = people.person(), people.person()
    plan = planned.plan()
    mine = planned.planitem(plan=plan, what="检修课桌凳", person=one)
    planned.planitem(plan=plan, what="更换应急灯", person=one)
    planned.planitem(plan=plan, what="清洗水箱", person=other)
    planned.agreed(plan)
    planned.proof(item=PlanItem.objects.get(pk=mine.pk))
    written = text_of(draft(kind=Kind.PERSON, person=one))
    assert "已完成：“检修课桌凳”。" in written
    assert "没有完成：“更换应急灯”。" in written
    assert "清洗水箱" not in written


def test_meetings_are_told_with_who_came_and_what_was_decided() -> None:
    held = planned.held()
    planned.decision(meeting=held)
    written = text_of(draft())
    assert "开会1次" in written
    assert "形成决定1条" in written


# --- beside the text ---------------------------------------------------------------------------------------------


def page_of(client: Client, summary: Summary) -> str:
    return client.get(reverse("summaries.summary:detail", args=[summary.pk])).content.decode()


def test_the_plan_stands_beside_the_summary_and_an_unfinished_item_is_written_in_by_one_tap(client: Client) -> None:
    made = items(检修课桌凳=True, 疏通雨水井=True, 更换应急灯="配件没有到货")
    director = people.user_in("director")
    summary = draft(actor=director)
    bare = {"blocks": [b for b in summary.body["blocks"] if b["kind"] == "h1"], "slots": {}}
    Summary.objects.filter(pk=summary.pk).update(body=bare)
    client.force_login(director)
    html = page_of(client, summary)
    assert re.search(r'id="plan".*?<span class="n">3 项</span>', html, re.DOTALL)
    assert 'aria-label="完成 2，进行 0，超期 1"' in html
    item = made["更换应急灯"]
    assert f'href="{reverse("plans.planitem:detail", args=[item.pk])}"' in html
    found = re.search(rf'action="([^"]+/hint/plan-{item.pk}/)".*?name="after" value="(b\d+)"', html, re.DOTALL)
    assert found is not None
    assert client.post(found[1], {"after": found[2]}).status_code == 302
    summary.refresh_from_db()
    texts = [block["text"] for block in summary.body["blocks"]]
    at = texts.index("“更换应急灯”没有按计划完成：配件没有到货。")
    assert texts[at - 1] == "存在不足"
    assert "已写" in page_of(client, summary)


def test_who_may_not_see_plans_sees_no_card(client: Client) -> None:
    items(检修课桌凳=True)
    summary = draft()
    client.force_login(people.user_with("summaries.view_summary", "summaries.change_summary"))
    assert 'id="plan"' not in page_of(client, summary)


def test_an_item_that_is_finished_cannot_be_written_in_as_a_shortcoming() -> None:
    made = items(检修课桌凳=True)
    assert hint_block(draft(), f"plan-{made['检修课桌凳'].pk}", today=END) is None


def test_what_was_done_with_another_office_is_told_with_whom() -> None:
    teaching, moral = people.department(name="教务处"), people.department(name="德育处")
    plan = planned.plan()
    offices = {"布置考场": teaching, "搬运试卷": teaching, "布置运动会": moral}
    made = [planned.planitem(plan=plan, what=what, partner=office, ask="请派人") for what, office in offices.items()]
    planned.agreed(plan)
    for item in made:
        planned.proof(item=PlanItem.objects.get(pk=item.pk))
    plans.states_refresh(today=END)
    assert "其中和别的处室配合完成3项（教务处2项、德育处1项）。" in text_of(draft())
