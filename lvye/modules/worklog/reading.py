"""From a sentence to what may be kept: its counted parts with their place and kind, how many people, how long."""

# house: the words of a school's work

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.rules import api as rules
from lvye.kit import prose
from lvye.kit.memo import once
from lvye.modules.repairs.api import Category, WorkItem

from .models import Entry, Kind, Line
from .models.entry import MOST_MINUTES, MOST_PEOPLE
from .whereabouts import Meant, ground_in, place_meant, place_words, rooms_spelled

MOST_LINES = 20
N = r"(\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3}|半)"
TOGETHER = re.compile(r"(?:和|跟|与|同|带着|叫上)([^，。,;；和]{1,12}?)(?:一起|一道|一块儿?)")
SPENT = r"(?:花了?|用了?|干了?|忙了?|弄了?|前后)?"
PEOPLE = re.compile(rf"(?:我们|一共|共|总共)?{N}个?(?:人(?!次|民)|位(?:师傅|老师|同事)|个?师傅)")
HOURS = re.compile(rf"{SPENT}{N}(?:个)?(半)?(?:小时|钟头)(半)?|(半)(?:个)?(?:小时|钟头)")
MINUTES = re.compile(rf"{SPENT}(\d{{1,3}}|[一二两三四五六七八九十]{{1,4}})分钟")
QUARTERS = re.compile(r"([一三])刻钟")
SUDDEN = re.compile(r"临时|突然|突击|紧急|应急|偶发|急活")
YET_TO_DO = re.compile(r"明天|后天|下周|下个?月|准备(?!了|好|会|场)|打算|计划|要换|还要|需要|得换")
YESTERDAY = re.compile(r"昨天|昨日|昨晚|昨下午")
HAN = "零一二三四五六七八九"
PEOPLE_WORDS = {"人", "师傅", "老师", "同事", "同学", "学生", "人员"}
TIME_UNITS = {"小时", "分钟", "钟头", "天", "个小时"}
FALLBACK = "处理"
LATELY = 300  # lines
USUAL_THINGS = frozenset({"桌牌", "防滑垫", "茶水", "绿篱"})
SENSES = {"at_least": Line.Sense.AT_LEAST, "about": Line.Sense.ABOUT, "just_under": Line.Sense.ABOUT,
          "range": Line.Sense.ABOUT}  # fmt: skip


@dataclass
class Draft:
    """One counted part as it was heard. key: the words it came from, so that it is known again when more is typed.

    qty is None where the number could not be read. doubt: why it had better not be kept as it is; left_out: why it is
    not kept unless the person says so.
    """

    key: str
    action: str
    object: str
    qty: Decimal | None
    unit: str
    is_approx: bool = False
    sense: str = ""
    where: Meant = field(default_factory=Meant)
    kind: Kind | None = None
    category: Category | None = None
    item: WorkItem | None = None
    doubt: str = ""
    left_out: str = ""

    @property
    def place(self) -> Place | None:
        """The place, where it is known."""
        return self.where.place


@dataclass
class Heard:
    """What a sentence says."""

    drafts: list[Draft] = field(default_factory=list)
    kind: Kind | None = None
    where: Meant = field(default_factory=Meant)
    people: int = 1
    minutes: int | None = None
    origin: str = Entry.Origin.USUAL.value
    is_yesterday: bool = False
    speaks_of_money: bool = False


def hear(text: str, *, person: Person, today: date) -> Heard:
    """Read a sentence. Deterministic; reads anything and raises on nothing."""
    text = unicodedata.normalize("NFKC", text)
    heard = Heard(kind=kind_for(text), is_yesterday=bool(YESTERDAY.search(text)))
    heard.origin = Entry.Origin.SUDDEN.value if SUDDEN.search(text) else heard.origin
    heard.people, rest = _people(text)
    heard.minutes, rest = _minutes(rest)
    spelled = rooms_spelled(rest)
    hints = prose.Words(objects=_objects(), places=place_words())
    whole = ground_in(spelled)
    last = whole
    for fact in prose.read(spelled, words=hints).facts[: MOST_LINES * 2]:
        if _is_people(fact):
            heard.people = max(heard.people, min(int(fact.qty or 1), MOST_PEOPLE))
        elif _is_money(fact):
            heard.speaks_of_money = True
        elif fact.kind != "rule" and fact.unit not in TIME_UNITS and "repeated" not in fact.flags:
            last = _longer(fact.place, ground_in(fact.sentence)) or last
            draft = _draft(fact, said=last, after=spelled[fact.figure[1] :], person=person, today=today)
            if draft.kind is not None and draft.kind.code == Kind.OTHER:
                draft.kind = heard.kind
            heard.drafts.append(draft)
    heard.drafts = heard.drafts[:MOST_LINES]
    heard.where = place_meant(whole, person, today) if whole else Meant()
    if heard.drafts:
        heard.kind = heard.drafts[0].kind or heard.kind
        heard.where = heard.where if heard.where.place else heard.drafts[0].where
    return heard


