"""The folder of an article's reports never mixes what belongs to different texts or runs."""

import json
from pathlib import Path

import pytest
from small_reports import files

from analysis.articles import Article
from analysis.reports import folder

CLAIM = {"about": "voices", "name": "", "value": "2", "grade": "plain", "chance": None, "sentences": [1]}


def staged(
    place: Path, name: str, tables: dict[str, int] | None = None, failed: str = "", **told
) -> folder.Result:
    entry = folder.Entry(1, name, name.title(), tables=tables or {}, failed=failed)
    for file in entry.files:
        (place / name / file).parent.mkdir(parents=True, exist_ok=True)
        (place / name / file).write_text(name)
    return folder.Result(entry, place / name, **told)


def test_publishing_keeps_the_other_reports_of_the_same_text(tmp_path):
    home, article = tmp_path / "home", Article("One text.")
    folder.publish(home, article, "a.txt", "2026-01-01", [staged(tmp_path / "1", "quotes", {"quotes": 3})])
    manifest = folder.publish(home, article, "a.txt", "2026-01-02", [staged(tmp_path / "2", "framing")])
    assert {entry.name for entry in manifest.reports} == {"quotes", "framing"}
    assert files(home) == {
        "report.json",
        "quotes.html",
        "quotes.ipynb",
        "framing.html",
        "framing.ipynb",
        "tables/quotes.csv",
    }
    assert folder.read(home) == manifest


def test_a_new_text_under_an_old_id_takes_the_old_reports_away(tmp_path):
    home = tmp_path / "home"
    folder.publish(
        home, Article("One."), "a", "2026-01-01", [staged(tmp_path / "1", "quotes", {"quotes": 3})]
    )
    folder.publish(home, Article("Two."), "a", "2026-01-02", [staged(tmp_path / "2", "framing")])
    assert files(home) == {"report.json", "framing.html", "framing.ipynb"}


def test_a_failed_report_takes_its_older_page_and_tables_away_and_the_other_way_round(tmp_path):
    home, article = tmp_path / "home", Article("One.")
    folder.publish(home, article, "a", "2026-01-01", [staged(tmp_path / "1", "quotes", {"quotes": 3})])
    folder.publish(home, article, "a", "2026-01-01", [staged(tmp_path / "2", "quotes", failed="cell 1")])
    assert files(home) == {"report.json", "quotes.failed.ipynb"}
    folder.publish(home, article, "a", "2026-01-01", [staged(tmp_path / "3", "quotes")])
    assert files(home) == {"report.json", "quotes.html", "quotes.ipynb"}


def test_claims_and_text_are_kept_until_a_report_of_the_same_text_brings_others(tmp_path):
    home = tmp_path / "home"

    def publish(article: str, number: int, **told) -> folder.Manifest:
        result = staged(tmp_path / str(number), "quotes", **told)
        folder.publish(home, Article(article), "a", "2026-01-01", [result])
        return folder.read(home)

    first = publish("One.", 1, claims=(CLAIM,), text="<p>1</p>")
    assert (first.claims, first.text) == ((CLAIM,), "<p>1</p>")
    assert publish("One.", 2, failed="cell 1").claims == (CLAIM,)
    changed = CLAIM | {"value": "3"}
    assert publish("One.", 3, claims=(changed,)).claims == (changed,)
    assert publish("Two.", 4).claims == ()


@pytest.mark.parametrize("wrong", [{"about": "weather"}, {"sentences": None}, {"grade": "sure"}])
def test_rows_that_are_no_claims_make_no_manifest(tmp_path, wrong):
    result = staged(tmp_path / "1", "quotes", claims=(CLAIM | wrong,))
    folder.publish(tmp_path / "home", Article("One."), "a", "2026-01-01", [result])
    assert folder.read(tmp_path / "home") is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"reports": 3}', '{"id": "x", "reports": []}'],
)
def test_a_manifest_that_cannot_be_read_is_as_good_as_none(tmp_path, text):
    (tmp_path / folder.MANIFEST).write_text(text)
    assert folder.read(tmp_path) is None


def test_a_manifest_cannot_name_files_elsewhere(tmp_path):
    home = tmp_path / "home"
    manifest = folder.publish(home, Article("One."), "a", "2026-01-01", [staged(tmp_path / "1", "quotes")])
    known = json.loads((home / folder.MANIFEST).read_text())
    known["reports"][0]["name"] = "../../precious"
    (home / folder.MANIFEST).write_text(json.dumps(known))
    assert manifest
    assert folder.read(home) is None
