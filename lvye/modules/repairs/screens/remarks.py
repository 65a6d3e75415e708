"""Sentences added to a job, as the pages show them: in order, who and when; strangers read no reporter's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.files import api as files
from lvye.kit import say
from lvye.modules.repairs.models import Job, Referral, Remark

from . import photos

MOST_PHOTOS = 3
Side = Remark.Side


def shown(
    job: Job, attached: Sequence[files.Attachment], *, key: str = "", public: bool
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """What was said on the job and what the principal answered, the newest first; and the photos of no sentence.

    public: without names of reporters. Photos belong to the sentence they came with: they bear its moment.
    """
    remarks = list(Remark.objects.filter(job=job))
    moments = {one.at for one in remarks}
    said: list[tuple[datetime, str, str, list[dict[str, str]]]] = []
    for one in remarks:
        own = photos.shown([p for p in attached if p.added_at == one.at], key=key)
        said.append((one.at, _public_name(one) if public else name_of(one, job), one.words, own))
    for asked in Referral.objects.filter(job=job):
        said.append((asked.asked_at, str(Side.OFFICE.label), _("这件事已经请示校领导。"), []))
        if asked.answered_at is not None:
            answer = _("校领导答复：%(answer)s") % {"answer": asked.answer}
            said.append((asked.answered_at, str(Side.OFFICE.label), answer, []))
    rows = [
        {"when": say.moment(at), "who": who, "words": words, "photos": own}
        for at, who, words, own in sorted(said, key=lambda one: one[0], reverse=True)
    ]
    return rows, photos.shown([one for one in attached if one.added_at not in moments], key=key)


def name_of(remark: Remark, job: Job) -> str:
    """Who said it, for those who work on it: by name where there is one."""
    if remark.by_name:
        return remark.by_name
    if remark.side == Side.REPORTER and job.reporter_name:
        return job.reporter_name
    return str(remark.get_side_display())


def _public_name(remark: Remark) -> str:
    """Repairers and firms by name, as the page names them anyway; the others by what they are."""
    named = remark.side in {Side.WORKER, Side.FIRM}
    return remark.by_name if named and remark.by_name else str(remark.get_side_display())


Entries = list[dict[str, Any]]


def entries(job: Job, pictures: Entries) -> tuple[Entries, Entries]:
    """The sentences as steps of the story, each with the photos that came with it; and the photos that are left."""
    made = []
    for remark in Remark.objects.filter(job=job):
        own = [one for one in pictures if one["attachment"].added_at == remark.at]
        pictures = [one for one in pictures if one not in own]
        made.append(
            {
                "at": remark.at, "when": say.moment(remark.at), "who": name_of(remark, job), "text": _("补一句"),
                "kind": "idle", "reason": remark.words, "photos": own,
            }
        )  # fmt: skip
    return made, pictures
