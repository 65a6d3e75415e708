"""An incident starts an emergency plan; its steps are ticked with their times; it is ended in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lvye.kernel.accounts.api import system_user
from lvye.kernel.notices.models import Notice
from lvye.kernel.offers import api as offers
from lvye.kernel.people.tests import make as people
from lvye.modules.fire import services
from lvye.modules.fire.models import PlanRun
from lvye.modules.fire.tests import make
from lvye.modules.fire.tests.make import NOW


def test_a_plan_is_followed_step_by_step_with_the_times(client: Any, db: Any) -> None:
    director, guard = people.user_in("director"), people.user_in("guard")
    place = make.places.place()
    run = offers.take("fire.start", title="设施设备", text="配电房冒烟", place=place, about=place, actor=guard)
    assert isinstance(run, PlanRun)
    assert Notice.objects.filter(user=director, title__contains="应急预案启动").exists()
    assert "fire.start" not in {one.code for one in offers.offers_for(director)}
    with make.refused("启动过预案"):
        offers.take("fire.start", title="再来", text="", place=place, about=place, actor=guard)
    plan = make.plan(status="holds", text="一、先喊、再报警\n\n二、切电源\n三、疏散清点")
    with make.refused("现行"):
        services.run_choose(run, make.plan(), actor=guard)
    address = reverse("fire.planrun:detail", args=[run.pk])
    client.force_login(guard)
    assert plan.title in client.get(address).content.decode()
    assert client.post(address, {"deed": "choose", "number": plan.pk}).status_code == 302
    first = run.steps.get(number=1)
    assert client.post(address, {"deed": "tick", "number": first.pk}).status_code == 302
    first.refresh_from_db()
    assert first.by == guard.person  # type: ignore[attr-defined]  # the other end
    assert services.step_tick(first, now=NOW, actor=director).done_at == first.done_at
    page = client.get(address).content.decode()
    assert "还有 2 步" in page
    assert client.post(address, {"deed": "end", "words": "好了"}).status_code == 400  # not the guard's to end
    client.force_login(director)
    assert client.post(address, {"deed": "end", "words": " "}).status_code == 400
    assert client.post(address, {"deed": "end", "words": "扑灭，配电房加一个灭火器"}).status_code == 302
    run.refresh_from_db()
    assert run.status == "over"
    with make.refused("已经解除"):
        services.step_tick(run.steps.select_related("run").get(number=2), now=NOW, actor=system_user())
