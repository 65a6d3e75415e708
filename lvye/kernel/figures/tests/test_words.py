from __future__ import annotations

from decimal import Decimal

from django.utils import translation

from lvye.kernel.figures.api import Count, Dim, Figure, Share, Sum, Value, against, apart, text
from lvye.kernel.figures.declare import Measure


def figure(unit: str = "件", value: Measure | None = None, **more: object) -> Figure:
    """A figure that is declared nowhere: words need no records."""
    given: dict[str, object] = {"name": "x.y", "label": "甲", "definition": "乙", "register": "x.y", "date": ""}
    return Figure(**given | {"unit": unit, "value": value or Count()} | more)  # type: ignore[arg-type]


def value(number: str, of: Figure, *, rows: int = 1, **keys: object) -> Value:
    return Value(of, keys, Decimal(number), rows)


def test_chinese_writes_number_and_unit_together_and_english_apart() -> None:
    yuan = figure("元")
    assert text(value("3312", yuan)) == "3,312元"
    assert against(value("12", yuan), value("9", yuan)) == "多3元"
    with translation.override("en"):
        for unit in ("minutes", " minutes", "yuan", " days"):
            assert text(value("12", figure(unit))) == f"12 {unit.strip()}"
        assert against(value("12", figure(" days")), value("9", figure(" days"))) == "3 days more"


def test_a_share_has_no_unit_in_any_language() -> None:
    share = figure("%", Share(part=None))  # type: ignore[arg-type]
    assert text(value("92.5", share)) == "92.5%"
    with translation.override("en"):
        assert text(value("92.5", share)) == "92.5%"


def test_a_number_over_several_units_is_said_unit_by_unit() -> None:
    mixed = figure("", Sum("qty"), by={"unit": Dim("单位", "unit")}, apart="unit")
    values = [value("1680", mixed, unit="个"), value("462", mixed, unit="张"), value("0", mixed, unit="台")]
    assert apart(values) == "1,680个、462张"
    assert apart([*values, value("12", mixed, unit="副"), value("3", mixed, unit="根")]) == "1,680个、462张、12副…"
    assert apart([]) == "—"


def test_one_of_several_units_brings_its_own_unit() -> None:
    mixed = figure("", Sum("qty"), by={"unit": Dim("单位", "unit")}, apart="unit")
    assert text(value("84", mixed, unit="个")) == "84个"
    assert against(value("84", mixed, unit="个"), value("80", mixed, unit="个")) == "多4个"
