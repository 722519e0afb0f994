"""Words that mean the same are one word, however they are spelt."""

from models.needs.takes import Synonyms, one_spelling


def test_the_words_of_a_group_are_one_word_in_any_spelling() -> None:
    known = Synonyms(groups=(frozenset({"Tai Chi", "太极"}), frozenset({"First aid", "急救"})))
    assert known.plain(["ｔａｉ  chi", "急救"]) == known.plain(["太极", "FIRST AID"])
    assert len(known.plain(["太极", "tai chi", "dance", " "])) == 2


def test_two_groups_that_share_a_word_are_one() -> None:
    known = Synonyms(groups=(frozenset({"b", "c"}), frozenset({"a", "b"})))
    assert len(known.plain(["a", "b", "c"])) == 1
    assert Synonyms(groups=(frozenset(),)).plain(["a"]) == {"a"}


def test_a_word_has_one_spelling() -> None:
    assert one_spelling(" Ａb \t c") == "ab c"
