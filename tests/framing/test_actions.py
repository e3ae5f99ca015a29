"""Who does what to whom: a table of constructions, and the example article against its coding by hand."""

import json
from functools import cache

import pytest

from analysis import framing
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.framing.actions.candidates import candidates
from analysis.framing.actions.extraction import MOST_CANDIDATES, actions, find_actions, others
from analysis.paths import ROOT
from analysis.schemas import TABLES

GOLD = ROOT / "data" / "gold" / "us-iraq-withdrawal-framing.json"


@cache
def read(text: str) -> Document:
    return annotate(Article(text=text, id="x"))


def found(text: str, predicate: str):
    return [action for action in find_actions(read(text)) if action.predicate == predicate]


@pytest.mark.parametrize(
    ("text", "predicate", "agent", "patient", "construction"),
    [
        ("Kenya invaded Uganda.", "invaded", "Kenya", "Uganda", "active"),
        ("The old mayor praised the nurses.", "praised", "old mayor", "nurses", "active"),
        ("Uganda was invaded by Kenya.", "invaded", "Kenya", "Uganda", "passive"),
        ("The bridge was destroyed on Monday.", "destroyed", None, "bridge", "agentless"),
        ("Maria Lopez got fired last week.", "fired", None, "Maria Lopez", "agentless"),
        ("Two women detained by the army escaped.", "detained", "army", "Two women", "passive"),
        ("The killing of Omar Reza shocked the town.", "killing", None, "Omar Reza", "nominal"),
        ("The withdrawal of the troops took a month.", "withdrawal", "troops", None, "nominal"),
        ("Kenya’s attack on Uganda surprised many people.", "attack", "Kenya", "Uganda", "nominal"),
        ("The arrest of Anna Weber by the police was filmed.", "arrest", "police", "Anna Weber", "nominal"),
        ("Anna Weber’s arrest was filmed.", "arrest", None, "Anna Weber", "nominal"),
        ("Brazil launched an attack on Peru.", "attack", "Brazil", "Peru", "nominal"),
        ("The soldiers who attacked Peru fled.", "attacked", "soldiers", "Peru", "active"),
        ("The law that the senate rejected is dead.", "rejected", "senate", "law", "active"),
        ("Kenya wants to invade Uganda.", "invade", "Kenya", "Uganda", "active"),
        ("Kenya forced Uganda to sell the port.", "sell", "Uganda", "port", "active"),
        ("Brazil attacked Peru and occupied Chile.", "occupied", "Brazil", "Chile", "active"),
        ("Brazil invaded Peru, killing a farmer.", "killing", "Brazil", "farmer", "active"),
        ("The court accused Anna Weber of hiding the money.", "hiding", "Anna Weber", "money", "active"),
        ("The senator praised Alma Reyes for saving the bridge.", "saving", "Alma Reyes", "bridge", "active"),
        ("Police arrested Tom Becker for stealing a car.", "stealing", "Tom Becker", "car", "active"),
        ("The court stopped the firm by blocking the road.", "blocking", "court", "road", "active"),
        ("Police detained two men after searching the house.", "searching", "Police", "house", "active"),
        ("Kenya imposed sanctions on Uganda.", "sanctions", "Kenya", "Uganda", "nominal"),
        ("Kenya blamed the fire on Uganda.", "blamed", "Kenya", "Uganda", "active"),
        ("Anna Weber gave the children a book.", "gave", "Anna Weber", "children", "active"),
        ("The union protested against the law.", "protested", "union", "law", "active"),
        ("Thousands of workers left the city.", "left", "workers", "city", "active"),
        ("Brazilian troops shelled the town.", "shelled", "Brazil", "town", "active"),
        ("Those who lied should pay the fine.", "pay", "Those who lied", "fine", "active"),
        ("Anna Weber lost her passport.", "lost", "Anna Weber", "Anna Weber’s passport", "active"),
        (
            "Anna Weber resigned. She criticized the minister.",
            "criticized",
            "Anna Weber",
            "minister",
            "active",
        ),
        ("“I sold the house,” Anna Weber said.", "sold", "Anna Weber", "house", "active"),
        ("They kicked out the tenants.", "kicked out", None, "tenants", "active"),
        ("The nurses said they would sue the city.", "sue", "nurses", "city", "active"),
        ("Anna Weber painted with a brush.", "painted", "Anna Weber", None, "active"),
        ("Anna Weber argued with the nurses.", "argued", "Anna Weber", "nurses", "active"),
        ("Prices hurt the town for the first time.", "hurt", "Prices", "town", "active"),
        ("The town grew for the first time.", "grew", "town", None, "active"),
        ("Kenya defended itself.", "defended", "Kenya", None, "active"),
        ("The officer, Anna Weber, fined the driver.", "fined", "Anna Weber", "driver", "active"),
        ("The mayor used the car to visit Peru.", "used", "mayor", "car", "active"),
        ("The mayor’s demolition of the school angered us.", "demolition", "mayor", "school", "nominal"),
        ("Peru’s hatred of Chile is old.", "hatred", "Peru", "Chile", "nominal"),
        ("The relocation of the tenants took a year.", "relocation", None, "tenants", "nominal"),
        ("Anna Weber slipped on the stairs.", "slipped", None, "Anna Weber", "active"),
        ("The farmers died in the flood.", "died", None, "farmers", "active"),
        ("Peru suffered a defeat.", "suffered", None, "Peru", "active"),
        ("Two boys drowned in the lake.", "drowned", None, "Two boys", "active"),
        ("Anna Weber drowned the kittens.", "drowned", "Anna Weber", "kittens", "active"),
    ],
)
def test_roles(text, predicate, agent, patient, construction):
    (action,) = found(text, predicate)
    assert (action.agent, action.patient, action.construction) == (agent, patient, construction)


