"""The pieces of a notebook: findings, tables, cards, provenance, and tables as files."""

import json

import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup

from analysis import presentation
from analysis.articles import Article
from analysis.errors import ArgumentError
from analysis.presentation import cards, html
from analysis.presentation.provenance import card_line, versions
from analysis.wording import Finding

FRAME = pd.DataFrame(
    {
        "speaker": ["Gerges", None, "<b>She</b>"],
        "words": [1200, 3, -1],
        "mean": [0.5, np.nan, -0.25],
        "sentence": [3, 4, 9],
        "evidence": [["a", "b"], [], ["c"]],
    }
)


def cells(piece) -> list[str]:
    """The table's cells, tags and all, row by row."""
    body = str(piece.markup).partition("<tbody>")[2].partition("</tbody>")[0]
    return body.replace("</tr>", "").replace("</td>", "").replace("</th>", "").split("<t")[1:]


@pytest.mark.parametrize(
    "value, expected",
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"'&", "&#34;&#39;&amp;"),
        (Markup("<b>kept</b>"), "<b>kept</b>"),
        ("bell\a", "bell␇"),
        ("tab\tand\nline", "tab\tand\nline"),
        (7, "7"),
    ],
)
def test_text_is_escaped(value, expected):
    assert html.text(value) == expected


def test_html_shows_itself_with_its_style_and_as_plain_text():
    piece = presentation.findings(["One & two"])
    data, _ = piece._repr_mimebundle_()
    assert data["text/html"].startswith("<style>")
    assert data["text/plain"] == "One & two"
    assert str(html.style()) not in str(piece.markup)


def test_findings_are_escaped_unless_markup_and_say_what_they_are():
    piece = presentation.findings(["a < b", Markup("see {}").format(presentation.sentence_links([3, 9]))])
    assert "<li>a &lt; b</li>" in piece.markup
    assert '<a class="s" href="#s3" title="sentence 3">3</a>, <a class="s" href="#s9"' in piece.markup
    assert piece.metadata == {"presslens": {"role": "findings"}}


@pytest.mark.parametrize(
    "sentences, expected",
    [
        ((), "<li>a &lt; b</li>"),
        ((3,), '<li>a &lt; b <span class="evidence">Sentence\N{NO-BREAK SPACE}<a class="s" href="#s3"'),
        ((3, 9), '<li>a &lt; b <span class="evidence">Sentences\N{NO-BREAK SPACE}<a class="s" href="#s3"'),
    ],
)
def test_a_finding_is_followed_by_links_to_its_sentences(sentences, expected):
    assert expected in presentation.findings([Finding("a < b", sentences)]).markup


def test_a_table_has_a_caption_and_headers():
    markup = str(presentation.table(FRAME, "Who <speaks>", {"speaker": "Speaker", "words": "Words"}).markup)
    assert "<caption>Who &lt;speaks&gt;</caption>" in markup
    assert '<th scope="col">Speaker</th><th scope="col" class="number">Words</th>' in markup
    assert '<th scope="row">Gerges</th><td class="number">1,200</td>' in markup
    assert 'role="region" aria-label="Who &lt;speaks&gt;" tabindex="0"' in markup


@pytest.mark.parametrize(
    "column, formats, expected",
    [
        ("mean", {}, ["0.50", "–", "−0.25"]),
        ("mean", {"mean": "{:+.1f}"}, ["+0.5", "–", "−0.2"]),
        ("mean", {"mean": lambda value: f"<{value}>"}, ["&lt;0.5&gt;", "–", "&lt;-0.25&gt;"]),
        (
            "mean",
            {"mean": lambda value: Markup("<i>{}</i>").format(value)},
            ["<i>0.5</i>", "–", "<i>-0.25</i>"],
        ),
        ("words", {}, ["1,200", "3", "−1"]),
        ("speaker", {}, ["Gerges", "–", "&lt;b&gt;She&lt;/b&gt;"]),
        ("evidence", {}, ["a, b", "–", "c"]),
        ("sentence", {}, [presentation.sentence_link(number) for number in (3, 4, 9)]),
    ],
)
def test_cells(column, formats, expected):
    shown = cells(presentation.table(FRAME, "Table", {column: "Heading"}, formats))
    plain = [cell.partition(">")[2].replace('<span aria-label="none">–</span>', "–") for cell in shown]
    plain = [cell.replace('<span class="pl-hidden">none</span>', "") for cell in plain]
    assert [cell.partition("<tr")[0].removesuffix("<tr>") for cell in plain if cell] == expected


