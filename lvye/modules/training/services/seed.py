"""The trainings and certificates every school is asked for, to be made its own."""

# house: words of the school's own papers, as they are kept in the database

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Post
from lvye.kernel.records import api as records
from lvye.modules.training.models import Course, Need

OWN = "本校教职工培训制度"
# code, name, kind, audience, post, every, workday, with_test, basis, content
COURSES = (
    ("canteen-term", "食堂从业人员食品安全培训", "food", "post", "canteen", "term", 20, True,
     "学校食品安全与营养健康管理规定", "个人卫生和晨检；验收、留样、消毒；野生蘑菇、四季豆、发芽土豆中毒的防范。"),
    ("fire-aid", "灭火器使用和现场急救", "safety", "logistics", "", "term", 40, True, "消防法",
     "灭火器：提、拔、瞄、压，人人动手一次；心肺复苏、止血包扎；突发事件先报什么、报给谁。"),
    ("guard-gate", "校门管理和突发事件处置", "guard", "post", "guard", "term", 25, True, OWN,
     "由法制副校长主讲：来访核验、违禁物品、外人闯入的处置和报告；器材使用。"),
    ("service-manner", "服务礼仪和岗位技能", "service", "logistics", "", "year", 60, False, OWN,
     "接电话、上门维修的话怎么说；一次说清、办完回访；各岗位的新工具新材料。"),
    ("pupil-safety", "国旗下讲安全和自救知识竞赛", "pupil", "pupils", "", "term", 45, False, OWN,
     "国旗下讲话讲防溺水、交通、防火；板报一期；“遇险自救”知识竞赛一次。"),
    ("food-week", "食品安全宣传周", "food", "staff", "", "year", 30, False, "食品安全法",
     "食品安全宣传：标语、板报、告家长书；食堂开放日。"),
)  # fmt: skip
# Not one of these articles was read: each says so, and the school compares it with the document.
RECALLED = "条款凭记忆写，启用前请与现行文本核对。"
# post, kind, least, document, article, why
NEEDS = (
    ("guard", "guard", None, "保安服务管理条例", "第十六条", f"保安员要考试、体检、审查合格，持证上岗。{RECALLED}"),
    (
        "guard",
        "fire",
        2,
        "消防法",
        "第二十一条",
        f"操作自动消防系统的人必须持证上岗；没有消防控制室的学校请停用。{RECALLED}",
    ),
    (
        "repairer",
        "electric",
        1,
        "安全生产法",
        "第三十条",
        f"做电工活的维修工要有特种作业操作证，不做电工活的不算在内。{RECALLED}",
    ),
    ("canteen", "food", 1, "学校食品安全与营养健康管理规定", "", f"食堂管理的人要经过培训、考核合格。{RECALLED}"),
    ("finance", "account", 1, "会计法", "", f"会计人员要有所需要的专业能力。{RECALLED}"),
)


def courses_prepare(*, actor: User) -> int:
    """Make the subjects that are not there yet; returns how many. What the school has changed is left."""
    known = set(Course.objects.values_list("code", flat=True))
    posts = Post.objects.in_bulk([row[4] for row in COURSES if row[4]], field_name="code")
    rows = [
        {"code": code, "name": name, "kind": kind, "audience": audience, "post": posts.get(post), "every": every,
         "workday": workday, "with_test": test, "basis": basis, "content": content}
        for code, name, kind, audience, post, every, workday, test, basis, content in COURSES
        if code not in known and (not post or post in posts)
    ]  # fmt: skip
    return len(records.create_many(Course, rows, actor=actor)) if rows else 0


def needs_prepare(*, actor: User) -> int:
    """Make what the posts ask for, where nothing of it is there yet; returns how many."""
    known = set(Need.objects.values_list("post__code", "kind"))
    posts = Post.objects.in_bulk([row[0] for row in NEEDS], field_name="code")
    rows = [
        {"post": posts[post], "kind": kind, "least": least, "document": document, "article": article, "why": why}
        for post, kind, least, document, article, why in NEEDS
        if (post, kind) not in known and post in posts
    ]
    return len(records.create_many(Need, rows, actor=actor)) if rows else 0
