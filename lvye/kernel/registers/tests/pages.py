"""What the templates of the frame are given, by page: few rows, many, none, names short and long."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import SafeString

from lvye.kernel.registers.models import SavedView

LONG = "报告厅东侧吊顶石膏板受潮起鼓，靠近音控室一排约两平方米，有掉落可能，已拉警戒线"
PICTURE = "/static/img/leaf-512.png"
FIRM = "鸿运建筑装饰工程有限公司驻校维修组"
REG = SimpleNamespace(
    key="repairs.job",
    title="报修",
    empty="这里放全校的报修：哪里坏了、谁在修、哪天好。扫门上的码就能报，也可以替打电话的人登记。",
    icon="wrench",
    searchable=True,
    model=SavedView,
)
GROUPS = {
    "服务": ["报修", "活动", "文印", "意见"],
    "物": ["校产", "物资", "采购"],
    "安全": ["巡查", "消防设施与器材", "门卫", "宿舍"],
    "计划总结": ["计划", "总结"],
}
ROWS = [
    ("投影仪没信号", "教学楼 2层 205教室", "late", "处理中，超 40 分", "1120-05", "马俊", "刘老师", "今天 08:02"),
    ("配电箱有焦味", "实验楼 1层 走廊东", "late", "待派，超 18 分", "1120-12", "", "保安", "今天 10:03"),
    ("窗户关不上，风大", "教学楼 4层 402教室", "idle", "待派", "1120-09", "", "周老师", "今天 09:05"),
    ("灯管不亮 2 根", "教学楼 3层 301教室", "soon", "14:00 前", "1120-07", "王德明", "吴老师", "今天 08:12"),
    ("水", "3号楼", "going", "处理中", "1118-03", "王德明", "张姨", "11月18日"),
    ("更换灯管 3 根", "图书馆 2层 阅览室", "done", "已销号", "1119-04", "郭老师", "郭老师", "11月19日"),
    (
        LONG,
        "艺术楼 1层 学术报告厅（兼多功能演播室及家长会会场）",
        "soon",
        "等配件，周二到",
        "1117-11",
        FIRM,
        "欧阳",
        "11月17日",
    ),
]
HEADS = ["什么", "状态", "单号", "在办", "报修人", "报于"]


def rows_html(rows: list[tuple[str, ...]], *, pick: bool = True) -> str:
    """The rows as lists.rows_html joins them (see the head of _table.html)."""
    made = []
    for number, (what, where, kind, word, code, who, by, at) in enumerate(rows, 1):
        box = f'<td class="pick"><input type="checkbox" class="check" name="pk" value="{number}" aria-label="选"></td>'
        made.append(
            f'<tr data-pk="{number}">{box if pick else ""}'
            f'<td class="t" data-label="什么"><a href="/x/{number}/">{what}</a><span class="small">{where}</span></td>'
            f'<td class="state" data-label="状态"><span class="st is-{kind}">{word}</span></td>'
            f'<td class="nw more" data-label="单号">{code}</td><td data-label="在办">{who}</td>'
            f'<td class="more" data-label="报修人">{by}</td><td class="num more" data-label="报于">{at}</td></tr>'
        )
    return SafeString("".join(made))


def around(theme: str = "auto", elder: bool = False) -> dict[str, Any]:
    """What the context processor gives every page."""
    links = "".join(
        f"<details open><summary>{key}</summary><div>"
        + "".join(f'<a href="/{name}/">{name}</a>' for name in names)
        + "</div></details>"
        for key, names in GROUPS.items()
    )
    tabs = [
        {"slot": slot, "label": label, "url": f"/{slot}", "icon": icon, "current": slot == "todo", "count": count}
        for slot, label, icon, count in (
            ("today", "今日", "home", 0),
            ("report", "报修", "wrench", 0),
            ("scan", "扫一扫", "scan", 0),
            ("todo", "待办", "todo", 3),
            ("me", "我的", "user", 0),
        )
    ]
    me = SimpleNamespace(pk=1, name="何建国", username="director", is_authenticated=True)
    return {
        "theme": theme, "elder": elder, "school_name": "青禾实验学校", "nav_html": SafeString(links), "tabs": tabs,
        "bell": 5, "me": me,
    }  # fmt: skip


class Filters(forms.Form):
    """The filters of a list."""

    status = forms.ChoiceField(choices=[("", "状态"), ("open", "没完的"), ("done", "销号")], required=False)
    trade = forms.ChoiceField(choices=[("", "工种"), ("water", "水电")], required=False)
    on = forms.DateField(
        label="报于", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class JobForm(forms.Form):
    """One field of each kind."""

    what = forms.CharField(label="哪里坏了", max_length=40, help_text="一句话就行，比如“灯管不亮 2 根”。")
    words = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(
        label="地点", choices=[("", "请选择"), *((n, f"教学楼 {n // 20 + 1}层 {n}教室") for n in range(60))]
    )
    trade = forms.ChoiceField(
        label="工种", choices=[("water", "水电"), ("wood", "木工"), ("it", "电教")], widget=forms.RadioSelect
    )
    tags = forms.MultipleChoiceField(
        label="影响", choices=[("class", "上课"), ("safe", "安全")], widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = forms.IntegerField(label="用时", required=False, widget=forms.NumberInput(attrs={"data-unit": "分钟"}))
    cost = forms.DecimalField(label="费用", decimal_places=2, widget=forms.NumberInput(attrs={"data-unit": "元"}))
    due = forms.DateField(label="哪天好", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    photo = forms.FileField(label="照片", required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    urgent = forms.BooleanField(label="影响上课，请先来", required=False)
    note = forms.CharField(label="备注", required=False)
    number = forms.CharField(widget=forms.HiddenInput, required=False)


def listing(rows: list[tuple[str, ...]], **more: Any) -> dict[str, Any]:
    """A list's context."""
    found = len(rows) > 20
    heads = [{"label": h, "name": h, "sort_url": "?sort=x" if h == "报于" else "", "sorted": ""} for h in HEADS]
    heads[-1]["sorted"] = "desc"
    for at, css in enumerate(("", "", "nw more", "", "more", "num more")):
        heads[at]["css"] = css
    page = SimpleNamespace(
        body_html=rows_html(rows), count_text="50+" if found else str(len(rows)),
        count_url="?part=count" if found else "",
        next_url="?after=9" if found else "", prev_url="", first_url="?" if found else "",
    )  # fmt: skip
    return {
        "reg": REG, "page": page, "counted": str(len(rows)),
        "headers": heads, "filters": Filters({"status": "open"}), "pick": True, "q": "",
        "chips": [
            {"label": "没完的", "url": "?a", "on": True},
            {"label": "本周超时的", "url": "?b", "on": False},
            {"label": "老坏的地方", "url": "?c", "on": False},
        ],
        "views": [{"label": "三号楼的水", "url": "?d", "on": False, "delete_url": "/views/1/drop/"}],
        "query": {"status": "open", "on.place": "7"}, "narrowed": True,
        "bulk": [{"name": "dispatch", "label": "派工", "url": "/do/"}, {"name": "urge", "label": "催办", "url": "/u/"}],
        "new_url": "/new/", "print_url": "?as=print", "import_url": "/import/", "save_view_url": "/save/",
        "export_urls": {"xlsx": "?as=xlsx", "csv": "?as=csv"}, "empty_first": {"url": "/new/", "label": "登记报修"},
    } | more  # fmt: skip


