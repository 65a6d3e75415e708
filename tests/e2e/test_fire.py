"""Fire safety on the phone: a fault with its photo becomes a repair and stands on the picture; a drill is timed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from .people import PHONE, School

DUE = (
    "SELECT d.code, d.id, d.building_id FROM fire_device d JOIN duties_spot s ON s.target_id = d.id"
    " JOIN duties_instance i ON i.spot_id = s.id JOIN duties_duty t ON t.id = i.duty_id"
    " WHERE s.target = 'fire.device' AND t.code = 'extinguisher_monthly' AND i.status = 'due' AND d.status = 'here'"
    " AND d.building_id IS NOT NULL AND i.opens_at <= datetime('now') AND i.closes_at >= datetime('now')"
    " ORDER BY d.id DESC LIMIT 1"
)
FAULT = "压力表指针在红区"


def test_a_scanned_device_with_a_fault_becomes_a_repair_and_stands_on_the_picture(
    school: School, picture: Path
) -> None:
    repairer = school.user("repairer", PHONE)
    program, page = repairer.program, repairer.page
    code, device, building = program.rows(DUE)[0]
    before = int(program.one("SELECT COUNT(*) FROM repairs_job"))
    repairer.open(f"/f/{code}/")
    repairer.see("哪一项不对，点一下", "都正常，记下")
    item = page.locator(".looks li").filter(has=page.locator('input[type="checkbox"]')).first
    item.locator('input[type="checkbox"]').check()
    item.locator("textarea").fill(FAULT)
    item.locator('input[type="file"]').set_input_files(str(picture))
    expect(item.locator(".photos img")).to_have_count(1)
    item.locator(".choices label").filter(has_text="报修").click()
    repairer.see("1 处有问题，记下")
    repairer.look("fault")
    page.locator(".thumb button.main").click()
    repairer.see("查好了，1 处有问题")
    assert int(program.one("SELECT COUNT(*) FROM repairs_job")) == before + 1
    assert program.one("SELECT is_bad FROM fire_device WHERE id = ?", device) == 1
    found = program.rows("SELECT status, handed_as FROM duties_fault ORDER BY id DESC LIMIT 1")[0]
    assert "repairs.report" in found
    repairer.open(f"/fire/?building={building}")
    mark = page.locator(f'.floor-plan a[href="/f/{code}/"]')
    expect(mark.locator(".dev.is-late")).to_have_count(1)
    repairer.look("picture")


def test_a_drill_is_held_with_times_for_each_building_and_closed(school: School, picture: Path) -> None:
    director = school.user("director", PHONE)
    program, page = director.program, director.page
    drill = program.rows("SELECT id FROM fire_drill WHERE status = 'planned' ORDER BY id DESC LIMIT 1")[0][0]
    director.open(f"/fire/drill/{drill}/run/")
    director.see("警报响了，开始")
    director.press("警报响了，开始")
    towers = page.locator("[data-tower]")
    for n in range(towers.count()):
        tower = towers.nth(n)
        tower.locator("[data-out]").click()
        tower.locator('input[name^="people-"]').fill(str(240 + n))
    slow = towers.nth(0).locator("[data-seconds]")
    slow.fill("400")
    expect(towers.nth(0)).to_have_class("card pad tower done over")
    director.choose_file("photos", picture)
    expect(page.locator(".photos img")).to_have_count(1)
    director.look("timed")
    director.press("演练完了，记下")
    director.see("讲评和改进", "有楼超时")
    director.look("review", axe=False)
    page.locator('[name="what"]').fill("一楼大门只开了一扇")
    page.locator('[name="measure"]').fill("两扇都开，门卫负责")
    page.locator('select[name="responsible"]').select_option(index=1, force=True)
    page.locator('[name="due_on"]').fill(page.evaluate("new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10)"))
    page.locator('form[data-draft^="finding"] button.main, form[data-draft^="finding"] button').last.click()
    director.see("一楼大门只开了一扇")
    page.locator('[name="summary"]').fill("有序，大门口慢")
    page.locator('form:has([name="summary"]) button').last.click()
    page.wait_for_url(f"**/fire/drill/{drill}/")
    rows = program.rows("SELECT seconds, people, is_over FROM fire_drilltime WHERE drill_id = ? ORDER BY id", drill)
    assert rows[0] == (400, 240, 1) or (400, 240, 1) in rows
    assert program.one("SELECT status FROM fire_drill WHERE id = ?", drill) == "closed"
