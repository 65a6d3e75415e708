from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lvye.kernel.files import api as files
from lvye.kernel.people.tests import make as people
from lvye.modules.plans import services
from lvye.modules.plans.models import PlanItem, Proof, ProofKind, State
from lvye.modules.plans.standing import rows_with_all, standing
from lvye.modules.plans.tests import make
from lvye.modules.plans.tests.test_plans import refusal
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db


def picture(name: str = "井.jpg") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (64, 48), (40, 120, 60)).save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/jpeg")


def state_of(item: PlanItem) -> str:
    return standing(rows_with_all(PlanItem.objects.filter(pk=item.pk)).get(), today=make.TODAY).state


def test_an_item_without_targets_is_done_by_any_proof(actor: Any) -> None:
    item = make.running()
    assert state_of(item) == State.OPEN
    services.proof_words(item, "三号井清了，水走得快", now=make.NOW, actor=actor)
    assert state_of(item) == State.DONE
    item.refresh_from_db()
    assert item.state == State.DONE


def test_a_photo_is_asked_for_and_a_sentence_does_not_do(actor: Any) -> None:
    item = make.running(aims=[services.Aim(proof="photo")])
    services.proof_words(item, "清完了", now=make.NOW, actor=actor)
    assert state_of(item) == State.PART
    (proof,) = services.proof_files(item, [picture()], words="清后", now=make.NOW, actor=actor)
    assert proof.kind == ProofKind.PHOTO
    assert files.of(proof).count() == 1
    assert state_of(item) == State.DONE


def test_a_paper_and_a_photo_are_two_proofs_of_their_own_kinds(actor: Any) -> None:
    item = make.running()
    paper = SimpleUploadedFile("验收单.txt", "验收合格".encode(), "text/plain")
    made = services.proof_files(item, [picture(), paper], now=make.NOW, actor=actor)
    assert [one.kind for one in made] == [ProofKind.PHOTO, ProofKind.PAPER]


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(actor: Any) -> None:
    item = make.running()
    fake = SimpleUploadedFile("假.jpg", b"MZ\x90\x00" * 50, "image/jpeg")
    assert refusal(services.proof_files, item, [picture(), fake], now=make.NOW, actor=actor)
    assert not Proof.objects.exists()


def test_a_record_of_the_register_counts_once(actor: Any) -> None:
    director = people.user_in("director")
    item, job = make.running(), repairs.job(status="finished")
    values = {"now": make.NOW, "actor": director}
    proof = services.proof_record(item, "repairs.job", job.pk, **values)
    assert (proof.kind, proof.about_id) == (ProofKind.RECORD, job.pk)
    assert job.number in proof.label
    assert "已经算在" in refusal(services.proof_record, item, "repairs.job", job.pk, **values)


def test_only_a_record_one_may_see_can_be_attached(actor: Any) -> None:
    item, job = make.running(), repairs.job(status="finished")
    teacher = people.user_in("teacher")  # sees his own reports alone
    for about, pk in (("repairs.job", job.pk), ("no.such", 1), ("plans.planitem", item.pk), ("repairs.job", 999_999)):
        words = refusal(services.proof_record, item, about, pk, now=make.NOW, actor=teacher)
        assert "没有找到这条记录" in words


def test_nothing_is_proved_before_the_plan_runs_or_after_the_item_was_dropped(actor: Any) -> None:
    draft = make.planitem()
    assert "还没有审定" in refusal(services.proof_words, draft, "做了", now=make.NOW, actor=actor)
    item = services.item_drop(make.running(), why="不做了", actor=actor, today=make.TODAY)
    assert "已经取消" in refusal(services.proof_words, item, "做了", now=make.NOW, actor=actor)


def test_a_proof_that_says_nothing_is_none(actor: Any) -> None:
    item = make.running()
    values = {"now": make.NOW, "actor": actor}
    assert "写一句" in refusal(services.proof_words, item, "  ", **values)
    assert "300" in refusal(services.proof_words, item, "长" * 301, **values)
    assert "选一张照片" in refusal(services.proof_files, item, [], **values)


def test_a_withdrawn_proof_counts_no_longer_and_not_everybody_withdraws_it(actor: Any) -> None:
    repairer, other = people.user_in("repairer"), people.user_in("repairer")
    item = make.running()
    proof = services.proof_words(item, "好了", now=make.NOW, actor=repairer)
    assert "别人登记的" in refusal(services.proof_withdraw, proof, now=make.NOW, actor=other)
    services.proof_withdraw(proof, now=make.NOW, actor=repairer)
    assert state_of(item) == State.OPEN
    item.refresh_from_db()
    assert item.state == State.OPEN
