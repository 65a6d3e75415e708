"""What every school's books begin with: the words of the chart, the sets of books, the items of spending."""

# house: the state's names of accounts and items, as they are kept in the database

from __future__ import annotations

from lvye.modules.finance.models import Account

KINDS = {
    "资产": Account.Kind.ASSET, "资产(备抵)": Account.Kind.CONTRA, "负债": Account.Kind.LIABILITY,
    "净资产": Account.Kind.NET, "收入": Account.Kind.INCOME, "费用": Account.Kind.EXPENSE,
    "预算收入": Account.Kind.BUDGET_INCOME, "预算支出": Account.Kind.BUDGET_EXPENSE,
    "预算结余": Account.Kind.BUDGET_BALANCE,
}  # fmt: skip
SYSTEMS = {"财务会计": Account.System.FINANCIAL, "预算会计": Account.System.BUDGET}
SIDES = {"借": Account.Side.DEBIT, "贷": Account.Side.CREDIT}
JOURNALS = {"100101": Account.Journal.CASH, "100201": Account.Journal.BANK, "1011": Account.Journal.QUOTA}
BOOKS = (("school", "学校（行政）", True), ("union", "工会", False), ("canteen", "食堂", False))

# 政府收支分类科目, 部门预算支出经济分类: code, name, the account it is booked to
ITEMS = (
    ("30101", "基本工资", "220101"), ("30102", "津贴补贴", "220102"), ("30107", "绩效工资", "220104"),
    ("30108", "机关事业单位基本养老保险缴费", "220105"), ("30110", "职工基本医疗保险缴费", "220105"),
    ("30113", "住房公积金", "220106"), ("30201", "办公费", "5001"), ("30202", "印刷费", "5001"),
    ("30203", "咨询费", "5001"), ("30204", "手续费", "5001"), ("30205", "水费", "5001"), ("30206", "电费", "5001"),
    ("30207", "邮电费", "5001"), ("30208", "取暖费", "5001"), ("30209", "物业管理费", "5001"),
    ("30211", "差旅费", "5001"), ("30213", "维修（护）费", "5001"), ("30214", "租赁费", "5001"),
    ("30215", "会议费", "5001"), ("30216", "培训费", "5001"), ("30217", "公务接待费", "5001"),
    ("30218", "专用材料费", "5001"), ("30226", "劳务费", "5001"), ("30227", "委托业务费", "5001"),
    ("30228", "工会经费", "5001"), ("30229", "福利费", "5001"), ("30231", "公务用车运行维护费", "5001"),
    ("30239", "其他交通费用", "5001"), ("30299", "其他商品和服务支出", "5001"), ("30308", "助学金", "5001"),
    ("30702", "国内债务付息", "5901"), ("31001", "房屋建筑物购建", "160101"), ("31002", "办公设备购置", "160103"),
    ("31003", "专用设备购置", "160102"), ("31006", "大型修缮", "5001"), ("31007", "信息网络及软件购置更新", "1701"),
    ("31099", "其他资本性支出", "160106"), ("39999", "其他支出", "5901"),
)  # fmt: skip
