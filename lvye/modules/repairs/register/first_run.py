"""What the last page of the first run says of the repairs: without a repairer nobody can be sent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.setup.api import Following, following

following(
    Following(
        url_name="repairs.worker:list",
        label=_("登记维修工"),
        words=_("谁会修什么、管哪几栋楼、几点上班：记好了，报修一来就能派给人。"),
        icon="wrench",
        right="repairs.add_worker",
        order=30,
    )
)
