"""The chart of accounts, the items of spending and the sets of books a school begins with."""

from __future__ import annotations

import csv
from pathlib import Path

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.finance.models import Account, Book, Item

from .seed import BOOKS, ITEMS, JOURNALS, KINDS, SIDES, SYSTEMS

CHART = Path(__file__).parents[1] / "data" / "chart.csv"


def chart_prepare(*, actor: User) -> int:
    """Make the accounts, items and books that are not there yet; returns how many were made.

    The chart is that of the government accounting rules (政府会计制度 for 行政事业单位). What the school renamed stays.
    """
    with records.deed():
        return _books(actor) + _accounts(actor) + _items(actor)


def _books(actor: User) -> int:
    have = set(Book.objects.values_list("code", flat=True))
    rows = [{"code": c, "name": n, "is_parallel": parallel} for c, n, parallel in BOOKS if c not in have]
    return len(records.create_many(Book, rows, actor=actor)) if rows else 0


def _accounts(actor: User) -> int:
    have = set(Account.objects.values_list("code", flat=True))
    with CHART.open(encoding="utf-8") as sheet:
        rows = [
            {
                "code": row["code"], "name": row["name"], "kind": KINDS[row["class"]], "system": SYSTEMS[row["system"]],
                "side": SIDES[row["normal_side"]], "journal": JOURNALS.get(row["code"], Account.Journal.NONE),
            }
            for row in csv.DictReader(sheet)
            if row["code"] not in have
        ]  # fmt: skip
    return len(records.create_many(Account, rows, actor=actor)) if rows else 0


def _items(actor: User) -> int:
    have = set(Item.objects.values_list("code", flat=True))
    accounts = {account.code: account for account in Account.objects.all()}
    rows = [
        {"code": code, "name": name, "account": accounts[account], "is_capital": account.startswith("16")}
        for code, name, account in ITEMS
        if code not in have
    ]
    return len(records.create_many(Item, rows, actor=actor)) if rows else 0
