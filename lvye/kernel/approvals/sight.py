"""What a user sees of an asking: the words of the page, within his rights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.registers.api import facts as register_facts
from lvye.kernel.registers.api import registers
from lvye.kit import say

from . import queries
from .deciders import why_not
from .declare import Approvable, approvables
from .models import Asking, Turn

TONE = 2  # where a fact carries one
PAPERS = ("photo", "before", "after", "paper")


def asking_for(user: User, pk: int) -> Asking:
    """The asking, for who takes part in it or sees the record itself; else Http404, as if it were not there."""
    found = Asking.objects.select_related("requester", "asked_by", "chain").filter(pk=pk).first()
    if found is None or not (_takes_part(found, user) or sees_record(found, user)):
        raise Http404
    return found


def _takes_part(asking: Asking, user: User) -> bool:
    return queries.seen_by(Asking.objects.filter(pk=asking.pk), user).exists()


def sees_record(asking: Asking, user: User) -> bool:
    """Whether the record's own register shows it to this user."""
    reg = registers.get(asking.target)
    if reg is None or not user.has_perm(reg.permission("view")):
        return False
    return bool(reg.rows(user).filter(pk=asking.target_id).exists())


def record_of(asking: Asking) -> Any:
    """The record, or None where it is gone or nobody declares its register any more."""
    reg = registers.get(asking.target)
    return reg.model._default_manager.filter(pk=asking.target_id).first() if reg else None


def page_context(asking: Asking, user: User, now: datetime) -> dict[str, Any]:
    """Everything the page of an asking shows."""
    kind, record = approvables.get(asking.kind), record_of(asking)
    turn = queries.turn_for(asking, user, timezone.localdate(now))
    against = why_not(turn, user, timezone.localdate(now)) if turn else ""
    return {
        "asking": asking,
        "label": kind.label if kind else asking.kind,
        "amount": say.money(asking.amount) if asking.amount is not None else "",
        "amount_upper": say.money_upper(asking.amount) if asking.amount is not None else "",
        "facts": _facts(kind, record, user),
        "template": kind.template if kind and record is not None else "",
        "record": record,
        **(kind.context(record, user) if kind and record is not None else {}),
        "files": _files(record),
        "record_url": _record_url(asking, user),
        "turn": turn,
        "against": against,
        "may_agree": turn is not None and not against,
        "due": due_words(turn.due_at, now) if turn else None,
        "who": [_short(one, user) for one in asking.turns_now if one.status not in (Turn.Status.HANDED,)],
        "history": history(asking),
        "holder": holder(asking),
        "puts_again": "" if kind is None else ("here" if kind.returned is None else "there"),
        "is_own": user.pk in (asking.requester_id, asking.asked_by_id),
        "may_previous": turn is not None and _has_previous(asking, turn),
    }


def _facts(kind: Approvable | None, record: Any, user: User) -> list[dict[str, Any]]:
    if kind is None or record is None:
        return []
    found: Iterable[tuple[Any, ...]]
    found = kind.facts(record, user) if kind.facts else register_facts(registers[kind.register], record)
    said = [] if kind.amount is None else [_("金额")]  # stands large above
    return [
        {"label": fact[0], "value": fact[1], "tone": fact[2] if len(fact) > TONE else ""}
        for fact in found
        if fact[1] not in (None, "") and str(fact[0]) not in said
    ]


def _files(record: Any) -> list[dict[str, Any]]:
    """What hangs on the record, opened by a key: who decides must see it, whatever registers he may open."""
    if record is None:
        return []
    key = files.grant(record, kinds=PAPERS)
    return [
        {
            "url": files.url(one, key),
            "thumb": files.thumb_url(one, key),
            "caption": one.caption or ("" if one.is_picture else one.filename),
        }
        for one in files.of(record)
    ]


def _record_url(asking: Asking, user: User) -> str:
    return reverse(f"{asking.target}:detail", args=[asking.target_id]) if sees_record(asking, user) else ""


