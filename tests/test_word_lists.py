"""The word lists of English: each has a source, is read by somebody, and is read through one module."""

import json
import re
from pathlib import Path

import pytest

from analysis.paths import ENGLISH, PACKAGE
from analysis.word_lists import any_of, read, read_text, words

FILES = sorted(path.relative_to(ENGLISH).with_suffix("").as_posix() for path in ENGLISH.rglob("*.json"))
ABOUT = {"source", "licence", "kinds", "note"}
CODE = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_lists_says_its_source_and_is_read_whole(name):
    lists = read(name)
    assert lists["source"] and lists["licence"]
    unread = [key for key in lists if key not in ABOUT and f'"{key}"' not in CODE and f"'{key}'" not in CODE]
    assert not unread


@pytest.mark.parametrize("name", FILES)
def test_no_list_has_an_entry_twice(name):
    for key, entries in read(name).items():
        if isinstance(entries, list):
            said = [json.dumps(entry) for entry in entries]
            assert len(said) == len(set(said)), key


def test_only_one_module_opens_the_lists_that_code_reads():
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bENGLISH\b", path.read_text(encoding="utf-8"))
    }
    assert readers == {"paths.py", "word_lists.py", "validation/sentiment.py"}  # which reads a labelled set


def test_a_list_is_a_set_a_pattern_or_a_text():
    assert words("determiners", "articles") == {"a", "an", "the"}
    assert re.fullmatch(any_of("framing/episodic", "days"), "Tuesday", re.IGNORECASE)
    assert read_text("coding/tasks") == Path(ENGLISH, "coding", "tasks.txt").read_text(encoding="utf-8")
    with pytest.raises(KeyError):
        words("determiners", "no such list")
