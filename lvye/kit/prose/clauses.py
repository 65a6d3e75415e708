"""What a token can be in a clause: a verb of which class, a noun, a place; and the words the grammar turns on."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re

from .lexicon import nouns, verbs, words
from .tokens import END, FIG, PAUSE, STOP, WORD, Token
from .traps import DATE, LIST, PLACE

DEED, LIGHT, ARRANGE, STATE, MONEY, IDLE, OPEN = "deed", "light", "arrange", "state", "money", "idle", "open"


# Words between verb and figure that say "in all", or "each".
SUMS = words("共 共计 总计 合计 累计 总共 一共 计 总 小计 共约 统计 总数 共达 共为 共完成")
SPREAD = words("各 分别 各自 均 都 每 平均 每人 每个")
# Words that only bring the number of what was named.
COPULAS = words(
    "达 多达 高达 共达 达到 为 是 约为 共为 分别为 分别是 有 仅 就 又 还 已 已达 近 约 就有 也 以 之 约计 超 超过 突破 数"
)
BRINGING = COPULAS | words(
    "大约 等 全部 左右 了 各种 各类 各式 不同 整整 足足 前后 先后 陆续 又有 另有 另 再 共有 前 后 最多 最少 多 上 其他 其它"
)
ASPECT = words("了 过 好 完 着 上 下 掉 出 起 到 进 入 至 回 成 来 走 给")
PREPOSITIONS = words(
    "对 把 将 给 为 就 向 从 在 于 由 被 用 以 与 同 跟 到 至 去 按 因 使 让 供 用于 作为 进 往 替 沿 围绕 针对 待 通过 利用 随着 自 经 比 据 按照 根据 为了 连同"
)
JOINING = words("和 及 与 以及 及其 暨 并 并且 或 兼 跟 同 或者 又 也 还 且")
PARTICLES = words("了 过 着 的 地 得 所 之 等 等等 们 好 完 起 到 上 下 进 出 入 回")
ATTRIBUTES = words(
    "面积 总面积 建筑面积 占地面积 数量 总数 总量 次数 人数 件数 台数 长度 总长 长 宽 高 深 厚度 高度 宽度 重量 容量 原值 净值 价值 总值 造价 "
    "总价 金额 总额 总投资 投资 资金 经费 规模 数 数目 总次数 总金额 总造价 单价 工期 价款 费用 款项 总人数 总费用 折价 人民币 价格 现金"
)
# Signs of a product written out.
PRODUCT = frozenset({"×", "*", "x", "=", "≈", "+", "/"})
# Words that make a noun of the verb before them.
GENERIC = words(
    "工作 活动 服务 任务 会议 会 工程 项目 培训班 班 事项 事务 行动 业务 演习 比赛 大会 讲座 保障 支持 情况 事宜 手续 作业 事件 处理 仪式 竞赛 运动 问题"
)
# Second halves of compounds whose first half may be a verb: 监控设备, 维修材料, 消防栓.
HEADS = GENERIC | words(
    "设备 器材 设施 材料 用品 人员 室 队 组 小组 系统 网 栏 牌 器 机 员 站 点 场 馆 柜 架 车 箱 板 线 管 工具 物资 资料 配件 用具 家具 仪器 模型 "
    "中心 基地 区 墙 制度 方案 预案 记录 台账 单 表 册 书 卡 证 费 款 平台 软件 教室 房 间 厅 学生 师生 教师 职工 员工 家长 单位 公司 企业 厂家 "
    "商户 住户 车辆 餐厅 食堂 宿舍 楼 公寓 问卷 通知 意见 建议 隐患 诉求 报修 耗材 药品 药剂 剂 液 粉 桶 袋 布 标语 横幅 海报 展板 图 片 视频 "
    "灯 泵 台 亭 柱 杆 盒 纸 笔 油 工 班 课程 课 项 类 面 层 口 井 池 沟 渠 门 窗 合同 协议 责任书 承诺书 文件 档案 报告 信息 稿件 报道 率 数 量"
)
_TRANSFER = words(
    "出动 派出 提出 征求 听取 反馈 召集 聘用 招聘 安排 "
    "采购 购买 购置 添置 发放 领取 印发 印制 印刷 制作 更换 安装 配备 新增 增加 购进 购入 订购 补充 提供 接收 收集 整理 张贴 悬挂 清理 回收 收到 新购 分发 派发 "
    "下发 签订 签署 增设 设置 新建 修建 建设 改造 维修 检查 搬运 搬 买 换 装 发 新装 加装 升级 调试 清洗 处理 受理 接待 迎接 开展 组织 举行 举办 召开 参加 制定 编制"
)
_NOUN_TAGS = ("n", "v", "a", "b", "l", "i", "j", "z", "s", "g", "q", "t", "x", "m", "k", "h", "f", "eng")


def is_mark(token: Token) -> bool:
    """Whether a token ends a phrase whatever it is."""
    return token.kind in {STOP, END, LIST}


def word_class(token: Token) -> str:
    """The class of verb a word is in the dictionary; "" when it is none."""
    word = token.text
    if token.kind != WORD or word in JOINING | SUMS | nouns.OBJECTS or word in {"的", "地", "得", "等"}:
        return ""
    if word in verbs.LIGHT:
        return LIGHT
    if word in verbs.IDLE or word in {"坚持", "保持", "做到"}:
        return IDLE
    if word in verbs.DEEDS:
        return DEED if len(word) > 1 else ""
    for known, name in ((verbs.ARRANGING, ARRANGE), (verbs.STATE, STATE), (verbs.MONEY, MONEY)):
        if word in known:
            return name
    return OPEN if len(word) > 1 and token.tag in {"v", "vd", "vi", "vq", "vg"} and word not in HEADS else ""


def classes(line: list[Token]) -> list[str]:
    """The class of each token in its sentence. Short deeds (换, 修, 搬) are deeds only where a verb can stand."""
    found = [word_class(token) for token in line]
    for at, token in enumerate(line):
        if (
            token.kind == WORD
            and token.text in verbs.SHORT
            and token.text not in nouns.OBJECTS
            and _short_deed(line, at)
        ):
            found[at] = DEED
        elif (token.text in {"节电", "节水"} and not _takes_figure(line, at)) or (
            len(token.text) == 1
            and found[at] in {STATE, MONEY}
            and token.text not in _PLAIN_VERBS
            and not _takes_figure(line, at)
        ):
            found[at] = ""
    for at in range(1, len(line)):
        if (found[at] == DEED and _second_half(line, found, at)) or _halves(line, found, at):
            found[at] = ""
    return found


_PLAIN_VERBS = words("有 为 是 占 达 设 需 缺 含 距 折 花 投")


def _takes_figure(line: list[Token], at: int) -> bool:
    """Whether a figure or 了 stands right behind: 高3米, 省了200元; in 高配置 it is no verb."""
    after = line[at + 1] if at + 1 < len(line) else None
    return after is not None and (after.kind == FIG or after.text in {"了", "出", "到", "达", "约", "近"})


def _halves(line: list[Token], found: list[str], at: int) -> bool:
    """感应灯, 垃圾分类桶: a verb right before a noun of one character, or an unknown one before 人员, is half of it."""
    if at + 1 >= len(line):
        return False
    short = len(line[at + 1].text) == 1 and len(line[at].text) > 1 and line[at - 1].kind == WORD
    return (found[at] == OPEN or (found[at] == DEED and short)) and _attribute_of(line, found, at)


def _attribute_of(line: list[Token], found: list[str], at: int) -> bool:
    """接待来访人员, 签订从业人员合同: behind a deed an unknown verb before 人员, 车辆 is their attribute."""
    if at + 1 >= len(line) or line[at + 1].text not in HEADS:
        return False
    for k in range(at - 1, -1, -1):
        if is_mark(line[k]):
            break
        if found[k] in {DEED, ARRANGE, STATE}:
            return k < at - 1 or found[at] == OPEN
    return found[at] == OPEN and len(line[at + 1].text) == 1


def _second_half(line: list[Token], found: list[str], at: int) -> bool:
    """发放宣传资料, 购买维修材料: behind a deed and before a noun a deverbal word is half of a compound."""
    if at + 1 >= len(line) or (line[at - 1].text not in _TRANSFER and line[at - 1].text not in ASPECT):
        return False
    before = found[at - 1] == DEED or (at > 1 and found[at - 2] == DEED and line[at - 1].text in ASPECT)
    word, after = line[at], line[at + 1]
    if not before or after.kind != WORD:
        return False
    if word.text in _HALVES and after.tag == "n":
        return True
    paper = after.text in HEADS or after.text.endswith(("单", "费", "表", "卡", "员", "书"))
    return paper and (word.tag in {"vn", "n"} or word.text in {"维修", "检修", "整改", "保洁"})


_HALVES = words(
    "宣传 监控 学习 培训 办公 教学 消毒 消防 清洁 防疫 检测 照明 取暖 供暖 绿化 施工 保洁 清扫 打扫 测试 实验 演练 安全 生活 防汛 防滑 护理"
)


def _short_deed(line: list[Token], at: int) -> bool:
    """Whether a verb of one character stands where a verb stands: 换了灯, 今天搬300把椅子, 剪绿篱."""
    before = line[at - 1] if at else None
    after = line[at + 1] if at + 1 < len(line) else None
    if after is None or after.kind in {STOP, PAUSE, END, LIST}:
        return False
    if after.kind == FIG or after.text in {"了", "好", "完", "过"}:
        return True
    if line[at].text in verbs.WEAK:
        return _begins_item(line, at)
    begins = (
        before is None or before.kind in {STOP, PAUSE, END, FIG, DATE, PLACE, LIST}
        or before.text in nouns.SUBJECTS | ASPECT | JOINING | {"新", "给", "去", "来", "请", "人"}
        or before.tag in {"d", "t", "r", "nr", "ad"} or nouns.is_place(before.text)
    )  # fmt: skip
    if after.text in ASPECT:
        return begins
    return (
        begins
        and after.kind in {WORD, PLACE}
        and after.text not in PARTICLES | PREPOSITIONS
        and after.tag not in {"d", "c", "u", "p"}
    )


def _begins_item(line: list[Token], at: int) -> bool:
    """领粉笔5盒: a doubtful short verb at the very beginning of a clause that ends in a figure."""
    if at and not (is_mark(line[at - 1]) or line[at - 1].kind in {PAUSE, DATE, FIG}):
        return False
    for token in line[at + 1 : at + 6]:
        if token.kind == FIG:
            return line[at + 1].kind == WORD and line[at + 1].text not in PARTICLES | PREPOSITIONS
        if is_mark(token) or token.kind == PAUSE or token.text == "的":
            return False
    return False


def is_noun(token: Token, cls: str) -> bool:
    """Whether a token can stand in a noun phrase."""
    if token.kind == PLACE or token.text in nouns.OBJECTS:
        return True
    if token.kind != WORD or token.text in PARTICLES | PREPOSITIONS | JOINING | SUMS | SPREAD:
        return False
    if token.text in HEADS:
        return True
    if cls in {LIGHT, IDLE, STATE}:
        return cls == STATE and token.tag == "vn"
    if token.tag in {"vd", "mq", "x"}:
        return token.tag == "x" and token.text.isalnum()
    return token.tag.startswith(_NOUN_TAGS) and not token.tag.startswith("f ")


_TIME = re.compile(
    r"^(?:每|本|上|下|今|去|明|前|后|全|近|当)?(?:天|日|周|月|年|学期|学年|季度|期间|假期|暑假|寒假|时期)"
)


def is_time(token: Token) -> bool:
    """Whether a token says when: a covered date, 今天, 每周, 本学期."""
    return token.kind == DATE or token.tag == "t" or (bool(_TIME.match(token.text)) and token.kind == WORD)


__all__ = [
    "ARRANGE", "ASPECT", "ATTRIBUTES", "BRINGING", "COPULAS", "DEED", "GENERIC", "HEADS", "IDLE", "JOINING", "LIGHT", "MONEY", "OPEN",
    "PREPOSITIONS", "SPREAD", "STATE", "SUMS", "classes", "is_mark", "is_noun", "is_time", "word_class",
]  # fmt: skip
