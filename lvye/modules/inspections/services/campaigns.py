"""大排查: begun with its areas, answered area by area, over when all have answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_for
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.inspections.models import Area, AreaStatus, Campaign, CampaignStatus

from . import telling


def campaign_begin(
    *,
    name: str,
    why: str = "",
    begins_on: date,
    ends_on: date,
    items: str,
    lead: Person,
    areas: Sequence[tuple[Place, Person]] = (),
    now: datetime,
    actor: User,
) -> Campaign:
    """Begin a campaign; who looks at an area is told. Raises ValidationError without items, or for impossible areas."""
    if not [line for line in items.splitlines() if line.strip()]:
        raise ValidationError({"items": _("请写查什么，一行一项。")})
    year = timezone.localdate(now).year
    with records.deed():
        campaign = records.create(
            Campaign, actor=actor, number=f"PC{year}-{rules.next_number(f'inspections.campaign:{year}', 2)}",
            name=name.strip(), why=why.strip(), begins_on=begins_on, ends_on=ends_on, items=items.strip(), lead=lead,
        )  # fmt: skip
        for place, person in areas:
            area_add(campaign=campaign, place=place, person=person, now=now, actor=actor)
    return campaign


def area_add(*, campaign: Campaign, place: Place, person: Person, now: datetime, actor: User) -> Area:
    """One more area, and who looks at it. Raises ValidationError once the campaign is over."""
    if person.status != PersonStatus.HERE or person.kind == PersonKind.STUDENT:
        raise ValidationError({"person": _("请选在校的教职工来查。")})
    with records.deed():
        _refuse_over(Campaign.objects.select_for_update().get(pk=campaign.pk))
        area = records.create(Area, actor=actor, campaign=campaign, place=place, person=person)
        title = _("%(name)s：请您查%(where)s，%(day)s前报结果，没有发现也要报") % {
            "name": campaign.name, "where": place.full_name, "day": say.date(campaign.ends_on),
        }  # fmt: skip
        telling.tell_area(area, title, now=now)
    return area


def area_hand_over(area: Area, *, person: Person, now: datetime, actor: User) -> Area:
    """Somebody else looks at it."""
    _refuse_over(area.campaign)
    with records.deed():
        changed = records.amend(area, actor=actor, person=person)
        title = _("%(name)s：请您查%(where)s") % {"name": area.campaign.name, "where": area.place.full_name}
        telling.tell_area(changed, title, now=now)
    return changed


def area_report(
    area: Area, *, looked_at: Collection[str], found_none: bool, words: str = "", now: datetime, actor: User
) -> Area:
    """The area's answer: all items were looked at, and either hazards were entered or there are none.

    Raises ValidationError naming the items not looked at; when nothing was found and nobody said so; when somebody
    says so though hazards were entered; or for somebody whose area it is not and who does not lead.
    """
    person = person_for(actor)
    if person not in {area.person, area.campaign.lead} and not actor.has_perm("inspections.add_campaign"):
        raise ValidationError(_("这个区域由%(who)s查，请他来报。") % {"who": area.person}, code="not_yours")
    left = [item for item in area.campaign.item_list if item not in looked_at]
    if left:
        raise ValidationError({"looked_at": _("还没有看：%(items)s。") % {"items": "、".join(left)}}, code="not_all")
    count = area.hazards.count()
    if count == 0 and not found_none:
        raise ValidationError({"found_none": _("没有登记隐患：确实没有，请点“查过了，没有发现”。")}, code="say_none")
    if count and found_none:
        text = _("这个区域已经登记了 %(n)s 处隐患，不能报没有发现。")
        raise ValidationError({"found_none": text % {"n": count}}, code="there_are")
    return records.take(
        area, "report", actor=actor, reported_on=timezone.localdate(now), reported_by=person, found_count=count,
        words=words.strip(),
    )  # fmt: skip


def area_excuse(area: Area, *, words: str, now: datetime, actor: User) -> Area:
    """It need not be looked at, for a reason; counted apart. Raises ValidationError without one."""
    if not words.strip():
        raise ValidationError({"words": _("请写明为什么免查。")})
    return records.take(
        area, "excuse", actor=actor, words=words.strip(), reported_on=timezone.localdate(now),
        reported_by=person_for(actor),
    )  # fmt: skip


def campaign_finish(campaign: Campaign, *, now: datetime, actor: User) -> Campaign:
    """Over. Raises ValidationError naming the areas that have not answered, or when there are none at all."""
    areas = list(campaign.areas.select_related("place").order_by("pk"))
    if not areas:
        raise ValidationError(_("还没有分区域，不能结束。"), code="no_areas")
    due = [area.place.full_name for area in areas if area.status == AreaStatus.DUE]
    if due:
        text = _("还有区域没有报：%(areas)s。没有发现也要报；不用查的由主任写明原因免查。")
        raise ValidationError(text % {"areas": "、".join(due[:10])}, code="not_all")
    return records.take(campaign, "finish", actor=actor, done_on=timezone.localdate(now))


def _refuse_over(campaign: Campaign) -> None:
    if campaign.status != CampaignStatus.OPEN:
        raise ValidationError(_("这次大排查已经结束。"), code="over")
