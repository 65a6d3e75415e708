"""Where a measure word is none: the characters behind it that make another word of it."""

# house: a dictionary, looked up, not shown

from __future__ import annotations

# Measure word, then the beginnings of what may not follow it (三次序, 二层次, 12张贴 are no counts).
_FOLLOWS = """
个 别 体 性 中 半月 人才 人总结 人发展 人成长
条 件 例 理
面 积 向 对 临
对 于 照 口 象 学 全 校 各 下 食 教 师 老 我 楼
次 序 于 日 年 品 生
种 植 上 下 了 子
道 路 德
张 贴 挂
份 额 子
名 称 单 师 校 优 字
位 置 于
组 织 建 成 长 合
班 级 主任 车 会 长 牌 子
部 门 分 署 位 级 长 队
层 层 次 面
级 别 部
家 长 具 庭 属 校 电
本 学期 年 校 次 月 着 科 园 单位
处 理 长 室 于 置 分
期 间 末 初 中 刊 望
批 准 评 改 复 示
场 地 所 馆 面 景
节 能 水 电 约 日 假 省 俭 前 后
人 员 民 才 均 为 事 工 行 文 物
元 旦 素 件
度 过 假
天 然 花 气 面 井 窗
米 面 粉 饭
门 窗 锁 牌 卫 口 诊 前 扣
床 铺 位 单 上 板
分 类 别 为 管 校 工 发 配 层 组 批 区 段 公司 解 布 析 享 担 钟
里 面 程
方 面 便 案 式 法 位 向 针 能 可
平 安 整 时 均 台 常 方
周 边 围 转 到 密 年 末 期 一 二 三 四 五
月 份 底 初 末 饼 季
口 号 径 味 碑 罩 腔
行 政 业 为 动 李 走 列
列 入 为 车
套 间 管 房
安 全 装 排 保 置 静 心
角 落 度 铁 色
毛 巾 病 毯
克 服 扣
支 持 付 出 撑 教 部 架 援
成 立 为 功 果 员 绩 熟 套
页 面
桌 椅 凳 面 子 牌
副 校长 主任 书记 处长 食品 食 业
升 级 学 旗 温 降 至
排 水 污 查 除 练 烟 风 队 放 球 涝 气 洪
幅 度
款 项 待
笔 记 试 者
卷 烟 宗 帘 闸 材
路 灯 面 段 口 队 边 上 由
盘 点 查
包 括 含 装 保
架 设 起 空
户 外 型
座 谈 位 椅 便
只 有 能 是 要 为
把 好 手 关 控 握 学 校 教 全
根 据 本 治
双 方 休 向 减
样 品 本 板
时 间 候 期 常 刻
日 常 前 志 起 用 益
首 先 次
课 桌 本 题 程 间 椅 外 后
块 状
例 如 行 会
单 位 独 元 价 项 据 人 车 面 杠 纯 一 词
线 路 上 下
罐 头
项 目的
起 来 到 着 草 床
堂 堂
幢 幢
孔 子
眼 睛 光 前 里 界
圈 子
串 联
类 似
辆 辆
餐 厅 饮 具 桌 盘
尺 寸
头 脑
台 阶 账 帐
具 体 备 有
"""
FOLLOWS: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:]) for line in _FOLLOWS.strip().splitlines() if len(line.split()) > 1
}
# Measure words that a numeral in characters does not count with: 二级, 三年, 一方, 一些 are words.
NOT_BEHIND_CHARACTERS = frozenset("线路号级年点道面方头分成边样起里户星代角版步安平期堂")
# … unless they are these, and the numeral is more than 一.
UNLESS_MANY = frozenset("户年级道面期起里")
