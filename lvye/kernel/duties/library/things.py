"""Duties of water, energy, property and money."""

# house: the duties and their items, as they are kept in the database

from __future__ import annotations

from lvye.kernel.duties.cadence import EVERY, WORK, Cadence
from lvye.kernel.duties.declare import DutySpec, ship

from .making import OFFICE_HOURS, choice, items, photo, reading, text

ASSETS = "行政事业性国有资产管理条例"
ENERGY = "公共机构节能条例"

ship(
    DutySpec(
        code="water_tank", name="水箱清洗消毒", area="water", post="repairer",
        cadence=Cadence(unit="half_year", days=EVERY, months=(3,), month_day=1, windows=OFFICE_HOURS),
        purpose="洗完送检，报告公示。", basis="各城市供水条例（每半年至少一次）；学校卫生工作条例 第7条",
        evidence="local",
        items=items(
            text("清洗单位", required=True), "清洗人员有健康证", text("消毒剂和浓度", required=True),
            choice("水质检测", "合格", "不合格", "还没出报告", bad=("不合格",)), "水箱加盖上锁", "已经公示",
            photo("检测报告", required=False),
        ),
    ),
    DutySpec(
        code="drinking_machine", name="直饮水机巡检", area="water", post="repairer",
        cadence=Cadence(unit="month", is_whole=True, windows=OFFICE_HOURS), purpose="滤芯到期按说明书换。",
        basis="学校卫生工作条例 第7条", evidence="law",
        items=items(
            "机身干净、不漏水", text("滤芯上次更换日期", required=True), text("滤芯下次更换日期"), "清洗消毒过",
            choice("最近一次水质", "合格", "不合格", "没有检测", bad=("不合格",)),
        ),
    ),
    DutySpec(
        code="asset_stocktake", name="固定资产清查", area="property", post="keeper",
        cadence=Cadence(unit="year", days=WORK, months=(12,), month_day=20, windows=OFFICE_HOURS),
        purpose="清点在“清点”里做，这里记结论。", basis=f"{ASSETS} 第34、39条；会计法 第17条", evidence="law",
        items=items(
            reading("账面件数", "件", "0"), reading("实物件数", "件", "0"),
            choice("账实", "相符", "盘盈", "盘亏", bad=("盘盈", "盘亏")),
            text("闲置和待报废"), text("原因和处理"),
        ),
    ),
    DutySpec(
        code="asset_depreciation", name="固定资产月折旧", area="property", post="finance",
        cadence=Cadence(unit="month", days=WORK, month_day=0, windows=OFFICE_HOURS),
        purpose="当月增加当月提，当月减少当月停，提足不再提。", basis="政府会计准则第3号；财会〔2017〕4号",
        evidence="secondary",
        items=items("本月增加的已开始提", "本月减少的已停提", "提足的不再提", reading("本月折旧", "元", "0")),
    ),
    DutySpec(
        code="energy_meter", name="水电气抄表", area="water", post="repairer",
        cadence=Cadence(unit="month", days=EVERY, month_day=0, windows=OFFICE_HOURS), purpose="站到表前抄，拍一张表。",
        basis=f"{ENERGY} 第14、15、33条", evidence="law",
        items=items(
            reading("电表读数", "千瓦时", "0"), reading("水表读数", "立方米", "0"),
            reading("气表读数", "立方米", "0", required=False),
            reading("供热", "吉焦", "0", required=False), "和上月比没有异常", text("异常的原因"), photo("表盘照片"),
        ),
    ),
    DutySpec(
        code="energy_report", name="能源消费年报", area="water", post="director",
        cadence=Cadence(unit="year", days=WORK, months=(3,), month_day=31, windows=OFFICE_HOURS),
        purpose="三月底前报上一年的。", basis=f"{ENERGY} 第15条", evidence="law",
        items=items(
            reading("用能人数", "人", "1"), reading("建筑面积", "平方米", "1"), reading("全年用电", "千瓦时", "0"),
            reading("全年用水", "立方米", "0"), text("节能措施"), photo("报送回执", required=False),
        ),
    ),
    DutySpec(
        code="fee_settlement", name="服务性收费结算公示", area="property", post="finance",
        cadence=Cadence(unit="term", point="end", days=WORK, windows=OFFICE_HOURS),
        purpose="按实结算，多退少不补，公示清单。",
        basis="义务教育法 第25、56条；学前教育法 第69条；地方细则", evidence="law",
        items=items(
            "每个项目有依据和标准", "自愿确认书存档", reading("预收", "元", "0"), reading("实际支出", "元", "0"),
            reading("应退", "元", "0"),
            "已退，有凭证", photo("公示清单"),
        ),
    ),
    DutySpec(
        code="repair_orders", name="报修回访", area="building", post="desk",
        cadence=Cadence(unit="week", weekdays=(5,), windows=OFFICE_HOURS), purpose="超过七天没确认的打个电话问一问。",
        basis="本校制度", evidence="local",
        items=items("本周报修都派了工", "完工的都请报修人确认了", text("没修好的，什么原因")),
    ),
)  # fmt: skip
