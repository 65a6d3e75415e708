"""Addresses of the stores beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import ask, basket, count, counter, paper, receive, returns, stock, supply

pages = [
    path("counter/", counter.counter, name="counter"),
    path("counter/quotas/", counter.quotas, name="quotas"),
    path("counter/items/", basket.find_items, name="find-items"),
    path("counter/who/", basket.find_who, name="find-who"),
    path("ask/", ask.ask, name="ask"),
    path("mine/", ask.mine, name="mine"),
    path("mine/<int:pk>/sign/", ask.sign, name="sign"),
    path("mine/<int:pk>/withdraw/", ask.withdraw, name="withdraw"),
    path("receive/", receive.receive, name="receive"),
    path("transfer-now/", receive.transfer, name="transfer"),
    path("stock/", stock.stock, name="stock"),
    path("stock/<int:pk>/", stock.item, name="item"),
    path("book/", stock.book, name="book"),
    path("supplies/", supply.supplies, name="supplies"),
    path("supplies/new/", supply.plan, name="supply-new"),
    path("supplies/plan/<int:pk>/", supply.change, name="supply-change"),
    path("supplies/turn/<int:pk>/", supply.turn, name="turn"),
    path("back/issue/<int:pk>/", returns.issue_back, name="issue-back"),
    path("back/loan/<int:pk>/", returns.loan_back, name="loan-back"),
    path("count/", count.start, name="count-start"),
    path("count/<int:pk>/", count.count, name="count"),
    path("paper/<slug:kind>/<int:pk>.pdf", paper.paper, name="paper"),
    path("paper/<slug:kind>/<int:pk>/", paper.open_paper, name="paper-open"),
]
urlpatterns = [path("stores/", include((pages, "stores")))]
