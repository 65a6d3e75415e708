"""The publication sheet of a term (财务公示表), as it is hung up and signed by the review group."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kernel.terms.api import term_period
from lvye.kit import say
from lvye.modules.finance.models import Review
from lvye.modules.finance.queries import journal_accounts, journal_balance
from lvye.modules.finance.reports import income_by_kind, spending_by_project

from .common import mine_of


@needs("finance.view_review")
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """The sheet as PDF; names of people stand in the signatures alone."""
    review: Review = mine_of(request, "finance.review", pk)
    period = term_period(review.term)
    income, spending = income_by_kind(review.book, period), spending_by_project(review.book, period)
    tables = [_amounts(_("收入"), _("来源"), income), _amounts(_("支出"), _("项目"), spending)]
    kept = [
        [str(account.get_journal_display()), f"{journal_balance(account, book=review.book, on=period.ends_on):,.2f}"]
        for account in journal_accounts()
    ]
    tables.append(papers.Table([_("期末结余"), _("金额（元）")], kept, numeric={1}, caption=_("结余")))
    findings = [[one.what, one.measure, str(one.get_status_display())] for one in review.findings.order_by("pk")]
    if findings:
        heads = [_("发现的问题"), _("整改要求"), _("结果")]
        tables.append(papers.Table(heads, findings, widths=(4, 4, 2), caption=_("审查发现")))
    facts = [
        (_("账套"), str(review.book)), (_("期间"), period.dates), (_("审查日期"), say.day(review.on)),
        (_("公示"), _shown(review)), (_("审查意见"), review.result or _("审查中")),
    ]  # fmt: skip
    content = papers.form_pdf(
        title=_("财务收支公示表"), school=school_name(), printed_on=timezone.localdate(), register=_("财务审查"),
        period=review.term.name, facts=facts, lines=tables,
        signatures=[papers.Signature(_("审查小组"), person.name) for person in review.members.order_by("pk")],
        url=f"{settings.BASE_URL}{reverse('finance.review:detail', args=[pk])}", code=f"SC-{review.pk}",
    )  # fmt: skip
    return papers.answer(content, f"{_('财务收支公示表')} {review.term.code}.pdf")


def _amounts(caption: str, head: str, pairs: list[tuple[str, Decimal]]) -> papers.Table:
    rows = [[label, f"{amount:,.2f}"] for label, amount in pairs]
    total = sum((amount for _label, amount in pairs), Decimal())
    rows.append([_("合计"), f"{total:,.2f}"])
    return papers.Table([head, _("金额（元）")], rows, numeric={1}, caption=caption)


def _shown(review: Review) -> str:
    if review.published_on is None or review.shown_until is None:
        return _("还没公示")
    return f"{review.shown_at} {say.period(review.published_on, review.shown_until)}"
