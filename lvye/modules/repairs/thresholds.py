"""What a school may change about its repairs without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校维修服务承诺")
RESPOND = _("报修后多久要有人到场或联系，按上班时间计算（紧急的按钟点）。")
FINISH = _("报修后多久要修好，按上班时间计算（紧急的按钟点）。超过就逐级上报。")
MINUTES = _("分钟")


def _minutes(code: str, label: object, value: int, why: object) -> RuleSpec:
    return RuleSpec(
        f"repairs.{code}", label, value, unit=MINUTES, document=OWN, why=why, least=1, most=60_000  # type: ignore[arg-type]
    )  # fmt: skip


declare(
    _minutes("respond_minutes.teaching", _("影响教学：到场时限"), 15, RESPOND),
    _minutes("respond_minutes.urgent", _("紧急：到场时限"), 10, RESPOND),
    _minutes("respond_minutes.normal", _("一般：到场时限"), 120, RESPOND),
    _minutes("respond_minutes.low", _("不急：到场时限"), 480, RESPOND),
    _minutes("finish_minutes.teaching", _("影响教学：修好时限"), 120, FINISH),
    _minutes("finish_minutes.urgent", _("紧急：修好时限"), 60, FINISH),
    _minutes("finish_minutes.normal", _("一般：修好时限"), 960, FINISH),
    _minutes("finish_minutes.low", _("不急：修好时限"), 2400, FINISH),
    RuleSpec(
        "repairs.urgent_by_clock", _("紧急报修按钟点计时"), value=True, kind="bool", document=OWN,
        why=_("漏水、冒烟不等上班：不论早晚，随叫随到。"),
    ),
    _minutes(
        "escalate_minutes", _("超过修好时限多久报分管副校长"), 480,
        _("超过修好时限报主任；再过这么久还没修好，报分管副校长。按上班时间计算。"),
    ),
    RuleSpec(
        "repairs.confirm_days", _("报修人确认期限"), 3, unit=_("个工作日"), document=OWN, least=1, most=60,
        why=_("修好后过了这些天没有确认也没有返修的，自动办结，记为“未评价”，不算好评。"),
    ),
    RuleSpec(
        "repairs.reopen_days", _("办结后还能返修的天数"), 14, unit=_("天"), document=OWN, least=0, most=365,
        why=_("办结后这些天里同一处又坏，可以直接返修；再往后请重新报修。"),
    ),
    RuleSpec(
        "repairs.remark_days", _("办结后还能补一句的天数"), 14, unit=_("天"), document=OWN, least=0, most=365,
        why=_("修的路上随时可以补充一句话或一张照片；办结后过了这些天就不能再补。"),
    ),
    RuleSpec(
        "repairs.remarks_per_hour", _("没登录的人每张单每小时最多补充"), 6, unit=_("次"), least=1, most=100,
        why=_("凭进度页的网址就能补充，不用登录，限制次数以防恶作剧。"),
    ),
    RuleSpec(
        "repairs.visit_share", _("回访比例"), 5, unit="%", document=OWN, least=0, most=100,
        why=_("每天从新办结的报修单里抽出这个比例回访，不让好评代替回访。"),
    ),
    RuleSpec(
        "repairs.visit_days", _("回访期限"), 5, unit=_("个工作日"), document=OWN, least=1, most=60,
        why=_("抽中的报修单在这些天里要回访。"),
    ),
    RuleSpec(
        "repairs.reports_per_hour_per_code", _("每个地点每小时最多扫码报修"), 6, unit=_("次"), least=1, most=1000,
        why=_("扫码报修不用登录，限制次数以防恶作剧。"),
    ),
    RuleSpec(
        "repairs.reports_per_hour", _("全校每小时最多扫码报修"), 120, unit=_("次"), least=1, most=100_000,
        why=_("防止有人拿许多标签的照片刷单；到了上限，电话报修照常。"),
    ),
    RuleSpec(
        "repairs.similar_days", _("多久以内算同一故障"), 14, unit=_("天"), least=0, most=365,
        why=_("同一地点、同一类别、还没修好的报修，提示并入而不是另开一单。"),
    ),
    RuleSpec(
        "repairs.urge_minutes", _("两次催单至少隔多久"), 30, unit=MINUTES, least=0, most=1440,
        why=_("催单会马上通知维修人员，隔得太近没有意义。"),
    ),
    RuleSpec(
        "repairs.watch_times", _("同一地点同类故障几次进入关注"), 3, unit=_("次"), least=2, most=100,
        why=_("同一处反复坏，多半该彻底修或换新。"),
    ),
    RuleSpec(
        "repairs.replace_ratio", _("修理费占换新价多少进入关注"), 50, unit="%", least=1, most=1000,
        why=_("同一件修过两次以上、修理费（材料加人工）超过换新价的这个比例，修不如换。"),
    ),
    RuleSpec(
        "repairs.watch_least_price", _("换新价低于多少的不比"), "30.00", unit=_("元"), kind="decimal", least=0,
        why=_("门扣、灯管这样便宜的东西坏了直接换，拿人工和它的价钱比没有意义。"),
    ),
    RuleSpec(
        "repairs.hour_cost", _("维修人工每小时"), "30.00", unit=_("元"), kind="decimal", least=0,
        why=_("比较修理费和换新价时，人工按这个价折算；只用于比较，不入账。"),
    ),
    RuleSpec(
        "repairs.link_days", _("外修链接有效期"), 14, unit=_("天"), least=1, most=365,
        why=_("外修单位凭链接处理一张报修单，不用账号；过期要重新发。"),
    ),
)  # fmt: skip