def kind_for(*words: str) -> Kind:
    """The kind of work by its words, the earliest in the sentence; what no word fits is of the kind 其它."""
    text = "".join(words)
    best: tuple[int, int, Kind] | None = None
    for kind in kinds():
        for word in filter(None, kind.words.split("、")):
            at = text.find(word)
            if at >= 0 and (best is None or (at, -len(word)) < best[:2]):
                best = (at, -len(word), kind)
    if best is not None:
        return best[2]
    return next((kind for kind in kinds() if kind.code == Kind.OTHER), kinds()[-1])


@once
def kinds() -> list[Kind]:
    """The kinds in use, in the school's order. Raises LookupError where there is none."""
    found = list(Kind.objects.filter(is_active=True).order_by("sort", "pk"))
    if not found:
        raise LookupError("no kind of work: kinds_prepare has not run")
    return found


def item_for(action: str, thing: str, unit: str) -> WorkItem | None:
    """The repairs' own kind of work these words are, if they are one."""
    return _items().get((action, thing, unit))


def category_for(item: WorkItem | None, thing: str) -> Category | None:
    """The kind of fault: that of the item, else what is usual for such a thing, where all say the same."""
    if item is not None:
        return item.category
    found = {one.category for one in _items().values() if one.object == thing and one.category is not None}
    return found.pop() if len(found) == 1 else None


def doubt_about(qty: Decimal | None) -> str:
    """Why a quantity had better be looked at again, as a sentence; or nothing."""
    if qty is None:
        return _("数量没听清，请填上。")
    if qty <= 0:
        return _("数量“%(qty)s”不大于零，请改一改。") % {"qty": f"{qty:f}"[:20]}
    if qty > int(rules.value("worklog.most_qty")):
        return _("数量“%(qty)s”太大了，不像真的，请改一改。") % {"qty": f"{qty:f}"[:20]}
    return ""


def _draft(fact: prose.Fact, *, said: str, after: str, person: Person, today: date) -> Draft:
    action = fact.deed or fact.action
    thing = _without_place(fact.object, said, after)
    action = action or _usual_action(thing)
    item = item_for(action, thing, fact.unit)
    kind = _kind_of(item, action, thing, fact.sentence)
    draft = Draft(
        key=f"{action}|{thing}|{fact.unit}", action=action[:20], object=thing[:40], qty=fact.qty,
        unit=(fact.unit or "次")[:10], is_approx=fact.approx, sense=str(SENSES.get(fact.approx_sense, "")),
        where=place_meant(said, person, today) if said else Meant(), kind=kind, item=item,
        category=category_for(item, thing) if kind.code == Kind.REPAIR else None,
    )  # fmt: skip
    draft.doubt = doubt_about(fact.qty)
    if "planned" in fact.flags or YET_TO_DO.search(fact.sentence):
        draft.left_out = _("好像还没做，先不记。")
    elif "total" in fact.flags:
        draft.left_out = _("这是合计，已经按分项记了。")
    elif "before" in fact.flags:
        draft.left_out = _("这是原来的数，先不记。")
    return draft


def _longer(one: str, other: str) -> str:
    """Of two words for a place the one that holds the other: 1号楼三楼女厕 rather than 三楼女厕."""
    return other if one in other else one


