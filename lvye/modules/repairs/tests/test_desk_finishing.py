"""The desk says for a repairer what he did: the same form, his frequent lines, his name on the work."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.audit.api import trail
from lvye.kernel.files import api as files
from lvye.kernel.files.tests import make as make_files
from lvye.kernel.papers.tests.make import texts
from lvye.kernel.people.tests import make as people
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Job, JobLine, Worker
from lvye.modules.repairs.tests import make

# A refusal undoes the deed and no more, and the page says why.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_committed")]
S = Job.Status


@pytest.fixture
def office(client: Client) -> Any:
    client.force_login(people.user_in("desk", name="吴干事"))
    return client


@pytest.fixture
def wang(db: None) -> Worker:
    return make.worker(person=people.user_in("repairer", name="王德明").person)  # type: ignore[attr-defined]


def fresh(**values: Any) -> Job:
    return make.job(**{"now": timezone.now() - timedelta(minutes=45)} | values)


def address(job: Job) -> str:
    return reverse("repairs:finish", args=[job.pk])


def told(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_work_stays_the_repairers_and_the_trail_names_the_desk(office: Any, wang: Worker) -> None:
    job = fresh(worker=wang, status="doing")
    answer = office.post(
        address(job),
        {
            "action": ["更换"], "object": ["灯管"], "qty": ["3"], "unit": ["根"], "minutes": "25", "note": "换好了",
            "part_name": ["灯管"], "part_qty": ["3"], "part_unit": ["根"], "part_price": ["12.50"], "quote": "120",
            "after": [make_files.photo()], "before": [make_files.photo()],
        },
        follow=True,
    )  # fmt: skip
    job.refresh_from_db()
    assert (job.status, job.worker, job.minutes, job.saved_amount) == (S.FINISHED, wang, 25, Decimal("82.50"))
    assert [(one.object, one.qty) for one in job.lines.all()] == [("灯管", Decimal(3))]
    assert sorted(one.kind for one in files.of(job)) == ["after", "before"]
    newest = trail(job).filter(verb="finish").get()
    assert newest.actor.name == "吴干事"
    assert "记在王德明名下" in told(answer)
    today = timezone.localdate()
    assert queries.worker_totals(wang, today, today)["jobs"] == 1


def test_the_frequent_lines_are_those_of_the_one_who_did_it(office: Any, wang: Worker) -> None:
    other, own = make.workitem(object="水嘴"), make.workitem(object="锁芯")
    mine, his = fresh(worker=wang), fresh(worker=make.worker())
    for job, item in ((mine, own), (his, other)):
        line = services.Line(item.action, item.object, Decimal(1), item.unit)
        services.job_finish(job, lines=[line], now=timezone.now(), actor=people.user_in("desk"))
    seen = told(office.get(address(fresh(worker=wang))))
    assert f'name="qty-{own.pk}"' in seen
    assert f'name="qty-{other.pk}"' not in seen
    assert "替王德明登记" in seen


def test_a_job_nobody_has_is_to_be_given_out_first(office: Any) -> None:
    job = fresh()
    answer = office.post(address(job), {"note": "好了"})
    assert answer.status_code == 409
    assert "先派工" in told(answer)
    job.refresh_from_db()
    assert job.status == S.NEW


def test_what_is_done_is_not_done_again_by_the_desk(office: Any, wang: Worker) -> None:
    job = fresh(worker=wang, status="finished")
    answer = office.post(address(job), {"note": "好了"})
    assert answer.status_code == 409
    assert "已经是“待验收”" in told(answer)


def test_a_form_that_says_nothing_or_cannot_be_read_comes_back_to_the_desk(office: Any, wang: Worker) -> None:
    job = fresh(worker=wang)
    empty = office.post(address(job), {})
    assert empty.status_code == 400
    assert "请点一下做了什么" in told(empty)
    wrong = office.post(address(job), {"note": "好了", "minutes": "半小时"})
    assert wrong.status_code == 400
    assert 'value="半小时"' in told(wrong)
    assert not JobLine.objects.exists()


def test_what_an_outside_firm_asks_is_kept_as_the_cost(office: Any) -> None:
    job = fresh()
    services.job_assign(job, contractor=make.contractor(name="宏达水电"), now=timezone.now(), actor=office_user())
    seen = told(office.get(address(job)))
    assert "外修单位要多少钱" in seen
    assert "省下的 = 外请报价" not in seen
    office.post(address(job), {"note": "换了水泵", "cost": "360"})
    job.refresh_from_db()
    assert (job.status, job.material_cost, job.saved_amount) == (S.FINISHED, Decimal("360.00"), None)
    assert job.contractor is not None


def office_user() -> Any:
    return people.user_in("director")


def test_only_the_office_fills_in_for_others(client: Client, wang: Worker) -> None:
    job = fresh(worker=wang)
    for post in ("repairer", "teacher", "principal"):
        client.force_login(people.user_in(post))
        assert client.get(address(job)).status_code == 403
        assert client.post(address(job), {"note": "好了"}).status_code == 403
    job.refresh_from_db()
    assert job.status == S.ASSIGNED


def test_the_page_of_the_job_leads_each_to_his_own_door(office: Any, wang: Worker) -> None:
    job = fresh(worker=wang)
    page = reverse("repairs.job:detail", args=[job.pk])
    assert address(job) in told(office.get(page))
    holder, other = Client(), Client()
    holder.force_login(wang.person.user)  # type: ignore[arg-type]
    assert reverse("repairs:mine-finish", args=[job.pk]) in told(holder.get(page))
    colleague = make.worker()
    services.worker_change(colleague, trades=[job.category.trade], actor=office_user())
    other.force_login(colleague.person.user)  # type: ignore[arg-type]
    seen = told(other.get(page))
    assert address(job) not in seen
    assert reverse("repairs.job:do", args=[job.pk, "start"]) not in seen


def test_what_is_beyond_repair_is_kept_written_off_or_sent_back(office: Any, wang: Worker) -> None:
    job = fresh(worker=wang)
    answer = office.post(
        address(job),
        {
            "left_object": ["风扇", "凳子", ""], "left_qty": ["２", "", ""], "left_unit": ["台", "张", ""],
            "left_fate": ["kept", "scrapped", ""], "left_where": ["库房三架", "", ""],
        },
        follow=True,
    )  # fmt: skip
    kept = [(one.object, one.qty, one.unit, one.fate, one.where) for one in job.leftovers.order_by("pk")]
    assert kept == [
        ("风扇", Decimal(2), "台", "kept", "库房三架"),
        ("凳子", Decimal(1), "张", "scrapped", ""),
    ]
    assert "入库留存" in told(answer)
    assert "修不了：风扇 2 台，入库留存" in told(Client().get(reverse("repairs:status", args=[job.token])))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"left_object": "风扇"}, "请选“风扇”怎么处理"),
        ({"left_object": "风扇", "left_fate": "burnt"}, "请选“风扇”怎么处理"),
        ({"left_qty": "2", "left_fate": "kept"}, "请写什么东西修不了"),
        ({"left_object": "风扇", "left_fate": "kept", "left_qty": "两台"}, "“两台”不是数字"),
        ({"left_object": "风扇", "left_fate": "kept", "left_qty": "0"}, "数量要大于零"),
    ],
)
def test_a_thing_beyond_repair_that_says_too_little_comes_back(
    office: Any, wang: Worker, typed: dict[str, str], sentence: str
) -> None:
    job = fresh(worker=wang)
    answer = office.post(address(job), {"note": "好了"} | typed)
    assert answer.status_code == 400
    assert sentence in told(answer)
    job.refresh_from_db()
    assert job.status == S.ASSIGNED
    assert not job.leftovers.exists()


def test_the_form_on_paper_names_what_is_beyond_repair(office: Any) -> None:
    thing = make.leftover(object="吊扇", where="库房三架")
    paper = office.get(reverse("repairs.job:detail", args=[thing.job_id]), {"as": "print"})
    said = "".join(texts(paper.content)).replace("\n", "")
    assert all(word in said for word in ("修不了的物件", "吊扇", "入库留存 库房三架"))


def test_a_kept_thing_goes_elsewhere_with_its_trail(office: Any) -> None:
    thing = make.leftover()
    office.post(reverse("repairs.leftover:edit", args=[thing.pk]), {"fate": "scrapped", "where": "校产处"})
    thing.refresh_from_db()
    assert (thing.fate, thing.where) == ("scrapped", "校产处")
    newest = trail(thing).first()
    assert newest is not None
    assert newest.changes["fate"] == ["kept", "scrapped"]
