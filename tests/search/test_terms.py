"""Terms: pure rules of what a text is found by, in English and Chinese."""

from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.search.terms import LONGEST, MOST_OF_QUERY, MOST_OF_TEXT, of_publication, of_query


def finds(query: str, title: str, tags: tuple[str, ...] = (), excerpt: str = "") -> bool:
    """Whether every term of the query is one of the publication's."""
    return set(of_query(query)) <= set(of_publication(title, tags, excerpt))


def test_words_are_found_whole_and_by_their_beginnings_whatever_their_case() -> None:
    assert all(finds(query, "Sailing to ARGOS") for query in ("sailing", "SAIL", "arg", "argos sailing"))
    assert not any(finds(query, "Sailing to Argos") for query in ("ailing", "boat", "s"))


def test_chinese_is_found_by_any_neighbours_in_it() -> None:
    assert all(finds(query, "新款手机壳上市") for query in ("手机壳", "手机", "新款", "壳", "机壳上"))
    assert not any(finds(query, "新款手机壳上市") for query in ("手壳", "机手", "电脑"))


def test_mixed_scripts_are_cut_where_they_meet_and_full_width_is_folded() -> None:
    assert finds("iphone 手机", "新款iPhone手机壳") and finds("5g", "５Ｇ时代")
    assert of_query("5G手机") == ("5g", "手机")


def test_a_word_keeps_the_marks_on_its_letters() -> None:
    for word in ("हिन्दी", "ไทยแลนด์", "บ้าน"):
        assert of_query(f"x {word} y") == ("x", word, "y")


def test_tags_and_the_words_of_the_excerpt_are_found_but_not_their_beginnings() -> None:
    assert finds("travel", "x", tags=("travel",)) and finds("harbour", "x", excerpt="The harbour at night")
    assert not finds("harb", "x", excerpt="The harbour at night")


def test_the_commonest_words_are_no_terms_unless_nothing_else_is_asked_for() -> None:
    assert of_query("the sea") == ("sea",)
    assert "the" not in of_publication("The sea", (), "of the 的")
    assert of_query("the") == ("the",)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=100))
def test_any_text_gives_a_bounded_number_of_terms_that_can_stand_in_a_key(title: str, excerpt: str, query: str) -> None:
    terms = of_publication(title, (), excerpt)
    assert len(terms) == len(set(terms)) <= MOST_OF_TEXT and len(of_query(query)) <= MOST_OF_QUERY
    for term in (*terms, *of_query(query)):
        assert 0 < len(term) <= LONGEST and term.isprintable() and "#" not in term