def _kind_of(item: WorkItem | None, action: str, thing: str, sentence: str) -> Kind:
    if item is not None:
        repair = next((kind for kind in kinds() if kind.code == Kind.REPAIR), None)
        if repair is not None and not any(word in action for word in ("搬", "清扫")):
            return repair
    found = kind_for(action)
    return kind_for(sentence, thing) if found.code == Kind.OTHER else found


def _without_place(thing: str, said: str, after: str) -> str:
    """女生宿舍灯管 → 灯管; and where only the place is left: what follows the number (5扇门), or 二楼厕所 → 厕所."""
    if said and thing.startswith(said) and len(thing) > len(said):
        return thing.removeprefix(said)
    if not thing or (said and thing == said):
        follows = re.match(r"[^\s，。,;；、\d一二两三四五六七八九十了]{1,8}", after)
        tail = re.sub(r"^.*(?:楼|层|栋|号)", "", thing)
        return (follows.group() if follows else "") or tail or thing or _("物品")
    for word in sorted(place_words(), key=len, reverse=True):
        if thing.startswith(word) and len(thing) > len(word):
            return thing.removeprefix(word)
    return thing


def _usual_action(thing: str) -> str:
    """What is usually done with such a thing, where the sentence has no verb: 灯管3根 were replaced."""
    return next((one.action for one in _items().values() if one.object == thing), FALLBACK)


def _is_people(fact: prose.Fact) -> bool:
    if fact.unit == "人次":  # carrying is told so; visitors are counted, but they did not work
        return kind_for(fact.deed or fact.action).code == "carry"
    return fact.object in PEOPLE_WORDS and fact.unit in {"个", "名", "位", "人", ""}


def _is_money(fact: prose.Fact) -> bool:
    """Money is not counted work; but 20块 of what was put up or mended are pieces."""
    if fact.kind != "money" and fact.amount_yuan is None:
        return False
    return not (fact.unit == "块" and fact.object and fact.action and not re.search(r"[花付交收买购销]", fact.action))


def _people(text: str) -> tuple[int, str]:
    """How many took part, and the sentence without those words."""
    count = 1
    if together := TOGETHER.search(text):
        count = 1 + len(re.split(r"[、和,，]", together[1]))
        text = TOGETHER.sub("", text, count=1)
    if found := PEOPLE.search(text):
        count = int(_number(found[1]))
        text = text[: found.start()] + "，" + text[found.end() :]
    return max(1, min(count, MOST_PEOPLE)), text


def _minutes(text: str) -> tuple[int | None, str]:
    """How long it took, and the sentence without those words."""
    total = Decimal(0)
    if found := HOURS.search(text):
        hours = Decimal("0.5") if found[4] else _number(found[1])
        total += hours * 60 + (30 if found[2] or found[3] else 0)
        text = text[: found.start()] + "，" + text[found.end() :]
    if found := MINUTES.search(text):
        total += _number(found[1])
        text = text[: found.start()] + "，" + text[found.end() :]
    if found := QUARTERS.search(text):
        total += 15 * (3 if found[1] == "三" else 1)
        text = text[: found.start()] + "，" + text[found.end() :]
    return (int(total) if 0 < total <= MOST_MINUTES else None), text


def _number(text: str) -> Decimal:
    """3, 1.5, 两, 十二, 二十, 半 as a number."""
    if text == "半":
        return Decimal("0.5")
    if text[0].isdigit():
        return Decimal(text)
    text = text.replace("两", "二")
    tens, ten, ones = text.partition("十")
    if not ten:
        return Decimal(HAN.index(text[-1]))
    return Decimal((HAN.index(tens[-1]) if tens else 1) * 10 + (HAN.index(ones[0]) if ones else 0))


@once
def _items() -> dict[tuple[str, str, str], WorkItem]:
    rows = WorkItem.objects.filter(is_active=True).select_related("category__trade").order_by("pk")
    return {(one.action, one.object, one.unit): one for one in rows}


@once
def _objects() -> frozenset[str]:
    """Words for things that stay whole: the catalogue's, and those lately kept here (mended once, read right next)."""
    lately = Line.objects.filter(status=Line.Status.KEPT).order_by("-pk").values_list("object", flat=True)[:LATELY]
    return frozenset(key[1] for key in _items()) | {one for one in lately if len(one) > 1} | USUAL_THINGS