def due_words(due_at: datetime | None, now: datetime) -> dict[str, str] | None:
    """Until when it should be decided, and how near that is."""
    if due_at is None:
        return None
    if due_at < now:
        return {"kind": "late", "word": _("已超时")}
    today = timezone.localdate(due_at) == timezone.localdate(now)
    word = _("今天到期") if today else _("%(when)s前") % {"when": say.moment(due_at)}
    return {"kind": "soon" if today else "going", "word": word}


WORDS = {
    Turn.Status.AGREED: "done",
    Turn.Status.OPEN: "going",
    Turn.Status.REFUSED: "late",
    Turn.Status.RETURNED: "soon",
}


def _short(turn: Turn, user: User) -> dict[str, Any]:
    """A turn at the line of who agreed: "孙主任 同意", "您", "校长"."""
    kind = Turn.tones[turn.status]
    if turn.decided_by_id:
        words = f"{turn.decided_by} {turn.get_status_display()}"
    elif turn.status == Turn.Status.OPEN:
        words = _("现在：%(who)s") % {"who": turn.name}
    else:
        words = turn.name
    return {"kind": kind, "words": words, "passed": turn.status in (Turn.Status.PASSED, Turn.Status.DROPPED)}


def history(asking: Asking) -> list[dict[str, Any]]:
    """Who did what and when, oldest first, over all rounds; what never came to be is left out."""
    found = [
        {
            "who": str(asking.asked_by),
            "text": _("重新提交") if asking.round > 1 else _("提交"),
            "when": say.moment(asking.asked_at),
            "words": asking.note,
            "kind": "going",
            "at": asking.asked_at,
        }
    ]
    for turn in asking.all_turns:
        if turn.decided_at is not None:
            found.append(_decided(turn))
        elif turn.status == Turn.Status.PASSED:
            line = {"who": turn.name, "text": turn.get_status_display(), "when": "", "words": turn.opinion}
            found.append({**line, "kind": "idle", "at": asking.asked_at})
    return sorted(found, key=lambda line: line["at"])


def _decided(turn: Turn) -> dict[str, Any]:
    role = _("%(step)s代理") % {"step": turn.name} if turn.as_deputy else turn.name
    recorded = " ".join(filter(None, [turn.number, say.day(turn.decided_on) if turn.decided_on else ""]))
    key = files.grant(turn, kinds=PAPERS) if turn.is_recorded else ""
    return {
        "who": f"{turn.decided_by}（{role}）",
        "text": turn.get_status_display(),
        "when": say.moment(turn.decided_at) if turn.decided_at else "",
        "words": turn.opinion,
        "kind": Turn.tones[turn.status],
        "at": turn.decided_at,
        "recorded": recorded,
        "files": [{"url": files.url(one, key), "name": one.filename} for one in files.of(turn)] if key else [],
    }


def holder(asking: Asking) -> dict[str, str] | None:
    """Who has it now and since when, in words; None once it is decided."""
    if asking.status == Asking.Status.RETURNED:
        return {"name": str(asking.requester), "words": _("退回给%(who)s修改") % {"who": asking.requester}, "small": ""}
    if asking.status != Asking.Status.ASKED:
        return None
    turns, since = queries.holding(asking)
    names = "、".join(_with_names(turn, asking) for turn in turns)
    small = []
    if since is not None:
        small.append(_("%(when)s轮到") % {"when": say.moment(since)})
    due = [turn.due_at for turn in turns if turn.due_at]
    if due:
        small.append(_("最晚%(when)s答复") % {"when": say.moment(min(due))})
    return {"name": names, "words": _("现在等%(who)s审批") % {"who": names}, "small": "，".join(small)}


def _with_names(turn: Turn, asking: Asking) -> str:
    if turn.person_id is not None:
        return turn.name
    people = [user.name for user in queries.deciders_now(turn)[:3]]
    return f"{turn.name} {'、'.join(people)}".strip()


def _has_previous(asking: Asking, turn: Turn) -> bool:
    return any(one.status == Turn.Status.AGREED and one.place < turn.place for one in asking.turns_now)