def test_a_long_table_says_how_much_it_leaves_out():
    markup = str(presentation.table(FRAME, "Table", {"speaker": "Speaker"}, rows=2).markup)
    assert "She" not in markup
    assert "The first 2 of 3 rows" in markup


def test_an_empty_table_says_so():
    assert "Table: nothing to show." in str(
        presentation.table(FRAME.head(0), "Table", {"speaker": "Speaker"}).markup
    )


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        presentation.table(FRAME, "Table", {"speeker": "Speaker"})


def test_overview_shows_facts_and_warnings(example):
    markup = str(presentation.overview(example).markup)
    assert "<dt>Words</dt><dd>539</dd>" in markup
    assert "Read with care" in markup


@pytest.mark.parametrize(
    "url, expected",
    [
        ("https://example.org/a?b=1&c", '<a href="https://example.org/a?b=1&amp;c" rel="noreferrer">'),
        ("javascript:alert(1)", "· javascript:alert(1)</p>"),
        ('https://example.org/"><script>', "https://example.org/&#34;&gt;&lt;script&gt;"),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    assert expected in presentation.byline(Article(text="Some text.", url=url)).markup


def test_a_name_without_a_card_says_which_cards_there_are():
    with pytest.raises(ArgumentError, match="no card “quote”; there are antecedents, claims, corpus, "):
        presentation.card("quote")


CARD = {
    "method": "rules",
    "rows": [
        {
            "measure": "F1",
            "data": "Set & Co",
            "domain": "news",
            "n": 1234,
            "unit": "quotes",
            "score": 0.871,
            "low": 0.85,
            "high": 0.89,
            "human": 0.95,
            "peer": None,
            "note": None,
        }
    ],
    "split": "dev",
    "terms": "research",
    "date": "2026-11-22",
    "command": "presslens validate quotes --data DIR",
}


def test_a_card_gives_score_interval_data_and_command(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.presentation.cards.CARDS", tmp_path)
    (tmp_path / "quotes.json").write_text(json.dumps(CARD))
    markup = str(presentation.card("quotes").markup)
    assert "0.87 (0.85 to 0.89)" in markup
    assert "Set &amp; Co, news (1,234 quotes)" in markup
    assert "<code>presslens validate quotes --data DIR</code>" in markup
    assert "Humans reach" in markup
    assert "Others reach" not in markup


def test_provenance_has_hash_parameters_and_versions(example):
    markup = str(presentation.provenance(example, bootstrap_samples=500, seed=7).markup)
    assert example.article.sha256 in markup
    assert "<code>seed 7</code>" in markup
    assert f"<code>presslens {versions()['presslens']}</code>" in markup


def test_methods_to_paste_name_the_text_the_versions_and_the_scores_of_what_was_used(example):
    text = presentation.paragraph(example.article, ["Who says what", "Who is acted upon"], {})
    assert f"(539 words, SHA-256 {example.article.sha256[:12]})" in text
    assert versions()["spacy"] in text
    assert text.endswith(": F1 76.6 on PolNeAR dev.")
    corrected = presentation.paragraph(example.article, [], {"corrected_by_hand": True})
    assert corrected.endswith("corrected by hand.")


MANIFEST = {
    "presslens": "9.9",
    "sources": ["<my> articles", "/home/me/secret/news.jsonl"],
    "tables": {"articles": {"rows": 1200}, "quotes": {"rows": 30}},
}


def test_a_corpus_names_the_methods_it_used_with_their_scores_and_references():
    markup = str(
        presentation.corpus_provenance(MANIFEST, 1200, 500, 7, typology="generic", period="month").markup
    )
    assert "The corpus (1,200 articles) was analysed with Presslens 9.9." in markup
    assert "&lt;my&gt; articles, news.jsonl" in markup and "secret" not in markup
    assert "over articles (500 resamples, seed 7)" in markup
    assert "Generic frames (Semetko and Valkenburg 2000) by cue lists (generic frames" in markup
    assert "Policy frames" not in markup
    for author in ("Newell", "Hamborg", "Semetko", "Monroe", "Gallagher", "Hutto", "Hesterberg"):
        assert f"<p>{author}, " in markup
    told, _, references = markup.partition("Methods, to cite")[2].partition("</p>")
    assert told.count("95% interval") == 3
    assert references.count("<p>") == 13


def test_a_corpus_says_which_frames_were_not_measured():
    markup = str(presentation.corpus_provenance(MANIFEST, 1200, 500, 7, typology="peace").markup)
    assert "Frames (peace) were counted by cue lists that were not measured against coders." in markup
    assert "Semetko" not in markup


TABLE = pd.DataFrame(
    {
        "text": ["=1+1", "+1", "-1 percent", "@home", "\tx", "\rx", "fine", None, "“curly”"],
        "number": [-1.5, 2, 3, 4, 5, 6, 7, 8, 9],
        "content": [[[0, 4]], [], [], [], [], [], [], [], []],
    }
)


def test_tables_are_written_safe_for_spreadsheets(tmp_path):
    presentation.save_tables(tmp_path / "new" / "tables", quotes=TABLE)
    read = pd.read_csv(tmp_path / "new" / "tables" / "quotes.csv")
    assert list(read["text"][:7]) == ["'=1+1", "'+1", "'-1 percent", "'@home", "'\tx", "'\rx", "fine"]
    assert pd.isna(read["text"][7])
    assert list(read["number"][:2]) == [-1.5, 2.0]
    assert json.loads(read["content"][0]) == [[0, 4]]
    assert read["text"][8] == "“curly”"
    assert (tmp_path / "new" / "tables" / "quotes.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_tables_are_listed_with_their_rows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    piece = presentation.save_tables("tables", quotes=TABLE)
    assert '<a href="tables/quotes.csv" title="9 rows">quotes</a>' in piece.markup
    assert piece.metadata["presslens"] == {"role": "tables", "tables": {"quotes": 9}}


def test_without_a_folder_no_tables_are_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "No tables were written" in presentation.save_tables("", quotes=TABLE).markup
    assert not list(tmp_path.iterdir())


def test_a_table_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    presentation.save_tables(tmp_path, quotes=TABLE.head(1))
    before = (tmp_path / "quotes.csv").read_bytes()

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        presentation.save_tables(tmp_path, quotes=TABLE)
    assert [file.name for file in tmp_path.iterdir()] == ["quotes.csv"]
    assert (tmp_path / "quotes.csv").read_bytes() == before


def test_an_empty_table_keeps_its_columns(tmp_path):
    presentation.save_tables(tmp_path, quotes=TABLE.head(0))
    assert list(pd.read_csv(tmp_path / "quotes.csv").columns) == list(TABLE.columns)


def test_a_finding_links_to_two_dozen_sentences_and_counts_the_rest():
    shown = presentation.findings([Finding("Much.", tuple(range(1, 41)))])._repr_html_()
    assert shown.count('href="#s') == 24
    assert "and 16 more" in shown


@pytest.mark.parametrize("typology", ["generic", "policy"])
def test_frames_have_the_figure_of_their_own_measure(typology):
    shown = presentation.frames_card(typology)
    measure = shown.metadata["presslens"]["measure"]
    assert typology in measure and measure in {row["measure"] for row in cards.read("framing")["rows"]}


def test_frames_that_were_not_measured_have_no_card():
    assert not presentation.frames_card("peace").markup.striptags()


@pytest.mark.parametrize(
    "card, measure, before",
    [
        ("sentiment", "macro-F1, the small reader", "Sentiment towards a person or body, "),
        ("corpus", "articles of one story together, B-cubed F1", ""),
    ],
)
def test_a_cards_line_says_of_which_method_its_measure_is(card, measure, before):
    row = next(row for row in cards.read(card)["rows"] if row["measure"] == measure)
    line = card_line(card, "methods.html", measure)
    assert f">{before}{measure}: {row['score']} on".lower() in line.lower()