def test_several_named_actors_have_a_row_each():
    pairs = {(a.agent, a.patient) for a in found("Brazil and Peru attacked Chile and Bolivia.", "attacked")}
    assert pairs == {("Brazil", "Chile"), ("Brazil", "Bolivia"), ("Peru", "Chile"), ("Peru", "Bolivia")}


@pytest.mark.parametrize(
    "text",
    [
        "The town is quiet.",
        "Anna Weber has a car.",
        "Peru seems weak.",
        "The report said nothing new.",
        "According to the police, it is a mystery.",
        "He is expected to be a candidate.",
        "A string of shops.",
        "The farmers used to be rich.",
        "",
    ],
)
def test_states_and_sayings_are_no_actions(text):
    assert [action.predicate for action in find_actions(read(text))] == []


@pytest.mark.parametrize(
    ("text", "predicate", "negated"),
    [
        ("Kenya invaded Uganda.", "invaded", False),
        ("Kenya did not invade Uganda.", "invade", True),
        ("Kenya didn’t invade Uganda.", "invade", True),
        ("Kenya never attacked Uganda.", "attacked", True),
        ("Nobody attacked the convoy.", "attacked", True),
        ("No soldier attacked the convoy.", "attacked", True),
        ("Kenya took no prisoners.", "took", True),
        ("Peru left without paying the bill.", "paying", True),
        ("Peru failed to protect the farmers.", "protect", True),
        ("Peru refused to sign the deal.", "sign", True),
        ("Peru did not help or protect the farmers.", "protect", True),
        ("Peru did not wait, and its army attacked Chile.", "attacked", False),
    ],
)
def test_negation(text, predicate, negated):
    assert {action.negated for action in found(text, predicate)} == {negated}


@pytest.mark.parametrize(
    ("text", "predicate", "hypothetical"),
    [
        ("Kenya invaded Uganda.", "invaded", False),
        ("Kenya may invade Uganda.", "invade", True),
        ("Kenya would attack Uganda.", "attack", True),
        ("Kenya will attack Uganda.", "attack", True),
        ("Kenya should help the farmers.", "help", True),
        ("Kenya is going to attack Uganda.", "attack", True),
        ("If Kenya attacks Uganda, prices rise.", "attacks", True),
        ("If Kenya attacks Uganda, Peru joins the war.", "joins", True),
        ("Unless Kenya pays the bill, it is over.", "pays", True),
        ("Kenya threatened to attack Uganda.", "attack", True),
        ("Kenya plans to attack Uganda.", "attack", True),
        ("Kenya began to attack Uganda.", "attack", False),
        ("Kenya forced Uganda to sell the port.", "sell", False),
        ("Kenya may force Uganda to sell the port.", "sell", True),
        ("Kenya attacked Uganda to win the port.", "win", True),
        ("Its plan to sell the port failed.", "sell", True),
        ("Peru fears being attacked by Chile.", "attacked", True),
        ("A withdrawal by Kenya could hurt Uganda.", "withdrawal", True),
        ("The proposed withdrawal of the troops is popular.", "withdrawal", True),
        ("The withdrawal of the troops was popular.", "withdrawal", False),
        ("Officials closed the port after Kenya attacked Uganda.", "attacked", False),
    ],
)
def test_hypothetical(text, predicate, hypothetical):
    assert {action.hypothetical for action in found(text, predicate)} == {hypothetical}