def record(**more: Any) -> dict[str, Any]:
    """A record's context."""
    story = [
        {"when": "今天 09:40", "who": "王德明", "text": "又去修了", "kind": "going", "reason": "配件到了，换阀芯。"},
        {"when": "18日 10:25", "who": "王德明", "text": "挂起", "kind": "soon", "reason": "库里没有，订了 5 个。"},
        {"when": "18日 07:50", "who": "何建国", "text": "派工", "kind": "done", "changes": ["在办：王德明"]},
        {"when": "18日 07:35", "who": "张姨", "text": "扫码报修", "kind": "done",
         "photos": [{"url": PICTURE, "thumb": PICTURE, "caption": "报修照片"}]},
    ]  # fmt: skip
    panel = {
        "title": "同一地点，本学期第 4 次", "heads": HEADS, "body_html": rows_html(ROWS[:3], pick=False), "count": 3,
        "url": "/all/", "empty": False,
    }  # fmt: skip
    return {
        "reg": REG, "title": "水龙头关不严", "state": {"kind": "going", "word": "处理中"}, "list_url": "/list/",
        "number": "1118-03", "subtitle": "3号楼 2层 男卫生间 · 水 · 水龙头 · 张姨 11月18日 07:35 报",
        "stepper": [
            {"label": "报修", "kind": "done", "small": ["18日 07:35", "张姨"]},
            {"label": "派工", "kind": "done", "small": ["18日 07:50", "何建国"]},
            {"label": "处理", "kind": "going", "small": ["现在", "王德明"]},
            {"label": "验收", "kind": "idle", "small": ["张姨"]},
            {"label": "销号", "kind": "idle"},
        ],
        "holder": {"name": "王德明", "words": "在王德明手里，今天 16:00 前修好", "small": "从今天 09:40 · 电话 8012"},
        "steps": [
            {"name": "nudge", "label": "催一下", "url": "/n/", "tone": "main", "asks": False},
            {"name": "move", "label": "改派", "url": "/m/", "tone": "", "asks": True},
            {"name": "cancel", "label": "撤销", "url": "/c/", "tone": "no", "asks": False},
        ],
        "why_not": [{"label": "验收", "why": "王师傅做完、拍了修后照片才行。"}],
        "facts": [
            ("什么", "水 · 水龙头"),
            ("地点", SafeString('<a href="/p/">3号楼 2层 男卫生间</a>')),
            ("说明", LONG),
            ("费用", "17.50元"),
        ],
        "story": story,
        "panels": [panel, panel | {"title": "用料", "empty": True, "url": "", "new_url": "/add/", "count": 0}],
        "files": [
            {"url": "/f/1", "thumb": PICTURE, "caption": "修前"},
            {"url": "/f/2", "thumb": "", "caption": "报价单.pdf", "size": "120 KB"},
        ],
        "attach_url": "/files/add/", "attach_kinds": [("photo", "照片"), ("paper", "单据")],
        "offers": [{"label": "查看地点", "icon": "pin", "url": "/p/"}],
        "edit_url": "/edit/", "print_url": "?as=print",
    } | more  # fmt: skip


