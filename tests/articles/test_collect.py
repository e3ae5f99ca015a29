"""The articles of a report: what sources stand for, which are refused, and under which ids they go."""

from dataclasses import replace
from pathlib import Path

from small_reports import STORY

from analysis.articles import Article, items, load_article


def test_a_folder_stands_for_the_articles_in_it(tmp_path):
    for name in ("b.txt", "a.md", ".hidden.txt", "README.md", "picture.png"):
        (tmp_path / name).write_text(STORY)
    taken = items.collect([str(tmp_path)])
    assert [Path(each.source).name for each in taken.items] == ["a.md", "b.txt"]
    assert not taken.refused


def test_a_folder_without_articles_is_refused_as_such(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"")
    (refused,) = items.collect([str(tmp_path)]).refused
    assert refused.endswith("is a folder with no article in it (.txt .md .html .json).")


def test_an_article_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    assert len(items.collect([str(tmp_path), str(tmp_path / "a.txt")]).items) == 1


def test_articles_of_the_same_id_become_distinct_and_it_is_said(tmp_path):
    for name in ("one/story.txt", "two/Story.txt", "three/story.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(STORY)
    taken = items.collect(
        [str(tmp_path / name) for name in ("one/story.txt", "two/Story.txt", "three/story.txt")]
    )
    assert [each.article.id for each in taken.items] == ["story", "Story-2", "story-3"]
    assert len(taken.notes) == 2
    assert "becomes “story-3”" in taken.notes[1]


def test_a_name_with_line_breaks_is_said_on_one_line(tmp_path):
    folders = [tmp_path / "one", tmp_path / "two\u2028three"]
    for place in folders:
        place.mkdir()
        (place / "story.txt").write_text(f"{STORY} In {place.name[:3]}.")
    (note,) = items.collect([str(place / "story.txt") for place in folders]).notes
    assert len(note.splitlines()) == 1
    assert note.endswith("becomes “story-2”.")


def test_an_article_never_takes_the_name_of_the_index(tmp_path):
    (tmp_path / "index.html.txt").write_text(STORY)
    assert items.collect([str(tmp_path / "index.html.txt")]).items[0].article.id == "index.html-2"


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path):
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "none").mkdir()
    taken = items.collect([str(tmp_path / name) for name in ("missing.txt", "empty.txt", "good.txt", "none")])
    assert [each.article.id for each in taken.items] == ["good"]
    assert len(taken.refused) == 3
    assert all("\n" not in sentence for sentence in taken.refused)


def test_an_article_survives_the_way_to_the_kernel(tmp_path):
    article = Article(
        STORY, id="007", title="A <title>", outlet="O", published="2020-01-05", url="https://example.org/"
    )
    (tmp_path / "article.json").write_bytes(items.as_json(article))
    assert replace(load_article(tmp_path / "article.json"), warnings=()) == article
