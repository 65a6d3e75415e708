"""The archive: records of a matter lie together in a box, each once, with its list on top."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from lvye.kernel.papers.tests.make import texts
from lvye.kernel.people.tests import make as people
from lvye.modules.plans import services
from lvye.modules.plans.models import Filing
from lvye.modules.plans.sight import filings_seen
from lvye.modules.plans.tests import make
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def director() -> Any:
    return people.user_in("director")


def test_a_job_and_its_meeting_lie_in_one_box_under_running_numbers_and_in_no_second(director: Any) -> None:
    box, other = make.archivebox(), make.archivebox()
    job, meeting = repairs.job(), make.meeting()
    first = services.file_away(box, "repairs.job", job.pk, sheets=3, today=make.TODAY, actor=director)
    second = services.file_away(box, "plans.meeting", meeting.pk, today=make.TODAY, actor=director)
    assert [first.number, second.number] == [1, 2]
    with pytest.raises(ValidationError, match="已经在一个档案盒里"), transaction.atomic():
        services.file_away(other, "repairs.job", job.pk, today=make.TODAY, actor=director)
    with pytest.raises(ValidationError, match="为什么取出来"), transaction.atomic():
        services.filing_take_out(first, reason=" ", today=make.TODAY, actor=director)
    services.filing_take_out(first, reason="放错了盒", today=make.TODAY, actor=director)
    assert services.file_away(other, "repairs.job", job.pk, today=make.TODAY, actor=director).number == 1


def test_who_does_not_see_a_record_neither_files_it_nor_reads_its_title(director: Any) -> None:
    box, job = make.archivebox(), repairs.job()
    keeper = people.user_with("plans.file_filing", "plans.view_filing", "plans.view_archivebox")
    with pytest.raises(ValidationError, match="看不到"), transaction.atomic():
        services.file_away(box, "repairs.job", job.pk, today=make.TODAY, actor=keeper)
    services.file_away(box, "repairs.job", job.pk, today=make.TODAY, actor=director)
    assert list(filings_seen(Filing.objects.all(), keeper)) == []


def test_from_the_page_of_a_record_to_the_box_and_its_list(client: Any, director: Any) -> None:
    box, job = make.archivebox(title="电路改造"), repairs.job()
    client.force_login(director)
    where = reverse("plans:file-away", args=["repairs.job", job.pk])
    assert where in client.get(reverse("repairs.job:detail", args=[job.pk])).content.decode()
    refused = client.post(where, {"box": box.pk, "sheets": "很多"})
    assert refused.status_code == 400
    assert "页数写成" in refused.content.decode()
    assert client.post(where, {"box": box.pk, "sheets": "3"}).status_code == 302
    assert "已经在" in client.get(where).content.decode()
    page = client.get(reverse("plans.archivebox:detail", args=[box.pk]))
    assert reverse("repairs.job:detail", args=[job.pk]) in page.content.decode()
    words = "".join(texts(client.get(reverse("plans.archivebox:detail", args=[box.pk]) + "?as=print").content))
    assert "卷内目录" in words
    assert "电路改造" in words
    filing = Filing.objects.get()
    client.post(reverse("plans:filing-out", args=[filing.pk]), {"reason": "借阅"})
    assert "取出了" in client.get(reverse("plans.archivebox:detail", args=[box.pk])).content.decode()