def test_voice_says_whose_words_they_are():
    text = "Kenya closed the port. “Uganda attacked the ships,” Anna Weber said."
    assert {action.predicate: action.voice for action in find_actions(read(text))} == {
        "closed": "author",
        "attacked": "quoted",
    }


def test_the_table_has_the_design_columns_also_when_empty():
    for document in (read(""), read("Kenya invaded Uganda.")):
        table = actions(document)
        assert list(table.columns) == list(TABLES["actions"].columns)
        assert table.dtypes["sentence"] == "int64" and table.dtypes["negated"] == "bool"


def test_offsets_give_the_predicate(example):
    for action in find_actions(example):
        assert example.article.text[action.start : action.end] == action.predicate
        sentence = example.sentences[action.sentence - 1]
        assert sentence.start <= action.start < action.end <= sentence.end


def test_actor_table_counts_each_action_once():
    document = read("Kenya attacked Uganda and Peru. Kenya may attack Chile. Kenya did not attack Togo.")
    table = framing.actors(document).set_index("actor")
    row = table.loc["Kenya"]
    assert (row["acts"], row["acts_hypothetical"], row["acts_negated"]) == (1, 1, 1)
    assert row["sentences"] == [1, 2, 3]
    assert (table.loc["Chile", "undergoes"], table.loc["Chile", "undergoes_hypothetical"]) == (0, 1)
    assert table.index[0] == "Kenya"


def test_matrix_gives_the_sentences_of_each_pair():
    document = read("Kenya attacked Uganda. Kenya may help Uganda. Uganda praised Kenya. Peru slept.")
    matrix = framing.actor_matrix(document)
    assert matrix.loc["Kenya", "Uganda"] == [1, 2]
    assert matrix.loc["Uganda", "Kenya"] == [3]
    assert "Peru" not in matrix.index
    assert list(matrix.index) == list(matrix.columns)
    assert framing.actor_matrix(read("It rained.")).empty


def coded(example) -> list[tuple[dict, bool]]:
    """Return the actions coded by hand, each with whether the program finds it with the same actors."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    table = find_actions(example)
    pairs = []
    for each in gold["actions"]:
        names = [gold["names"].get(each[role], each[role]) for role in ("agent", "patient")]
        same = [
            action
            for action in table
            if action.sentence == each["sentence"]
            and each["predicate"] in action.predicate
            and _alike(action.agent, names[0])
            and (names[1] is None or _alike(action.patient, names[1]))
        ]
        pairs.append((each, same[0] if same else None))
    return pairs


def _alike(given: str | None, coded: str | None) -> bool:
    return given == coded or (given is not None and coded is not None and coded.lower() in given.lower())


def test_the_example_as_coded_by_hand(example):
    pairs = [(each, action) for each, action in coded(example) if action is not None]
    assert len(pairs) >= 32  # five more hang on an "it" that may as well be a strategy: nobody is named there
    for key, fewest in (("construction", 0.97), ("negated", 0.97), ("hypothetical", 0.8), ("voice", 0.8)):
        right = sum(each[key] == getattr(action, key) for each, action in pairs)
        assert right >= fewest * len(pairs), key


PAIR = "Maria Lopez and John Miller opened a shelter. They helped 40 families. The city fined them in May."


def test_what_several_do_is_done_by_each_of_them():
    document = read(PAIR)
    told = find_actions(document)
    assert {each.agent for each in told if each.predicate == "helped"} == {"Maria Lopez", "John Miller"}
    assert {each.patient for each in told if each.predicate == "fined"} == {"Maria Lopez", "John Miller"}
    table = framing.actors(document).set_index("actor")
    assert set(table.index) == {"Maria Lopez", "John Miller"}
    assert (table["acts"] == 2).all()


def test_what_is_inferred_can_be_left_out(example):
    told, inferred = actions(example, inferred=False), actions(example)
    assert len(told) == len(find_actions(example))
    named = [table[["agent", "patient"]].notna().sum().sum() for table in (told, inferred)]
    assert named[1] > named[0]


def test_in_a_sentence_without_end_only_the_nearest_candidates_count():
    text = "The mayor praised the council and the union attacked the minister, " * 40
    document = read(text)
    longest = max(document.sentences, key=lambda sentence: len(sentence.span))
    assert len(candidates(document, longest)) > MOST_CANDIDATES
    verb = next(token for token in longest.span if token.text == "attacked")
    among = others(document, verb)
    assert len(among) == MOST_CANDIDATES
    assert [each.token.i for each in among] == sorted(each.token.i for each in among)
    assert {"union", "minister"} <= {each.token.text for each in among}
