"""GUM's coreference read, pronouns compared with it, and a ranker learned, on texts of our own."""

from analysis.annotation import annotate
from analysis.annotation.evidence import FEATURES
from analysis.articles import Article
from analysis.validation import antecedents, coreference, mention_ranking

CONLL = """# begin document GUM_news_own
0\tAnn\t(person-1-Ann_Lee_%28mayor%29
1\tLee\tperson-1-Ann_Lee_%28mayor%29)
2\tmet\t_
3\tthe\t(person-2
4\tpress\tperson-2)
5\t.\t_
6\tShe\t(person-1-Ann_Lee_%28mayor%29)
7\tdid\t_
8\tn't\t_
9\tsay\t_
10\t"\t_
11\tno\t_
12\t"\t_
13\t.\t_
"""
TEXT = coreference.parse_conll("GUM_news_own", CONLL)


def test_tokens_become_running_text():
    assert TEXT.text == 'Ann Lee met the press. She didn\'t say "no".'
    assert TEXT.genre == "news"


def test_mentions_have_places_entities_and_wikipedia_names():
    first, *_, last = TEXT.mentions
    assert (TEXT.text[first.start : first.end], first.entity, first.page) == ("Ann Lee", 1, "Ann Lee (mayor)")
    assert (TEXT.text[last.start : last.end], last.entity) == ("She", 1)


def test_single_quotation_marks_open_close_or_are_possessives():
    text, spans = coreference.joined(["the", "players", "'", "poet", ",", "'", "Frank", "'", ",", "wrote"])
    assert text == "the players' poet, 'Frank', wrote"
    assert [text[start:end] for start, end in spans][3] == "poet"


def test_a_pronoun_is_right_where_the_entity_shares_a_word_with_a_name_of_its_chain():
    (outcome,) = antecedents.outcomes_of(TEXT, annotate(Article(text=TEXT.text)))
    assert (outcome.pronoun, outcome.found, outcome.right) == ("she", "Ann Lee", True)
    assert antecedents.is_named("Ann Lee and Bo Day", {"Ms. Lee", "Day"})
    assert not antecedents.is_named("Ann Lee and Bo Day", {"Ms. Lee"})


def test_a_word_at_the_beginning_of_a_sentence_is_no_name():
    text = "Voters chose. Iran voted, and Iran won."
    chains = [
        coreference.CodedMention(0, 6, 1, "person", None),
        coreference.CodedMention(14, 18, 2, "place", None),
    ]
    assert antecedents.names_of(text, chains[:1]) == set()
    assert antecedents.names_of(text, [*chains[1:], coreference.CodedMention(30, 34, 2, "place", None)]) == {
        "Iran"
    }


def test_a_place_is_found_again_when_what_stands_far_before_it_has_changed():
    one, other = (f"{title}. " + "It rained on the town. " * 4 + "She left" for title in ("Storm", "Flood"))
    assert coreference.anchor(one, len(one) - 5) == coreference.anchor(other, len(other) - 5)
    assert coreference.anchor(one, len(one) - 5) != coreference.anchor(one, len(one))


def test_a_ranker_learns_from_coded_texts_and_reads_with_what_it_has_learned():
    lesson = mention_ranking.lesson(TEXT)
    (example,) = lesson.examples()
    assert example.right.sum() == 1
    assert example.features.shape == (len(example.right), len(FEATURES))
    ranker = mention_ranking.fit([example] * 8, networks=1, epochs=40)
    assert [m.entity for m in lesson.read(ranker).mentions if m.kind == "pronoun"] == ["Ann Lee"]


def test_our_own_codes_say_a_name_or_that_nobody_is_named():
    text = "Ann Lee met a nurse. She smiled."
    for name, right in (("Ann Lee", ["Ann Lee"]), (None, ["the nurse", "nobody"])):
        coded = coreference.NamedPronouns("own", text, {text.index("She"): name})
        lesson = mention_ranking.lesson(coded)
        (example,) = lesson.examples()
        assert example.right.sum() == len(right)


def test_folds_part_the_texts_of_a_genre():
    assert mention_ranking.folds(["b_2", "a_1", "b_1", "a_2"], 2) == [1, 0, 0, 1]
