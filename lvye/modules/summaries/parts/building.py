"""What building works have to say: begun, completed and on time, what they cost, changes, findings put right."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.modules.summaries.writer import Writer

NAMED = 8  # names one sentence can carry


def told(w: Writer) -> None:
    """All of it."""
    done(w)
    account(w)
    site(w)


def done(w: Writer) -> None:
    """Works completed, by name, and the share on time; what is going on and what comes."""
    if w.has("works.passed"):
        w.say(_("完成工程%(n)s") % {"n": w.fig("works.passed")})
        names = [value.words for value in w.numbers.split("works.passed", "name") if value.value][:NAMED]
        if names:
            w.say(_("（%(names)s）") % {"names": _("、").join(names)})
        words = {"sum": w.fig("works.invested"), "share": w.fig("works.on_time")}
        w.say(_("，概算%(sum)s，按期率%(share)s。") % words)
    if w.has("works.began"):
        w.say(_("开工%(n)s。") % {"n": w.fig("works.began")})
    w.close()


def account(w: Writer) -> None:
    """Final accounts and changes: the least money for what must be done."""
    if w.has("works.settled"):
        words = {"asked": w.fig("works.submitted"), "right": w.fig("works.settled")}
        w.say(_("办结工程结算，送审%(asked)s，审定%(right)s。") % words)
    if w.has("works.changes"):
        words = {"n": w.fig("works.changes"), "sum": w.fig("works.changed")}
        w.say(_("经批准变更签证%(n)s，增减%(sum)s。") % words)
    w.close()


def site(w: Writer) -> None:
    """The diary, and what was found and put right."""
    if w.has("works.diaries"):
        w.say(_("工程现场有人盯，日志%(n)s") % {"n": w.fig("works.diaries")})
        if w.has("works.findings"):
            words = {"n": w.fig("works.findings"), "share": w.fig("works.put_right")}
            w.say(_("，查出问题%(n)s，整改率%(share)s") % words)
        w.say(_("。"))
    w.close()
