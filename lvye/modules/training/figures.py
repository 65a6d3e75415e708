"""The figures of training: how many were held, who came, who passed, which certificates are on the books."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import Audience, Kind, LicenceKind, LicenceStatus, SessionStatus, Sign, SitterStatus

KIND = Dim(_("类型"), "kind", {str(key): word for key, word in Kind.choices})
OF = Dim(_("类型"), "session__kind", {str(key): word for key, word in Kind.choices})
HELD = Q(status=SessionStatus.HELD)
FILED = Q(session__status=SessionStatus.HELD)
WAY = Dim(_("怎么签的"), "sign", {str(key): word for key, word in Sign.choices})

for figure in (
    Figure(
        name="training.held", label=_("培训"), unit=_("次"), register="training.session", date="on",
        where=HELD & ~Q(audience=Audience.PUPILS), by={"kind": KIND}, better="more",
        definition=_("日期在时段内、已经归档的教职工培训，一次算一次；学生的另算。"),
    ),
    Figure(
        name="training.came", label=_("参训"), unit=_("人次"), register="training.sitter", date="session__on",
        where=FILED & Q(status=SitterStatus.CAME), by={"kind": OF, "sign": WAY}, better="more",
        definition=_("日期在时段内、已经归档的培训里，签到的人次。"),
    ),
    Figure(
        name="training.rate", label=_("到训率"), unit="%", register="training.sitter", date="session__on",
        where=FILED & ~Q(status=SitterStatus.EXCUSED), value=Share(Q(status=SitterStatus.CAME)), better="more",
        by={"kind": OF}, definition=_("日期在时段内、已经归档的培训，签到的 ÷ 名单上的；请假的不在分母里。"),
    ),
    Figure(
        name="training.passed", label=_("培训考核合格率"), unit="%", register="training.sitter", date="session__on",
        where=FILED & Q(score__isnull=False), value=Share(Q(passed=True)), better="more", by={"kind": OF},
        definition=_("日期在时段内、已经归档的培训，记了成绩的人里合格的占多少；到了没有考的不在分母里。"),
    ),
    Figure(
        name="training.lessons", label=_("学生安全教育"), unit=_("次"), register="training.session", date="on",
        where=HELD & Q(audience=Audience.PUPILS), better="more",
        definition=_("日期在时段内、已经归档的学生安全教育，一次算一次。"),
    ),
    Figure(
        name="training.pupils", label=_("受教育学生"), unit=_("人次"), register="training.session", date="on",
        where=HELD & Q(audience=Audience.PUPILS), value=Sum("heads"), better="more",
        definition=_("日期在时段内、已经归档的学生安全教育，写下的学生人数之和。"),
    ),
    Figure(
        name="training.licences", label=_("在册证件"), unit=_("份"), register="training.licence", date="",
        where=Q(status=LicenceStatus.HOLDS, person__status="here"),
        by={"kind": Dim(_("什么证"), "kind", {str(key): word for key, word in LicenceKind.choices})},
        definition=_("现在登记在册、没有注销的证件，本人还在校；食堂的健康证另在食堂记。"),
    ),
):  # fmt: skip
    declare(figure)
