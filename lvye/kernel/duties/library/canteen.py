"""Duties of the canteen."""

# house: the duties and their items, as they are kept in the database

from __future__ import annotations

from lvye.kernel.duties.cadence import BEFORE, EVERY, WORK, Cadence
from lvye.kernel.duties.declare import DutySpec, ship

from .making import MEALS, OFFICE_HOURS, after, choice, hours, items, photo, reading, text

CANTEEN, FED = ("canteen",), ("canteen", "kindergarten")
FOOD_LAW = "食品安全法"
SCHOOL_MEALS = "学校食品安全与营养健康管理规定"
GROUP_MEALS = "集中用餐单位落实食品安全主体责任监督管理规定（2025）"
BUYING = "教体艺厅函〔2025〕30号"
SUPERVISION = "中小学校园食品安全和膳食经费管理工作指引（2024）"
TWO_YEARS = "建议不少于2年"

ship(
    DutySpec(
        code="canteen_morning_check", name="食堂人员晨检", area="food", post="canteen", fits=CANTEEN, keep=TWO_YEARS,
        cadence=Cadence(unit="day", windows=hours("05:00-08:00")),
        purpose="上岗前逐人看一遍；有一项不正常就先别上岗。",
        basis=f"{FOOD_LAW} 第45条；餐饮服务食品安全操作规范", evidence="secondary",
        items=items(
            "没有发热", "没有腹泻、呕吐", "咽喉没有发炎", "手上没有伤口、化脓", "皮肤眼白不发黄",
            "健康证都在有效期内", "工作衣、帽、口罩干净齐全", "指甲剪短，没有首饰",
            choice("怎么处置", "全部上岗", "调离岗位", "离岗就医", bad=("调离岗位", "离岗就医")),
            after(text("谁、为什么", required=True), number=9, is_one_of=("调离岗位", "离岗就医")),
        ),
    ),
    DutySpec(
        code="goods_receipt", name="大宗食材进货查验", area="food", post="receiver", fits=CANTEEN,
        cadence=Cadence(unit="event"), purpose="货到了两个人以上一起验，不合格当场退。",
        basis=f"{SCHOOL_MEALS} 第33条；{FOOD_LAW} 第50、53条；{BUYING}", evidence="law",
        keep="保质期满后6个月；没有保质期的2年；食用农产品6个月",
        items=items(
            "供货者许可证和合格证明齐全", "肉类等有检疫或检测报告", "名称、规格、数量与订单相符",
            "生产日期、批号、保质期看得清",
            "感官和包装正常", reading("冷藏货到货温度", "℃", "-2", "8", required=False),
            reading("称重", "千克", "0"),
            choice("验收结论", "收下", "部分退回", "全部退回", bad=("部分退回", "全部退回")),
            text("参加验收的人", required=True), photo("过秤和单据"),
        ),
    ),
    DutySpec(
        code="food_sample", name="食品留样", area="food", post="canteen", fits=FED, keep=TWO_YEARS,
        cadence=Cadence(unit="meal", windows=MEALS), purpose="每样菜、汤、粥都要留，一菜一盒，贴好标签。",
        basis=f"{SCHOOL_MEALS} 第40、56条", evidence="secondary",
        items=items(
            "每样成品都留了", reading("最少的一份有多重", "克", "125"), "专用盒子密闭，一菜一盒",
            "标签写明品名、餐次、时间、留样人",
            reading("留样柜温度", "℃", "0", "8"), "满48小时的才倒掉，倒掉有记录", "实物与台账对得上",
        ),
    ),
    DutySpec(
        code="meal_accompany", name="负责人陪餐", area="food", roster="meal", grace=60,
        cadence=Cadence(unit="meal", windows=hours("11:00-13:30 午餐")),
        purpose="和学生吃一样的饭，付一样的钱，吃完当场记。",
        basis=f"{SCHOOL_MEALS}；{SUPERVISION}", evidence="secondary", keep="建议不少于3年",
        items=items(
            "与学生同菜同价一起吃", choice("饭菜味道、外观", "好", "一般", "差", bad=("差",)), "份量足、温度合适",
            "食堂干净",
            "就餐有秩序", "服务态度好", text("学生怎么说"), text("发现的问题和当场处理"),
        ),
    ),
    DutySpec(
        code="parent_accompany", name="家长陪餐", area="food", post="vice_principal", grace=60,
        cadence=Cadence(unit="term", is_whole=True, windows=OFFICE_HOURS),
        purpose="请家长来看加工、看留样、一起吃，意见要答复。",
        basis="各地规定（次数由地方定）", evidence="local",
        items=items(
            text("陪餐家长名单", required=True), "餐前看了加工和留样", "食堂卫生", "就餐秩序", "员工工作规范",
            choice("饭菜质量", "好", "一般", "差", bad=("差",)), text("家长意见"), text("学校答复和整改"),
        ),
    ),
    DutySpec(
        code="tableware_disinfect", name="餐饮具清洗消毒", area="food", post="canteen", fits=FED,
        cadence=Cadence(unit="meal", windows=MEALS), purpose="先选消毒方法，再记关键数。",
        basis=f"{FOOD_LAW} 第56条；实施条例 第26、28条", evidence="law", keep=TWO_YEARS,
        items=items(
            choice("消毒方法", "蒸汽或煮沸", "红外", "洗碗机", "含氯消毒液", "委托消毒"),
            after(reading("煮蒸时间（100℃）", "分钟", "10"), number=1, is_one_of=("蒸汽或煮沸",)),
            after(reading("红外时间（120℃以上）", "分钟", "10"), number=1, is_one_of=("红外",)),
            after(reading("洗碗机水温", "℃", "85"), number=1, is_one_of=("洗碗机",)),
            after(reading("有效氯", "毫克/升", "250"), number=1, is_one_of=("含氯消毒液",)),
            after(reading("浸泡时间", "分钟", "5"), number=1, is_one_of=("含氯消毒液",)),
            after(photo("消毒单位的批次合格证明"), number=1, is_one_of=("委托消毒",)),
            "保洁柜干净、关严",
        ),
    ),
    DutySpec(
        code="cold_chain_temp", name="冷藏冷冻测温", area="food", post="canteen", fits=CANTEEN, keep=TWO_YEARS,
        cadence=Cadence(unit="day", days=EVERY, windows=hours("06:00-10:00 上午", "14:00-18:00 下午")),
        purpose="冰箱门关好几分钟后再看温度计，看到多少记多少。",
        basis=f"{FOOD_LAW} 第56条；GB 31654-2021", evidence="memory",
        items=items(
            reading("冷藏温度", "℃", "0", "8"), reading("冷冻温度", "℃", "", "-12", hint="有的地方要求不高于 -18℃。"),
            reading("热藏温度", "℃", "60", required=False), "没有食品在8～60℃之间放过2小时", text("异常怎么处理"),
        ),
    ),
    DutySpec(
        code="food_daily_control", name="食品安全日管控", area="food", post="canteen", fits=CANTEEN, keep=TWO_YEARS,
        cadence=Cadence(unit="day", windows=OFFICE_HOURS), purpose="没有问题也要记一笔，叫零风险报告。",
        basis=GROUP_MEALS, evidence="secondary",
        items=items(
            "许可证、健康证、食品安全员公示在位", "原料新鲜，票证齐", "生熟分开，加工规范", "添加剂专柜专账",
            "设施设备正常",
            "餐饮具已消毒", "留样到位", "从业人员健康", "没有鼠、虫踪迹", "餐厨垃圾当天清走",
        ),
    ),
    DutySpec(
        code="food_weekly_review", name="食品安全周排查", area="food", post="director", fits=CANTEEN,
        cadence=Cadence(unit="week", weekdays=(5,), windows=OFFICE_HOURS),
        purpose="把一周的日管控翻一遍，问题要有下文。",
        basis=GROUP_MEALS, evidence="secondary", keep=TWO_YEARS,
        items=items(
            "看完本周每天的日管控记录", text("本周的主要问题"), text("风险和整改，谁负责、什么时候完成"),
            "上周的问题都有了结果",
            text("下周重点"),
        ),
    ),
    DutySpec(
        code="food_monthly_meeting", name="食品安全月调度", area="food", post="principal", fits=CANTEEN,
        cadence=Cadence(unit="month", is_whole=True, windows=OFFICE_HOURS),
        purpose="校长主持，开完把要点记下，签到表拍照。",
        basis=GROUP_MEALS, evidence="secondary", keep=TWO_YEARS,
        items=items(
            "听了食品安全总监汇报", text("当月风险和整改", required=True), text("投诉和舆情"), text("人员培训"),
            text("下月安排"),
            photo("签到表"),
        ),
    ),
    DutySpec(
        code="health_cert", name="健康证到期检查", area="food", post="canteen", fits=FED,
        cadence=Cadence(unit="month", days=WORK, month_day=1, windows=OFFICE_HOURS),
        purpose="提前30天提醒换证，过期的先离岗。",
        basis=f"{FOOD_LAW} 第45条；学前教育法 第45条", evidence="law",
        items=items(
            "每个人都有证", "一个月内到期的已经通知", choice("有没有过期的", "没有", "有", bad=("有",)),
            after(text("谁、怎么安排", required=True), number=3, is_one_of=("有",)), "公示栏已更新",
        ),
    ),
    DutySpec(
        code="canteen_publicity", name="食堂账目公开", area="food", post="finance", fits=CANTEEN,
        cadence=Cadence(unit="month", days=WORK, month_day=10, windows=OFFICE_HOURS),
        purpose="公布上个月的账，拍下公示栏。",
        basis="中小学校财务制度；学前教育法 第69、70条", evidence="secondary",
        items=items(
            "收入列清（伙食费、补助、其他）", "支出列清（原料、燃料、人工）", "采购品种、数量、价格列清",
            reading("结余率", "%", "-2", "2"),
            "带量食谱每周公示", "供货商名单公示", photo("公示照片"),
        ),
    ),
    DutySpec(
        code="canteen_stocktake", name="食堂库房月末盘点", area="food", post="keeper", fits=CANTEEN,
        cadence=Cadence(unit="month", days=WORK, month_day=0, windows=OFFICE_HOURS),
        purpose="两个人一起点，账和实物对不上的写原因。",
        basis="会计法 第17、25条；行政事业性国有资产管理条例 第34条", evidence="law",
        items=items(
            choice("账实是否相符", "相符", "盘盈", "盘亏", bad=("盘盈", "盘亏")),
            after(text("差多少、什么原因", required=True), number=1, is_one_of=("盘盈", "盘亏")),
            "都在保质期内", "先进先出", text("两个盘点人", required=True),
        ),
    ),
    DutySpec(
        code="satisfaction_survey", name="校园餐满意度测评", area="food", post="vice_principal", fits=CANTEEN,
        cadence=Cadence(unit="term", is_whole=True, windows=OFFICE_HOURS),
        purpose="学生、教师、家长分开测，结果和整改都公布。",
        basis=SUPERVISION, evidence="secondary",
        items=items(
            reading("学生满意率", "%", "0", "100"), reading("教师满意率", "%", "0", "100"),
            reading("家长满意率", "%", "0", "100"),
            text("集中的意见", required=True), text("整改和反馈", required=True),
        ),
    ),
    DutySpec(
        code="canteen_onsite_meeting", name="食堂现场办公会", area="food", post="principal", fits=CANTEEN,
        cadence=Cadence(unit="term", is_whole=True, windows=OFFICE_HOURS), purpose="校长到食堂现场开，抽查台账。",
        basis=BUYING, evidence="secondary",
        items=items("看了加工现场", "抽查了采购和验收台账", text("问题清单和分工", required=True), photo("会议记录")),
    ),
    DutySpec(
        code="supplier_review", name="供应商年度评价", area="food", post="buyer", fits=CANTEEN,
        cadence=Cadence(unit="year", days=WORK, months=(12,), month_day=10, lead=0, windows=OFFICE_HOURS),
        purpose="膳食委员会一起评，不合格的退出。", basis=BUYING, evidence="secondary",
        items=items(
            "资质都有效", "三年内没有食品安全事故", "不在严重违法失信名单", reading("抽检合格率", "%", "0", "100"),
            reading("准时率", "%", "0", "100"), text("价格和退换货情况"),
            choice("结论", "续用", "整改", "退出", bad=("整改", "退出")),
        ),
    ),
    DutySpec(
        code="opening_check", name="开学前自查", area="food", post="principal",
        cadence=Cadence(unit="term", point=BEFORE, lead=10, days=WORK, windows=OFFICE_HOURS),
        purpose="开学前十天内走一遍，没好的开学前办完。",
        basis=f"{FOOD_LAW} 第47条；市场监管总局等四部门 2023 年通知", evidence="secondary",
        items=items(
            "库存食材清过，没有过期", "设备洗净消毒，能用", "人员健康证、培训到位", "饮用水水质合格", "防鼠设施完好",
            "门窗栏杆牢固", "水电气正常", "消防设施完好", "课桌椅够数、完好", "宿舍可以入住", "教材到位",
        ),
    ),
)  # fmt: skip
