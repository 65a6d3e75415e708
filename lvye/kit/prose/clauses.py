"""What a token can be in a clause: verb of which class, noun, place, adverb; noun phrases and their heads."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re

from .lexicon import nouns, verbs
from .tokens import END, FIG, PAUSE, STOP, WORD, Token
from .traps import DATE, LIST, PLACE

DEED, LIGHT, ARRANGE, STATE, MONEY, IDLE, OPEN = "deed", "light", "arrange", "state", "money", "idle", "open"
# Words between verb and figure that say "in all" or "each".
SUMS = frozenset("共 共计 总计 合计 累计 总共 一共 计 总数 共有 小计 共约 总 合".split())
SPREAD = frozenset("各 分别 各自 均 都 每 平均 每人 每个".split())
COPULAS = frozenset(
    "达 多达 高达 共达 达到 为 是 约为 共为 分别为 分别是 有 仅 就 又 还 已 已达 近 约 就有 也 以 之".split()
)
PARTICLES = frozenset("了 过 着 的 地 得 所 之 等 等等 们 上 下 好 完 进 入 出 起 到".split())
ASPECT = frozenset("了 过 好 完 着 上 下 掉 出 起 到 进 入 至 回".split())
PREPOSITIONS = frozenset(
    "对 把 将 给 为 就 向 从 在 于 由 被 用 以 与 同 跟 到 至 去 按 因 使 让 供 用于 作为 进 往 替 沿 围绕 针对".split()
)
JOINING = frozenset("和 及 与 以及 及其 暨 并 并且 或 兼 跟 同".split())
ATTRIBUTES = frozenset(
    "面积 总面积 建筑面积 占地面积 数量 总数 总量 次数 人数 件数 台数 长度 总长 长 宽 高 深 厚度 高度 宽度 重量 容量 原值 净值 价值 总值 造价 总价 金额 总额 总投资 投资 资金 规模 数 数目 总次数 总金额 总造价 单价 工期 总计 建筑 储存量".split()
)
GENERIC = frozenset(
    "工作 活动 服务 任务 会议 会 工程 项目 培训班 班 事项 事务 行动 业务 演习 比赛 大会 讲座 保障 支持 情况 事宜 手续 等工作".split()
)
HEADS = GENERIC | frozenset(
    "设备 器材 设施 材料 用品 人员 室 队 组 小组 系统 网 栏 牌 器 机 员 站 点 场 馆 柜 架 车 箱 板 线 管 工具 物资 资料 配件 用具 家具 仪器 模型 中心 基地 区 墙 制度 方案 预案 记录 台账 单 表 册 书 卡 证 费 款 平台 软件 教室 房 间 厅 学生 师生 教师 职工 员工 家长 单位 公司 企业 厂家 商户 住户 车辆 餐厅 食堂 宿舍 楼 公寓 问卷 通知 意见 建议 隐患 问题 诉求 报修".split()
)
NOT_NOUN = re.compile(r"^(?:[dpcurxyeo]|uj|ul|uv|ud|uz|ug|ad|f$|r)")
NOUNISH = re.compile(r"^(?:n|v|a|b|l|i|j|z|s|g|q|t|x$|eng|m|k|h|ng|vn|an|f)")


def word_class(token: Token) -> str:
    """The class of verb a word is in the dictionary; "" when it is none."""
    if token.kind != WORD:
        return ""
    word = token.text
    if word in JOINING or word in SUMS or word in {"了", "的", "地", "得", "等", "坚持", "保持", "做到"}:
        return ""
    if word in verbs.LIGHT:
        return LIGHT
    if word in verbs.IDLE:
        return IDLE
    if word in nouns.OBJECTS:
        return ""
    if word in verbs.DEEDS:
        return DEED if len(word) > 1 else ""
    if word in verbs.ARRANGING:
        return ARRANGE
    if word in verbs.STATE:
        return STATE
    if word in verbs.MONEY:
        return MONEY
    return OPEN if token.tag in {"v", "vd", "vi", "vq", "vg"} and word not in HEADS else ""


def classes(sentence: list[Token]) -> list[str]:
    """The class of each token in its sentence. Short deeds (换, 修, 搬) are deeds only where a verb can stand."""
    found = [word_class(token) for token in sentence]
    for at, token in enumerate(sentence):
        if (
            token.kind == WORD
            and token.text in verbs.SHORT
            and token.text not in nouns.OBJECTS
            and _short_deed(sentence, at)
        ):
            found[at] = DEED
        elif token.text in {"新", "再", "重新"} and at + 1 < len(sentence) and found[at + 1] == DEED:
            found[at] = ""
    return found


def _short_deed(sentence: list[Token], at: int) -> bool:
    """Whether a verb of one character stands where a verb stands: 换了灯, 今天搬300把椅子, 剪绿篱."""
    before = sentence[at - 1] if at else None
    after = sentence[at + 1] if at + 1 < len(sentence) else None
    if after is None or after.kind in {STOP, PAUSE, END}:
        return False
    begins = (
        before is None or before.kind in {STOP, PAUSE, END, FIG, DATE, PLACE, LIST} or before.text in nouns.SUBJECTS
        or before.text in ASPECT | JOINING or before.tag.startswith(("d", "t", "r", "nr", "ad")) or nouns.is_place(before.text)
        or before.text in {"新", "给", "去", "来"}
    )  # fmt: skip
    if after.text in ASPECT:
        return begins or after.text in {"了", "好", "完", "过"}
    if after.kind == FIG:
        return True
    return (
        begins
        and after.kind in {WORD, PLACE}
        and after.tag.startswith(("n", "b", "a", "v", "l", "z", "j", "s", ""))
        and after.text not in PARTICLES | PREPOSITIONS
    )


def is_noun(token: Token, cls: str) -> bool:
    """Whether a token can stand in a noun phrase."""
    if token.kind == PLACE:
        return True
    if token.kind != WORD or token.text in PARTICLES | PREPOSITIONS | JOINING | SUMS | SPREAD:
        return token.text in nouns.OBJECTS
    if token.text in nouns.OBJECTS or token.text in HEADS:
        return True
    if cls in {LIGHT, IDLE, STATE}:
        return False
    return not NOT_NOUN.match(token.tag) or token.tag in {"x", "eng"} and token.text.isalnum()


def text_of(sentence: list[Token]) -> str:
    """The print of some tokens, without list marks."""
    return "".join(token.text for token in sentence if token.kind != LIST)
