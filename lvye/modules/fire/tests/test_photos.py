"""More photos than the most: refused with a sentence, on the card and at the drill; nothing that was said is lost."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lvye.kernel.duties.api import MOST_PHOTOS, Instance, Status
from lvye.kernel.files.api import Attachment
from lvye.kernel.people.tests import make as people
from lvye.modules.fire.screens import drill as drills
from lvye.modules.fire.tests import make
from lvye.modules.fire.tests.make import DAY
from lvye.modules.fire.tests.test_fire import begin


@pytest.fixture(scope="module")
def picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (8, 8), "red").save(kept, "JPEG")
    return kept.getvalue()


def shots(picture: bytes, count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{n}.jpg", picture, "image/jpeg") for n in range(count)]


def test_more_photos_than_the_most_are_refused_on_the_card_and_the_check_stays_to_be_made(
    client: Any, db: Any, picture: bytes
) -> None:
    now = timezone.now()
    device = make.device(today=timezone.localdate(now))
    guard, _duty = begin("extinguisher_monthly", now - 2 * DAY)
    one = Instance.objects.filter(spot__target_id=device.pk).order_by("opens_at")[0]
    Instance.objects.filter(pk=one.pk).update(opens_at=now - DAY, due_at=now + DAY, closes_at=now + DAY)
    client.force_login(guard)
    address = reverse("fire:scan", args=[device.code])
    said = {"bad-hose": "on", "n-hose": "喷管裂了"}
    answer = client.post(address, said | {"p-hose": shots(picture, MOST_PHOTOS + 1)})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"最多放 {MOST_PHOTOS} 张照片" in page
    assert "喷管裂了" in page
    assert "照片请再选一次" in page
    one.refresh_from_db()
    assert (one.status, Attachment.objects.count()) == (Status.DUE, 0)
    assert client.post(address, said | {"p-hose": shots(picture, MOST_PHOTOS)}).status_code == 302
    one.refresh_from_db()
    assert (one.status, Attachment.objects.count()) == (Status.DONE, MOST_PHOTOS)


def test_more_photos_than_the_most_are_refused_at_the_drill_and_its_times_stay_on_the_page(
    client: Any, db: Any, picture: bytes
) -> None:
    drill = make.drill()
    time = drill.times.get()
    client.force_login(people.user_in("director"))
    alarm = (timezone.now() - timedelta(minutes=9)).isoformat()
    said = {f"seconds-{time.pk}": "117", f"people-{time.pk}": "423", "alarm_at": alarm}
    address = reverse("fire:drill-run", args=[drill.pk])
    answer = client.post(address, said | {"photos": shots(picture, drills.MOST_PHOTOS + 1)})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"最多放 {drills.MOST_PHOTOS} 张照片" in page
    assert 'value="117"' in page
    assert 'value="423"' in page
    assert alarm.partition("+")[0] in page
    drill.refresh_from_db()
    assert (drill.status, Attachment.objects.count()) == ("planned", 0)
    assert client.post(address, said | {"photos": shots(picture, drills.MOST_PHOTOS)}).status_code == 302
    drill.refresh_from_db()
    assert (drill.status, Attachment.objects.count()) == ("held", drills.MOST_PHOTOS)
