"""What safety and grounds have to say: hazards, walks, fire checks and drills, green and clean, with denominators."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer

NAMED = 8  # splits one sentence can carry


def told(w: Writer) -> None:
    """All of it."""
    hazards(w)
    rounds(w)
    fire(w)
    grounds(w)
    guarding(w)
    gate(w)
    trainings(w)


def hazards(w: Writer) -> None:
    """Hazards found, by kind, and the share put right; what was set aside is said beside it, so that nothing hides."""
    if w.has("inspections.found"):
        w.say(_("排查发现安全隐患%(n)s") % {"n": w.fig("inspections.found")})
        values = [value for value in w.numbers.split("inspections.found", "kind") if value.value]
        parts = [f"{value.words}{w.fig('inspections.found', value.keys)}" for value in values[:NAMED]]
        if len(parts) > 1:
            w.say(_("，其中%(parts)s") % {"parts": _("、").join(parts)})
        w.say(_("，整改率%(share)s") % {"share": w.fig("inspections.rate")})
        if w.has("inspections.dropped"):
            w.say(_("（另有%(n)s核实不成立，不在分母里）") % {"n": w.fig("inspections.dropped")})
        w.say(_("。"))
        if w.has("inspections.major"):
            w.say(_("判定重大隐患%(n)s，按规定书面报告。") % {"n": w.fig("inspections.major")})
    if w.has("inspections.letters"):
        w.say(_("向上级书面报告%(n)s，包括每月的校舍安全月报。") % {"n": w.fig("inspections.letters")})
    w.close()


def rounds(w: Writer) -> None:
    """Campaigns in which every area answered, and patrols with the stops due and seen."""
    if w.has("inspections.campaigns"):
        w.say(_("开展安全大排查%(n)s，每个区域都有回音。") % {"n": w.fig("inspections.campaigns")})
    if w.has("inspections.patrols"):
        words = {
            "n": w.fig("inspections.patrols"), "due": w.fig("inspections.stops"), "seen": w.fig("inspections.seen"),
            "scanned": w.fig("inspections.scanned"),
        }  # fmt: skip
        w.say(_("校园巡查%(n)s，应到%(due)s，实到%(seen)s，其中扫码到点%(scanned)s。") % words)
    w.close()


def fire(w: Writer) -> None:
    """Devices checked of those due, refilled and scrapped; drills with their people and times; what they led to."""
    if w.has("fire.due"):
        words = {"due": w.fig("fire.due"), "done": w.fig("fire.checked"), "share": w.fig("fire.check_rate")}
        w.say(_("消防器材应检%(due)s，已检%(done)s，检查率%(share)s。") % words)
    if w.has("fire.serviced"):
        w.say(_("充装、检测消防器材%(n)s") % {"n": w.fig("fire.serviced")})
        if w.has("fire.scrapped"):
            w.say(_("，到年限报废%(n)s") % {"n": w.fig("fire.scrapped")})
        w.say(_("。"))
    if w.has("fire.drills"):
        words = {
            "n": w.fig("fire.drills"), "people": w.fig("fire.drill_people"), "mean": w.fig("fire.drill_seconds"),
            "share": w.fig("fire.drill_on_time"),
        }  # fmt: skip
        w.say(_("组织应急演练%(n)s，%(people)s参加，每栋楼平均%(mean)s撤完，%(share)s按时。") % words)
        if w.has("fire.findings"):
            w.say(_("演练发现要改进的%(n)s。") % {"n": w.fig("fire.findings")})
    if w.has("fire.runs"):
        w.say(_("启动应急预案%(n)s，步骤和时间都有记录。") % {"n": w.fig("fire.runs")})
    w.close()


def grounds(w: Writer) -> None:
    """Work with its quantities, unit by unit; what was planted and lived; how clean it was."""
    if w.has("grounds.works"):
        w.say(_("绿化保洁作业%(n)s") % {"n": w.fig("grounds.works")})
        values = [value for value in w.numbers.split("grounds.works", "kind") if value.value]
        parts = [f"{value.words}{w.fig('grounds.works', value.keys)}" for value in values[:NAMED]]
        if len(parts) > 1:
            w.say(_("，其中%(parts)s") % {"parts": _("、").join(parts)})
        w.say(_("。"))
    if w.has("grounds.planted"):
        w.say(_("栽种花木%(n)s，清点过的成活%(share)s。") % {
            "n": w.fig("grounds.planted"), "share": w.fig("grounds.lived"),
        })  # fmt: skip
    if w.has("grounds.parts_done"):
        w.say(_("绿化规划做成%(n)s，花费%(spent)s。") % {
            "n": w.fig("grounds.parts_done"), "spent": w.fig("grounds.parts_spent"),
        })  # fmt: skip
    if w.has("grounds.fish"):
        w.say(_("池塘放养%(n)s。") % {"n": w.fig("grounds.fish")})
    if w.has("grounds.drives"):
        words = {
            "n": w.fig("grounds.drives"), "people": w.fig("grounds.hands"), "cleared": w.fig("grounds.cleared"),
            "share": w.fig("grounds.calls"),
        }  # fmt: skip
        w.say(_("开展爱国卫生运动%(n)s，%(people)s参加，打扫%(cleared)s区域，%(share)s的区域有回音。") % words)
    if w.has("grounds.scores"):
        words = {"n": w.fig("grounds.scores"), "mean": w.fig("grounds.points"), "low": w.fig("grounds.low")}
        w.say(_("卫生评分%(n)s，平均%(mean)s，不合格%(low)s。") % words)
    w.close()


def guarding(w: Writer) -> None:
    """Letters signed, the guards' log, checks of the guards, the gate's hours nobody showed."""
    if w.has("security.pledges"):
        words = {"n": w.fig("security.pledges"), "share": w.fig("security.pledged")}
        w.say(_("层层签订安全责任书%(n)s，签订率%(share)s。") % words)
    if w.has("security.entries"):
        w.say(_("门卫值班日志记录%(n)s") % {"n": w.fig("security.entries")})
        if w.has("security.checks"):
            w.say(_("，查岗%(n)s，合格率%(share)s") % {
                "n": w.fig("security.checks"), "share": w.fig("security.checks_well"),
            })  # fmt: skip
        if w.has("security.gaps"):
            w.say(_("；门岗没有按时报到%(n)s，逐一核实") % {"n": w.fig("security.gaps")})
        w.say(_("。"))
    w.close()


def gate(w: Writer) -> None:
    """Visitors, incidents, cameras and equipment."""
    if w.has("security.visits"):
        words = {"n": w.fig("security.visits"), "left": w.fig("security.left")}
        w.say(_("来访先核实后放行，共登记%(n)s，离校登记率%(left)s。") % words)
    if w.has("security.incidents"):
        words = {"n": w.fig("security.incidents"), "share": w.fig("security.incidents_closed")}
        w.say(_("登记安全事件%(n)s，结案率%(share)s。") % words)
    if w.has("security.parent_letters"):
        words = {"n": w.fig("security.parent_letters"), "share": w.fig("security.slips")}
        w.say(_("发致家长信%(n)s，回执收回%(share)s。") % words)
    if w.has("security.camera_faults"):
        words = {"n": w.fig("security.camera_faults"), "share": w.fig("security.mended_in_time")}
        w.say(_("监控故障%(n)s，按时修复率%(share)s。") % words)
    if w.has("security.cameras"):
        words = {
            "cameras": w.fig("security.cameras"), "well": w.fig("security.cameras_well"),
            "things": w.fig("security.equipment"),
        }  # fmt: skip
        w.say(_("现有监控点%(cameras)s，完好率%(well)s；安保器材%(things)s。") % words)
    if w.has("security.crosspoints"):
        words = {"n": w.fig("security.crosspoints"), "cars": w.fig("security.own_cars")}
        w.say(_("校门口交通设施%(n)s，每月检查；登记本校车辆%(cars)s。") % words)
    w.close()


def trainings(w: Writer) -> None:
    """Trainings by kind, who came of those asked and passed; what pupils were taught; certificates on the books."""
    if w.has("training.held"):
        w.say(_("组织教职工培训%(n)s") % {"n": w.fig("training.held")})
        values = [value for value in w.numbers.split("training.held", "kind") if value.value]
        parts = [f"{value.words}{w.fig('training.held', value.keys)}" for value in values[:NAMED]]
        if len(parts) > 1:
            w.say(_("，其中%(parts)s") % {"parts": _("、").join(parts)})
        w.say(_("，参训%(n)s，到训率%(share)s") % {"n": w.fig("training.came"), "share": w.fig("training.rate")})
        if w.has("training.passed"):
            w.say(_("，考核合格率%(share)s") % {"share": w.fig("training.passed")})
        w.say(_("。"))
    if w.has("training.lessons"):
        w.say(_("开展学生安全教育%(n)s，受教育%(pupils)s。") % {
            "n": w.fig("training.lessons"), "pupils": w.fig("training.pupils"),
        })  # fmt: skip
    if w.has("training.licences"):
        w.say(_("持证上岗：在册证件%(n)s。") % {"n": w.fig("training.licences")})
    w.close()
