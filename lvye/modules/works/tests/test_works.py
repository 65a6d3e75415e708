"""Works: what must be there before each deed, how far they are, changes, acceptance, account, warranty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from django.utils.translation import override

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files.tests import make as files
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import facts, paper_text, registers
from lvye.kit.days import at_hour
from lvye.modules.assets.api import classes_prepare
from lvye.modules.partners import services as partner_deeds
from lvye.modules.partners.tests import make as partners
from lvye.modules.works import services
from lvye.modules.works.models import Finding, Project
from lvye.modules.works.picture import picture
from lvye.modules.works.queries import cards_of, progress, purse
from lvye.modules.works.tests import make
from lvye.modules.works.tests.make import DAY, TODAY

pytestmark = pytest.mark.django_db
NOW = at_hour(TODAY, 10)


@pytest.fixture
def system() -> Any:
    return system_user()  # made before anything is undone


def test_the_papers_of_a_work_are_listed_by_its_kind_and_size(system: Any) -> None:
    new = make.project(kind="new", estimate=Decimal("5000000.00"))
    names = set(new.formalities.values_list("name", flat=True))
    assert {"地质勘查报告", "施工许可证", "施工用水用电安排", "中标通知书", "消防验收或备案"} <= names
    water = set(make.project(kind="water").formalities.values_list("name", flat=True))
    assert "水质检测、化粪池卫生验收" in water
    assert not {"施工许可证", "中标通知书"} & water


def test_a_safety_project_has_its_group_its_file_keeper_and_its_weekly_meeting(system: Any) -> None:
    with make.refused("领导小组"):
        make.project(kind="safety")
    keeper = people.person()
    with make.refused("专人"):
        make.project(kind="safety", group="校长任组长")
    work = make.going(kind="safety", group="校长任组长，总务主任管质量", file_keeper=keeper)
    assert work.meeting_due_on == work.began_on + 7 * DAY
    services.diary_write(work, on=TODAY, kind="meeting", words="例会", today=TODAY, actor=system)
    work.refresh_from_db()
    assert work.meeting_due_on == TODAY + 7 * DAY


def test_water_must_stay_out_for_five_years_and_houses_two(system: Any) -> None:
    with make.refused("60 个月"):
        make.project(is_proof=True)
    with make.refused("24 个月"):
        make.project(warranty_months=12)
    assert make.project(kind="road", warranty_months=12).warranty_months == 12


def test_no_work_begins_before_contract_stages_and_papers_are_there(system: Any) -> None:
    work = make.project()
    records.take(work, "ask", actor=system)
    work = services.project_agreed(work, actor=system)

    def start() -> Project:
        return services.project_start(work, began_on=TODAY, today=TODAY, actor=system)

    with make.refused("施工合同"):
        start()
    draft = partners.contract(amount=make.YUAN)
    work = services.project_change(work, today=TODAY, actor=system, contract=draft)
    with make.refused("签订以后"):
        start()
    work = services.project_change(work, today=TODAY, actor=system, contract=partners.signed(amount=make.YUAN))
    with make.refused("现场监督人"):
        start()
    work = services.project_change(work, today=TODAY, actor=system, site=people.person())
    with make.refused("阶段"):
        start()
    make.stage(project=work)
    with make.refused("施工安全协议"):
        start()
    for one in work.formalities.filter(gate="start"):
        services.formality_spare(one, why="小修不用", actor=system)
    assert start().status == "going"
    with make.refused("变更签证"):
        services.project_change(work, today=TODAY, actor=system, estimate=Decimal(1))


def test_progress_goes_by_the_diary_and_back_only_with_what_was_wrong(system: Any) -> None:
    work = make.going()
    stage = work.stages.get()
    actor = people.user_in("desk")

    def write(percent: int, **more: Any) -> Any:
        return services.diary_write(
            work,
            on=TODAY,
            words="砌墙",
            stage=stage,
            percent=percent,
            today=TODAY,
            actor=more.pop("actor", system),
            **more,
        )

    with make.refused("照片"):
        write(50, actor=actor)
    write(50)
    with make.refused("返工"):
        write(30)
    write(30, seen=[services.Seen(kind="quality", what="墙不直")])
    stage.refresh_from_db()
    assert (stage.percent, stage.began_on, stage.ended_on) == (30, TODAY, None)
    assert progress([stage]) == 30
    with make.refused("阶段没有完成"):
        services.project_finish(work, finished_on=TODAY, today=TODAY, actor=system)
    late = picture([stage], today=stage.ends_on + 3 * DAY)
    assert late is not None
    assert late.bars[0].kind == "late"
    assert "3" in late.bars[0].words


def test_a_danger_is_told_at_once_and_looked_at_again_by_another(system: Any) -> None:
    lead = people.user_in("director")
    work = make.going(lead=lead.person)  # type: ignore[attr-defined]  # the other end
    danger = make.finding(project=work, kind="safety")
    assert danger.due_on == TODAY
    assert Notice.objects.filter(user=lead).exists()
    mason = people.user_in("desk")
    services.finding_fix(danger, fixed="装了护栏", today=TODAY, actor=mason)
    danger.refresh_from_db()
    with make.refused("另一个人"):
        services.finding_check(danger, today=TODAY, actor=mason)
    assert services.finding_check(danger, today=TODAY, actor=lead).status == "checked"


def test_changes_stay_within_the_legal_share_of_the_contract(system: Any) -> None:
    work = make.going()
    make.change(project=work, amount=Decimal("6000.00"), status="agreed")
    with make.refused("10%"):
        make.change(project=work, amount=Decimal("2000.01"))
    make.change(project=work, amount=Decimal("-1000.00"), status="agreed")
    money = purse(work)
    assert (money.changes, money.allowed) == (Decimal("5000.00"), Decimal("85000.00"))


def test_an_acceptance_is_passed_when_all_have_signed_and_all_is_put_right(system: Any) -> None:
    handler = people.person()
    contract = partners.signed(amount=make.YUAN, handler=handler)
    work = make.done(contract=contract)
    one, two, three = (people.user_in("teacher") for _ in range(3))
    members = [user.person for user in (one, two, three)]
    for wrong, words in ((members[:2], "至少 3"), ([handler, *members], "经办")):
        with make.refused(words):
            make.acceptance(project=work, kind="final", members=wrong)
    look = make.acceptance(project=work, kind="final", members=members)
    mine = look.opinions.get(person=one.person)
    with make.refused("本人"):
        services.opinion_give(mine, verdict="yes", now=NOW, today=TODAY, actor=two)
    services.opinion_give(mine, verdict="mend", wrong=["门框有缝"], now=NOW, today=TODAY, actor=one)
    with make.refused("还没有签"):
        services.acceptance_pass(look, words="合格", today=TODAY, actor=system)
    for user in (two, three):
        services.opinion_give(look.opinions.get(person=user.person), verdict="yes", now=NOW, today=TODAY, actor=user)
    with make.refused("复查"):
        services.acceptance_pass(look, words="合格", today=TODAY, actor=system)
    finding = Finding.objects.get(acceptance=look)
    fixed = services.finding_fix(finding, fixed="补胶", today=TODAY, actor=system)
    services.finding_check(fixed, today=TODAY, actor=system)
    services.acceptance_pass(look, words="合格", today=TODAY, actor=system)
    work.refresh_from_db()
    assert (work.status, work.warranty_until, work.final_due_on) == ("passed", date(2028, 3, 10), TODAY + 365 * DAY)


def test_one_who_says_no_stops_it_until_it_is_looked_at_once_more(system: Any) -> None:
    work = make.done()
    look = make.acceptance(project=work, kind="final")
    for opinion in look.opinions.select_related("acceptance__project", "person"):
        services.opinion_give(opinion, verdict="no", words="漏水", now=NOW, today=TODAY, actor=system)
    with make.refused("不合格"):
        services.acceptance_pass(look, words="合格", today=TODAY, actor=system)
    services.acceptance_fail(look, words="漏水", today=TODAY, actor=system)
    assert make.acceptance(project=work, kind="final").status == "open"


def test_handing_over_makes_a_card_and_a_place(system: Any) -> None:
    classes_prepare(actor=system)
    work = make.passed(kind="road")
    card = services.Card(name="水泥路", asset_class="A01020900", unit="条")
    services.project_hand_over(work, handed="交后勤", card=card, today=TODAY, actor=system)
    asset = cards_of(work).get()
    assert (asset.value, asset.warranty_until) == (make.YUAN, work.warranty_until)
    built = make.passed(kind="new", is_proof=True, warranty_months=60)
    with make.refused("卡片"):
        services.project_hand_over(built, handed="交后勤", today=TODAY, actor=system)


def test_the_final_account_holds_to_contract_payments_and_the_share_kept_back(system: Any) -> None:
    work = make.used()
    contract = work.contract
    assert contract is not None

    def settle(settled: str) -> Project:
        return services.project_settle(
            work, submitted=Decimal("90000.00"), settled=Decimal(settled), today=TODAY, actor=system
        )

    with make.refused("不能超过"):
        settle("80000.01")
    with make.refused("送审"):
        settle("90000.01")
    heavy = partners.guarantee(contract=contract, kind="quality", amount=Decimal("2500.00"))
    paid = partners.instalment(contract=contract, amount=Decimal("70000.00"))
    partner_deeds.instalment_pay(paid, paid_on=TODAY, today=TODAY, actor=system)
    with make.refused("已经付了"):
        settle("60000.00")
    with make.refused("3%"):
        settle("78000.00")
    partner_deeds.guarantee_change(heavy, actor=system, amount=Decimal("2300.00"))
    closed = settle("78000.00")
    assert (closed.status, purse(closed).percent) == ("closed", 89)
    heavy.refresh_from_db()
    with make.refused("缺陷责任期"):
        partner_deeds.guarantee_return(heavy, settled_on=TODAY, today=TODAY, actor=system)
    end = closed.defects_until or TODAY
    assert partner_deeds.guarantee_return(heavy, settled_on=end, today=end, actor=system).status == "returned"


def test_what_breaks_within_the_warranty_is_the_contractors(system: Any) -> None:
    with make.refused("还没有验收"):
        make.finding(kind="warranty")
    work = make.passed()
    assert make.finding(project=work, kind="warranty").status == "open"
    with make.refused("到期"):
        make.finding(project=work, kind="warranty", found_on=(work.warranty_until or TODAY) + DAY)


def test_the_site_is_written_up_on_the_phone_and_stands_on_the_board(client: Any, system: Any) -> None:
    work = make.going()
    stage = work.stages.get()
    client.force_login(people.user_in("director"))
    address = f"/works/{work.pk}/diary/"
    said = {"stage": stage.pk, "percent": "50", "words": "二层铲墙皮", "kind": "log", "on": TODAY.isoformat()}
    assert client.post(address, said).status_code == 400
    said |= {"photos": files.photo(), "what": "没有护栏", "seen": "safety"}
    assert client.post(address, said).status_code == 302
    board = client.get("/works/").content.decode()
    assert work.name in board
    assert "50%" in board
    assert work.findings.get().kind == "safety"
    assert "开工" in client.get(f"/works/project/{work.pk}/").content.decode()


def test_acceptance_and_handing_over_go_through_their_screens(client: Any, system: Any) -> None:
    work = make.done()
    director, one, two = people.user_in("director"), people.user_in("teacher"), people.user_in("keeper")
    client.force_login(director)
    members = [user.person.pk for user in (director, one, two)]  # type: ignore[attr-defined]  # the other end
    answer = client.post(f"/works/{work.pk}/accept/", {"kind": "final", "member": members, "on": TODAY.isoformat()})
    look = work.acceptances.get()
    assert answer.status_code == 302
    for user in (director, one, two):
        client.force_login(user)
        assert "请您验收" in client.get("/").content.decode()
        assert client.post(f"/works/look/{look.pk}/", {"verdict": "yes"}).status_code == 302
    client.force_login(director)
    assert client.post(f"/works/acceptance/{look.pk}/do/pass/", {"words": "合格"}).status_code == 302
    said = {"handed": "交七年级", "new_place": "新车棚", "new_kind": "ground", "card": ""}
    answer = client.post(f"/works/{work.pk}/over/", said)
    work.refresh_from_db()
    assert work.status == ("used" if answer.status_code == 302 else "passed")


def test_each_paper_says_what_is_signed(client: Any, system: Any) -> None:
    work = make.used()
    client.force_login(people.user_in("director"))
    for address, words in (
        (f"/works/{work.pk}/sheet.pdf", ("工程立项表", "施工安全协议")),
        (f"/works/{work.pk}/final.pdf", ("工程结算表", "80,000.00")),
        (f"/works/look/{work.acceptances.get().pk}/sheet.pdf", ("工程验收单", "合格")),
        (f"/works/changes/{make.change().pk}/sheet.pdf", ("工程变更签证单", "漏水")),
        ("/works/board.pdf", ("工程一览表", work.name)),
    ):
        pages = pypdfium2.PdfDocument(client.get(address).content)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        for word in words:
            assert word in text


def test_money_is_shown_with_both_places_in_every_language_and_days_without(system: Any) -> None:
    change = make.change(project=make.going(), amount=Decimal("3600.50"), days=2)
    seen = dict(facts(registers["works.change"], change))
    assert (seen["增减金额（元）"], seen["增减工期（天）"]) == ("3,600.50", "2")
    with override("en"):
        assert "3,600.50" in dict(facts(registers["works.change"], change)).values()
    assert paper_text(change, "amount") == "3,600.50"
