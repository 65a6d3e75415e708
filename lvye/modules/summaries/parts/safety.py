"""What the inspections have to say: what was found and put right, with its denominator; campaigns, walks, letters."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer

NAMED = 8  # splits one sentence can carry


def told(w: Writer) -> None:
    """All of it."""
    hazards(w)
    rounds(w)


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