def block(name: str, title: str, count: int, kind: str, rows: int = 3) -> dict[str, Any]:
    """One block of the 今日 page."""
    lines = "".join(
        f'<li><a class="row" href="/{n}/"><div class="grow"><div class="t">{ROWS[n][0]}</div>'
        f'<div class="s">{ROWS[n][1]}</div></div><span class="st is-{ROWS[n][2]}">{ROWS[n][3]}</span></a></li>'
        for n in range(rows)
    )
    return {
        "name": name, "title": title, "html": SafeString(f'<ul class="rows">{lines}</ul>'), "url": "/x/",
        "count": count, "kind": kind,
    }  # fmt: skip


BLOCKS = [
    block("today", "今天要办", 6, "", 6),
    block("mine", "等我办", 3, "going"),
    block("waiting", "我在等谁", 4, "", 4),
    block("due", "快到期", 5, "soon"),
    block("bad", "出问题的", 2, "late", 2),
]
OUTCOME = {
    "filename": "2025秋 报修登记.xlsx", "rows": 812, "made": 810, "refused": 2, "notes": ["第 1–2 行是标题，没有读。"],
    "problems": [
        {"row": 14, "column": "报修日期", "value": "2月30日", "reason": "没有这一天，请写成 2月28日 这样的日子。"},
        {"row": 90, "column": "数量", "value": "三", "reason": "要写数字。"},
    ],
    "totals": [
        {"column": "数量", "sheet": Decimal(1204), "computed": Decimal(1198), "ok": False},
        {"column": "费用", "sheet": Decimal("8120.50"), "computed": Decimal("8120.50"), "ok": True},
    ],
    "token": "x", "done": False,
}  # fmt: skip
FORM = {
    "reg": REG,
    "title": "登记报修",
    "cancel_url": "/list/",
    "submit_label": "送给总务处",
    "more": ("note",),
    "seen": 0,
}
FOUND = [
    {"reg": REG, "hits": [{"title": row[0], "url": "/x/"} for row in ROWS[:4]], "more_url": "/repairs/job/?q=灯"},
    {"reg": SimpleNamespace(title="人员", icon="user"), "hits": [{"title": "邓老师", "url": "/y/"}], "more_url": ""},
]
NOW = datetime.datetime(2025, 11, 20, 9, 5)  # noqa: DTZ001 - only its words are shown

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "list": ("registers/list.html", listing(ROWS)),
    "list-one": ("registers/list.html", listing(ROWS[:1])),
    "list-many": ("registers/list.html", listing(ROWS * 8)),
    "list-none": ("registers/list.html", listing([], narrowed=False, query={}, chips=[], views=[])),
    "list-nothing-found": ("registers/list.html", listing([])),
    "table": ("registers/_table.html", listing(ROWS)),
    "detail": ("registers/detail.html", record()),
    "detail-plain": ("registers/detail.html", record(state=None, stepper=None, holder=None, steps=[], why_not=[])),
    "detail-long": ("registers/detail.html", record(title=LONG, problem="这件事刚刚已经派出去了，请看一看。")),
    "form": ("registers/form.html", {"form": JobForm(initial={"trade": "water"}), "draft": "repairs.job:/new/"} | FORM),
    "form-refused": ("registers/form.html", {"form": JobForm({"what": "灯" * 50, "cost": "三块"})} | FORM),
    "import": ("registers/import.html", {"reg": REG, "list_url": "/list/", "template_url": "/t/",
                                         "columns": [{"label": "地点", "required": True, "help": "教学楼301"}]}),
    "import-under-way": ("registers/import.html", {"reg": REG, "list_url": "/list/", "work": {
        "address": "/w/", "filename": "名册.xlsx", "doing": "import", "state": "running", "stage": "write",
        "done": 200, "total": 900, "percent": 22, "key": "k"}}),
    "import-columns": ("registers/import.html", {"reg": REG, "list_url": "/list/", "outcome": OUTCOME | {
        "unclear": True, "sheets": ["旧", "新"], "sheet": "新"}, "matches": [
        {"name": "物号", "samples": ["007", "008"], "options": [("number", "编号", True), ("name", "名称", False)]}]}),
    "import-refused": ("registers/import.html", {"reg": REG, "list_url": "/list/", "outcome": OUTCOME,
                                                 "problems_url": "/p/"}),
    "import-ready": ("registers/import.html", {"reg": REG, "list_url": "/list/",
                                               "outcome": OUTCOME | {"problems": []}}),
    "import-done": ("registers/import.html", {"reg": REG, "list_url": "/list/",
                                              "outcome": OUTCOME | {"problems": [], "done": True}}),
    "home": ("registers/home.html", {"blocks": BLOCKS, "glance": BLOCKS, "now": NOW, "today_words": "第12周",
                                     "offers": [{"label": "派工板", "icon": "grid", "url": "/b/"},
                                                {"label": "登记电话报修", "icon": "plus", "url": "/n/"}]}),
    "home-empty": ("registers/home.html", {"blocks": [], "now": NOW}),
    "search": ("registers/search.html", {"q": "灯", "found": FOUND}),
    "search-none": ("registers/search.html", {"q": "灯", "found": []}),
    "hits": ("registers/_search.html", {"q": "灯", "found": FOUND}),
    "me": ("registers/me.html", {"languages": [("zh-hans", "简体中文"), ("en", "English")], "posts": ["总务主任"]}),
    "print-list": ("registers/print_list.html", listing(ROWS * 5)),
    "print-detail": ("registers/print_detail.html", record()),
    "error-400": ("400.html", {}),
    "error-403": ("403.html", {}),
    "error-csrf": ("403_csrf.html", {}),
    "error-404": ("404.html", {}),
    "error-429": ("429.html", {}),
    "offline": ("offline.html", {}),
    "locked": ("account/locked.html", {}),
    "signup-closed": ("account/signup_closed.html", {}),
    "inactive": ("account/account_inactive.html", {}),
}  # fmt: skip


def drawn(name: str, **appearance: Any) -> str:
    """A page as HTML, drawn with the frame around it."""
    template, context = PAGES[name]
    request = RequestFactory().get("/repairs/job/")
    return render_to_string(template, around(**appearance) | {"messages": []} | context, request)
