"""What the canteen has to say: diners, goods and what was refused, samples, controls, and that nothing happened."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer


def told(w: Writer) -> None:
    """All of it, where meals were served."""
    if not w.has("canteen.meals"):
        return
    w.heading(2, _("食堂食品安全"))
    w.say(_("食堂供餐%(meals)s，用餐%(diners)s。") % {
        "meals": w.fig("canteen.meals"), "diners": w.fig("canteen.diners"),
    })  # fmt: skip
    if w.has("canteen.batches"):
        words = {"n": w.fig("canteen.batches"), "refused": w.fig("canteen.refused")}
        w.say(_("食材两人验收%(n)s，当场拒收%(refused)s。") % words)
    if w.has("canteen.samples"):
        words = {"n": w.fig("canteen.samples"), "share": w.fig("canteen.sampled")}
        w.say(_("食品留样%(n)s，留样率%(share)s。") % words)
    if w.has("canteen.controls"):
        w.say(_("日管控、周排查、月调度记录%(n)s") % {"n": w.fig("canteen.controls")})
        if w.has("canteen.findings"):
            words = {"n": w.fig("canteen.findings"), "share": w.fig("canteen.settled")}
            w.say(_("，发现问题%(n)s，整改率%(share)s") % words)
        w.say(_("。"))
    if w.has("canteen.discards"):
        w.say(_("可疑食品宁可浪费也不上桌，处置%(n)s。") % {"n": w.fig("canteen.discards")})
    if w.has("canteen.incidents"):
        w.say(_("发生食源性事件%(n)s。") % {"n": w.fig("canteen.incidents")})
    else:
        w.say(_("没有发生饮食卫生事故。"))
    w.close()
