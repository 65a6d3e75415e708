"""The responsibility letters a school begins with; it changes their words as it likes."""

# house: the words of the letters, as they are kept in the database

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Post
from lvye.kernel.records import api as records
from lvye.modules.security.models import Wording, WordingKind

OWN = "本校安全工作责任制度；安全生产法（2021年修正）第四条、第二十二条（条款请与原文核对）"
COMMON = (
    "遵守学校安全制度，参加安全培训和演练。",
    "发现危险先把人拦住，再报告，不等、不瞒。",
    "下班或离开前断电、关窗、锁门。",
)
POSTS: dict[str, tuple[str, ...]] = {
    "director": ("对后勤安全工作负直接管理责任，每月组织一次安全检查。", "隐患定人、定时、定措施，没有整改好不销号。"),
    "deputy_director": ("协助总务主任管好后勤安全，按分工检查到位。",),
    "desk": ("报修、来访、隐患当天登记、当天转办，不积压。",),
    "teacher": (
        "管好自己课堂和所带活动的学生安全。",
        "课前点名，学生没有到的当节课联系班主任。",
        "护导、值班按时到岗。",
    ),
    "repairer": ("带电、登高、动火作业先审批、先防护，有人监护。", "修好以后清理现场，试用正常再离开。"),
    "keeper": ("库房不放易燃易爆物品，不住人、不充电。", "危险化学品双人双锁，领用登记。"),
    "buyer": ("不向没有资质的单位采购，不买来路不明的食品和药品。",),
    "receiver": ("不合格的不签收，当场退回并记录。",),
    "canteen": ("持健康证上岗，每天晨检。", "燃气用完关阀，食品留样，消毒有记录。"),
    "guard": (
        "二十四小时有人在岗，离岗必须有人接，校门没有人看时必须锁好。",
        "来人先登记、先核实，没有确认不放行；学生没有班主任同意不出门。",
        "重点部位每天巡查，见到违禁物品当场扣下并报告。",
    ),
    "cleaner": ("湿滑地面立警示牌，消毒用品上锁、不混用。",),
    "gardener": ("打药避开学生在校时间，农药上锁，枯枝及时处理。",),
    "finance": ("现金、票据、印章按制度保管，财务室随手锁门。",),
    "cashier": ("库存现金不超限额，取送款两人同行。",),
}
OTHERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("department", WordingKind.DEPARTMENT, "部门安全责任书", (
        "本部门的安全工作由负责人全面负责，责任分到每个人。", "每周自查一次，查到的问题登记、整改、复查。")),
    ("room", WordingKind.ROOM, "场所安全责任书", (
        "每天离开前看一遍门窗、电源、水阀。", "不私拉电线，不用大功率电器。", "设施松动、破损当天报修。")),
    ("tenant", WordingKind.TENANT, "租赁承包单位安全责任书", (
        "遵守学校门卫、消防、用电、用气制度，接受学校检查。", "从业人员名单报学校备案，不用有违法犯罪记录的人。",
        "不改变用途，不转租，不存放易燃易爆物品。", "因管理不善造成的事故由本单位承担责任。")),
)  # fmt: skip


def letter(lines: tuple[str, ...]) -> str:
    """The numbered promises."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate((*lines, *COMMON), 1))


def wordings_prepare(*, actor: User) -> int:
    """Make the letters that are not there yet; returns how many. What the school has changed is left."""
    known = set(Wording.objects.values_list("code", flat=True))
    posts = Post.objects.in_bulk([code for code in POSTS if code not in known], field_name="code")
    rows = [
        {"code": code, "name": f"{posts[code].name}安全责任书", "kind": WordingKind.POST, "post": posts[code],
         "text": letter(POSTS[code]), "basis": OWN}
        for code in POSTS
        if code in posts
    ]  # fmt: skip
    rows += [
        {"code": code, "name": name, "kind": kind, "text": letter(lines), "basis": OWN}
        for code, kind, name, lines in OTHERS
        if code not in known
    ]
    return len(records.create_many(Wording, rows, actor=actor)) if rows else 0
