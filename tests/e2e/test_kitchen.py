"""A morning in the kitchen, on its tablet: who may work, goods signed by two, a sample kept through a network gap."""

from __future__ import annotations

from playwright.sync_api import expect

from .people import DESK, PHONE, TABLET, Person, School

DISH = "试味的冬瓜汤"
SAMPLES = "SELECT count(*) FROM canteen_sample s JOIN canteen_serving v ON v.id = s.serving_id WHERE v.name = ?"
WAITS = "SELECT id FROM canteen_delivery WHERE second_id IS NULL ORDER BY id DESC LIMIT 1"
POSTED = "SELECT receipt_id IS NOT NULL FROM canteen_delivery WHERE id = ?"

# On a day off the demo's kitchen is closed: for the journey it opens all the same.
OPENED = """
from types import SimpleNamespace
from django.utils import timezone
from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_for
from lvye.modules.canteen import demo
from lvye.modules.canteen.models import Delivery, Fridge, Worker
from lvye.modules.partners.models import Partner
from lvye.modules.stores.models import Item
if not Delivery.objects.filter(second=None).exists():
    head = User.objects.get(username="canteen")
    items = {one.name: one for one in Item.objects.filter(kind__code="food")}
    ground = demo.Ground(
        head, person_for(head), list(Worker.objects.order_by("pk")), Fridge.objects.get(kind="sample"), items,
        Partner.objects.get(name=demo.SUPPLIER),
    )
    school = SimpleNamespace(today=timezone.localdate(), user=lambda name: User.objects.get(username=name))
    demo.morning(school, ground)
"""


def test_a_morning_in_the_kitchen_goes_on_through_a_network_gap(school: School) -> None:
    cook = school.user("canteen", TABLET)
    cook.program.python(OPENED)
    _checked(cook)
    delivery = int(cook.program.one(WAITS))
    _signed_by_two(cook, school.user("receiver", PHONE), delivery)
    _kept(cook)
    director = school.user("director", DESK)
    director.open("/kitchen/emergency/")
    director.page.locator("main a[href*='/kitchen/emergency/']").first.click()
    director.page.wait_for_url("**/kitchen/emergency/*/")
    director.look("emergency")


def _checked(cook: Person) -> None:
    """Whoever has not been checked yet is well, one tap each."""
    cook.open("/kitchen/")
    cook.see("现在该做", "留样 48 小时")
    cook.look("kitchen")
    cook.open("/kitchen/morning/")
    cook.look("morning")
    rows = cook.page.locator('.tap-row input[value="ok"]')
    for n in range(rows.count()):
        rows.nth(n).check(force=True)
    cook.press("记下")
    cook.page.wait_for_url("**/kitchen/")
    cook.see("晨检记好了")


def _signed_by_two(cook: Person, second: Person, delivery: int) -> None:
    """Who signed first does not sign again; the second does, and the goods are in the store."""
    cook.open(f"/kitchen/receive/{delivery}/")
    cook.see("您签过了")
    expect(cook.page.get_by_role("button", name="我也验过")).to_have_count(0)
    assert not second.program.one(POSTED, delivery)
    second.open(f"/kitchen/receive/{delivery}/")
    second.look("delivery")
    second.press("我也验过，签字入库")
    second.see("已签")
    expect(second.page.get_by_role("button", name="我也验过")).to_have_count(0)
    assert second.program.one(POSTED, delivery)


def _kept(cook: Person) -> None:
    """Too little is refused and stays typed; the right weight is kept without network, and sent once."""
    cook.open("/kitchen/samples/lunch/")
    cook.look("samples")
    _weigh(cook, "100")
    cook.press("留好了")
    expect(cook.page.get_by_role("alert").first).to_contain_text("125")
    expect(cook.page.locator('[name="more"]')).to_have_value(DISH)
    _weigh(cook, "150")
    cook.context.set_offline(True)
    cook.press("留好了")
    cook.see("已记下，1 条未上传")
    assert cook.program.one(SAMPLES, DISH) == 0
    others = cook.program.one(SAMPLES, DISH[3:])
    cook.context.set_offline(False)
    cook.see("已送到")
    assert cook.program.one(SAMPLES, DISH) == 1
    assert cook.program.one(SAMPLES, DISH[3:]) == others  # a dish whose name is a part of it got none


def _weigh(cook: Person, grams: str) -> None:
    details = cook.page.locator("details", has_text="食谱上没有的菜")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    cook.page.locator('[name="more"]').fill(DISH)
    cook.page.locator('[name="more_grams"]').fill(grams)
    for name in ("cabinet", "by"):
        cook.page.locator(f'input[name="{name}"]').first.check(force=True)
