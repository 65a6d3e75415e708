import random

import pysqlite3
import pytest
from django.db import connection
from hypothesis import assume, given
from hypothesis import strategies as st

from lvye.kit.text import HAN, fts5_query, initials, query_tokens, search_tokens, tsquery

WORDS = "水龙头漏灯管教室门锁坏了三层楼东单曾"
chinese = st.text(alphabet=WORDS, min_size=1, max_size=14)
wild = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"'*():&|!<>-_ANDORNEAR0123456789 水龙头")))


@pytest.fixture(scope="module")
def index():
    """The index as the records kernel makes it."""
    base = pysqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5(x, detail=none, tokenize='unicode61 remove_diacritics 0')")
    return base


def found(index, text: str, query: str) -> bool:
    asked = fts5_query(query)
    index.execute("DELETE FROM t")
    index.execute("INSERT INTO t VALUES (?)", (search_tokens(text),))
    return bool(index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (asked,)).fetchone()[0])


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("报修", "bx"),
        ("曾力", "zl"),
        ("单立", "sl"),
        ("单位", "dw"),
        ("曾经", "cj"),
        ("解放路", "jfl"),
        ("区小明", "oxm"),
        ("欧阳区", "oyq"),
        ("3号楼 A座", "3hlaz"),
        ("，。", ""),
    ],
)
def test_initials_are_read_as_people_read_them(text, letters):
    assert initials(text) == letters


@pytest.mark.parametrize(
    "query",
    ["漏水", "水", "头", "水龙头漏水", "slt", "sl", "sltls", "tls", "SLT", "301", "A301", "a-301", "261120-07", "2611",
     "261120", "LED", "led灯", "３０１", "水龙头 301", "slt301", "sl301", "zl", "cl"],
)  # fmt: skip
def test_a_fault_is_found_by_its_words_its_initials_and_its_number(index, query):
    assert found(index, "水龙头漏水，教学楼A301，LED灯，曾力报 261120-07", query)


@pytest.mark.parametrize("query", ["灯水", "xyz", "302", "261121", "龙水", "slx", "slt302", "slx301"])
def test_what_is_not_there_is_not_found(index, query):
    assert not found(index, "水龙头漏水，教学楼A301，LED灯，261120-07", query)


def test_one_word_that_is_missing_hides_the_record(index):
    assert not found(index, "水龙头漏水", "水龙头 灯管")


@pytest.mark.parametrize("query", ["", "  ", "，。！", "\"'()", "*", "é"])
def test_a_query_without_words_asks_for_nothing(query):
    assert fts5_query(query) == tsquery(query) == ""
    assert query_tokens(query) == []


@given(wild)
def test_nothing_typed_breaks_the_index_language(query):
    index = pysqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(x, detail=none, tokenize='unicode61 remove_diacritics 0')")
    if asked := fts5_query(query):
        assert index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (asked,)).fetchone() == (0,)


@given(wild)
def test_the_postgres_query_holds_only_tokens_and_our_own_signs(query):
    rest = tsquery(query)
    for token in (token for term in query_tokens(query) for way in term.ways for token in way):
        rest = rest.replace(token.text, "", 1)
    assert set(rest) <= set("()&|:* ")


@given(wild)
def test_each_token_stays_whole_in_the_index(text):
    index = pysqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(x, detail=none, tokenize='unicode61 remove_diacritics 0')")
    index.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
    tokens = search_tokens(text)
    index.execute("INSERT INTO t VALUES (?)", (tokens,))
    assert {term for (term,) in index.execute("SELECT term FROM v")} == set(tokens.split())


@given(chinese, chinese)
def test_short_words_are_found_exactly_where_they_stand(text, word):
    assume(len(word) <= 2)
    index = pysqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(x, detail=none, tokenize='unicode61 remove_diacritics 0')")
    assert found(index, text, word) == (word in text)


@given(chinese, st.data())
def test_every_part_of_a_text_finds_it(text, data):
    begin = data.draw(st.integers(0, len(text) - 1))
    part = text[begin : data.draw(st.integers(begin + 1, len(text)))]
    index = pysqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(x, detail=none, tokenize='unicode61 remove_diacritics 0')")
    assert found(index, text, part)
    spelled = initials(text)[begin : begin + len(part)]
    assert len(spelled) < 2 or found(index, text, spelled)


def test_a_long_story_keeps_the_index_moderate():
    told = "".join(chr(0x4E00 + n * 7 % 20000) for n in range(3000))
    assert len(search_tokens(told)) < 9000
    assert len(query_tokens(told)) == 32


def test_the_order_of_tokens_is_the_order_of_the_text():
    assert search_tokens("单灯", "a1") == "单灯 灯 zzdd zzsd a1 a 1"


def test_every_chinese_character_of_the_pattern_is_a_letter_to_sqlite():
    index = pysqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    index.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
    ends = [0x3005, 0x3007, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0x20000, 0x2A6DF, 0x2CEB0, 0x323AF]
    assert all(f"{chr(end)}" in HAN or 0x2A000 < end < 0x2D000 for end in ends)
    for end in ends:
        index.execute("INSERT INTO t VALUES (?)", (f"q{chr(end)}q",))
    assert len(index.execute("SELECT term FROM v").fetchall()) == len(ends)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_keeps_each_token_whole_and_takes_each_query():
    draw = random.Random(7)
    with connection.cursor() as cursor:
        for _ in range(500):
            text = "".join(draw.choice("ae0139xfz-_ 水龙头漏.𠮷々〇/@'é&|!:*") for _ in range(draw.randint(1, 14)))
            tokens = search_tokens(text)
            cursor.execute("SELECT tsvector_to_array(to_tsvector('simple', %s))", [tokens])
            assert set(cursor.fetchone()[0]) == set(tokens.split())
            if asked := tsquery(text):
                cursor.execute("SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s)", [tokens, asked])
                assert cursor.fetchone()[0]
