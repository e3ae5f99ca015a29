"""Corrections: what a completed sheet or a brat file says otherwise than the methods, taken over.

Only what differs is taken over, so a row that agrees changes nothing. A row is checked against the text
first; one that no longer fits is listed, and never applied.

`check_given` and `check_coding` read what parameters of the reports name (frames, a lexicon, a model, a
topic, codings) before any notebook runs, so that a mistake there is said at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from analysis.annotation import Document
from analysis.annotation.document import Coded
from analysis.attribution import Attribution, attributions
from analysis.coding import codes
from analysis.coding.answers import POLARITIES, QUOTES, SENTIMENT
from analysis.coding.brat import annotations_in
from analysis.coding.codes import BRAT, FOLDER, Coding, Codings, coding_of, is_file, read
from analysis.coding.sample import SHOWN, STANDARD, check, sheet
from analysis.coding.statements import Corrected, content_words, correct_by_brat, correct_by_rows
from analysis.coding.units import of_document
from analysis.errors import unknown
from analysis.framing import TYPOLOGIES, Typology
from analysis.framing.evidence import carried
from analysis.tone import target_sentiment
from analysis.wording import Finding, capital, counted, listed, shortened

_SUBJECTS = ("quotes", "sentiment", "framing")  # of findings, which all go by the statements
_MOST_PROBLEMS = 8
_IN_SHEET = "fill in the column coder to say who it was"
_IN_BRAT = "write “coder: a name” as the note of any Source or Cue to say who it was"
_KEPT = ", so the model's statements stay where the file has no other"


def corrected(document: Document, place: str | Path = FOLDER, source: str = "") -> Document:
    """Return a document as a reader's sheet corrects it; the same document where there is none.

    `place` is a folder with `<article_id>.csv` (or .xlsx) or, annotated in brat, `<article_id>.ann`; or such
    a file itself; looked up as in `load_article`; empty: no corrections. `source` is what to call the file,
    by default its path. Whatever is worked out from the
    document goes by them, and reports say what was corrected and by whom, and which rows do not fit.
    Raises CodingError for a file that is no sheet, a place that is missing (the usual folder may be), or a
    folder with both a sheet and a brat file of the article.
    """
    path = coding_of(document.article.id, place)
    if path is None:
        return document
    source = source or _as_named(place, path)
    if path.suffix.lower() == BRAT:
        return _by_brat(document, path, source)
    return _by_sheet(document, read([path]), source)


def to_correct(document: Document, tasks: Iterable[str] = STANDARD):
    """Return a sheet with everything that the methods found in an article, to be corrected where it is wrong.

    Rows are as in `draw`, with the machine's answers filled in and "shown" under labels: for quotes a row a
    statement, and one for each sentence without.
    """
    material, places, answers = of_document(document), [], []
    for task in check(tasks):
        rows = _found(document, task)
        places += [(document.article.id, task, start, end) for start, end, *_ in rows]
        answers += [found for _, _, *found in rows]
    frame = sheet(material, places, SHOWN)
    frame[["answer", "speaker", "words"]] = np.array(answers, dtype=object).reshape(-1, 3)
    return frame


def check_given(parameters: Mapping[str, object]) -> None:
    """Read what parameters name for all articles; an error of one sentence for what is wrong."""
    for name, read_it in _CHECKS.items():
        if parameters.get(name):
            read_it(str(parameters[name]))


def check_coding(article_id: str, parameters: Mapping[str, object]) -> None:
    """Read the coding of an article, where there is one; CodingError, in a sentence, for what is none."""
    path = coding_of(article_id, str(parameters.get("codings", FOLDER)))
    if path is not None and path.suffix.lower() == BRAT:
        annotations_in(path, path.name)
    elif path is not None:
        read([path])


def _by_sheet(document: Document, codings: Codings, source: str) -> Document:
    """Return a document as codings correct it; `source` is where they come from, in words."""
    problems = list(codings.problems)
    rows = [row for row in codings.rows if _is_ours(row, document, problems)]
    by_task = {task: [row for row in rows if row.task == task] for task in (QUOTES, SENTIMENT)}
    quotes = correct_by_rows(document, by_task[QUOTES]) if by_task[QUOTES] else Corrected(())
    problems += [f"{capital(row.place)}: {problem}." for row, problem in quotes.problems]
    targets = _targets(document, by_task[SENTIMENT], problems)
    frames = _frames(document, [row for row in rows if row.task in TYPOLOGIES], problems)
    said = [_statements(document, quotes, source, _IN_SHEET)]
    findings = {
        "quotes": said,
        "sentiment": [_said(document, "mention", targets, source), *said],
        "framing": [_said(document, "sentence", frames, source), *said],
    }
    trouble = _trouble(problems, source)
    coded = Coded(
        attributions=_changed(quotes),
        targets={(row.start, row.end): row.answer.label for row in targets},
        frames={(row.task, _number(document, row)): row.answer.frames for row in frames},
        findings={name: tuple(filter(None, (*each, trouble))) for name, each in findings.items()},
        misfit=trouble.text if trouble else "",
    )
    return document.corrected(coded)


def _by_brat(document: Document, path: Path, source: str) -> Document:
    """Return a document with the statements of a brat file."""
    annotations = annotations_in(path, source)
    if not annotations.contents():
        nothing = Finding(f"{source} marks no Content, so the statements here are the model's.")
        return document.corrected(Coded(findings=dict.fromkeys(_SUBJECTS, (nothing,))))
    quotes = correct_by_brat(document, annotations)
    problems = [f"{capital(row.place)}: {problem}." for row, problem in quotes.problems]
    trouble = _trouble(problems, source, "annotation", _KEPT)
    said = tuple(filter(None, (_statements(document, quotes, source, _IN_BRAT), trouble)))
    return document.corrected(
        Coded(
            attributions=_changed(quotes),
            findings=dict.fromkeys(_SUBJECTS, said),
            misfit=trouble.text if trouble else "",
        )
    )


def _as_named(place: str | Path, path: Path) -> str:
    """Return a sheet's path as the reader named it."""
    return str(place) if is_file(place) else f"{Path(place).as_posix()}/{path.name}"


def _is_ours(row: Coding, document: Document, problems: list[str]) -> bool:
    """Tell whether a row is about this article and still fits its text; if not, say so."""
    if row.article_id not in ("", document.article.id):
        problems.append(f"{capital(row.place)}: it is about another article, “{row.article_id}”.")
    elif not row.fits(document.article.text):
        problems.append(
            f"{capital(row.place)}: “{shortened(row.text)}” no longer stands at {row.start} to {row.end}."
        )
    else:
        return True
    return False


def _targets(document: Document, rows: Sequence[Coding], problems: list[str]) -> list[Coding]:
    """Return the rows whose polarity is not the model's."""
    if not rows:
        return []
    judged = _polarities(document)
    problems += [
        f"{capital(row.place)}: the tool knows no mention of anybody at {row.start} to {row.end}."
        for row in rows
        if (row.start, row.end) not in judged
    ]
    return [row for row in rows if judged.get((row.start, row.end), row.answer.label) != row.answer.label]


def _frames(document: Document, rows: Sequence[Coding], problems: list[str]) -> list[Coding]:
    """Return the rows whose frames are not those that the cues tell."""
    differing = []
    for row in rows:
        number = _number(document, row)
        if not number:
            problems.append(f"{capital(row.place)}: no sentence stands at {row.start} to {row.end}.")
            continue
        typology = TYPOLOGIES[row.task]
        carries = carried(document, typology)[number - 1]
        found = {frame for frame, has in zip(typology.frames, carries, strict=True) if has}
        if row.answer.frames != found:
            differing.append(row)
    return differing


def _number(document: Document, row: Coding) -> int:
    """Return the number of the sentence that a row is about; 0 where it is no sentence."""
    return next((s.number for s in document.sentences if (s.start, s.end) == (row.start, row.end)), 0)


def _changed(quotes: Corrected) -> tuple[Attribution, ...] | None:
    """Return the attributions as corrected, None where none was."""
    return quotes.attributions if quotes.changed or quotes.added or quotes.removed else None


def _statements(document: Document, quotes: Corrected, source: str, naming: str) -> Finding | None:
    parts = [
        f"{counted(len(rows), 'statement')} {done}"
        for rows, done in (
            (quotes.changed, "changed"),
            (quotes.removed, "taken out"),
            (quotes.added, "added"),
        )
        if rows
    ]
    rows = [*quotes.changed, *quotes.removed, *quotes.added]
    if not rows:
        return None
    return Finding(_by_hand(rows, source, listed(parts), naming), _sentences(document, rows))


def _said(document: Document, what: str, rows: Sequence[Coding], source: str) -> Finding | None:
    if not rows:
        return None
    done = f"{counted(len(rows), what)} with another answer"
    return Finding(_by_hand(rows, source, done, _IN_SHEET), _sentences(document, rows))


def _by_hand(rows: Sequence[Coding], source: str, done: str, naming: str) -> str:
    """Return what was done, by whom and when; where nobody is named, how a coder is."""
    coders = listed(list(dict.fromkeys(row.coder for row in rows if row.coder)))
    dates = listed(list(dict.fromkeys(row.date for row in rows if row.date)))
    whom = (coders or "somebody unnamed") + (f" on {dates}" if dates else "")
    return f"Corrected by hand by {whom} ({source}): {done}{'' if coders else f'; {naming}'}."


def _trouble(problems: Sequence[str], source: str, what: str = "row", so: str = "") -> Finding | None:
    if not problems:
        return None
    shown = " ".join(problems[:_MOST_PROBLEMS])
    more = len(problems) - _MOST_PROBLEMS
    rest = f" And {more} more." if more > 0 else ""
    was = "is" if len(problems) == 1 else "are"
    return Finding(f"{counted(len(problems), what)} of {source} {was} not taken over{so}. {shown}{rest}")


def _sentences(document: Document, rows: Iterable[Coding]) -> tuple[int, ...]:
    tokens = (document.tokens(row.start, row.end) for row in rows)
    return tuple(sorted({document.sentence_at(found[0]).number for found in tokens if found}))


def _found(document: Document, task: str) -> list[tuple[int, int, str, str, str]]:
    """Return what the methods find for a task: start, end, answer, speaker, words, in text order."""
    if task == SENTIMENT:
        return [(*span, polarity, "", "") for span, polarity in _polarities(document).items()]
    return _framed(document, TYPOLOGIES[task]) if task in TYPOLOGIES else _spoken(document)


def _framed(document: Document, typology: Typology) -> list[tuple[int, int, str, str, str]]:
    rows = zip(document.sentences, carried(document, typology), strict=True)
    return [
        (
            sentence.start,
            sentence.end,
            "; ".join(frame for frame, has in zip(typology.frames, carries, strict=True) if has) or "none",
            "",
            "",
        )
        for sentence, carries in rows
    ]


def _spoken(document: Document) -> list[tuple[int, int, str, str, str]]:
    """Return a row a statement, and one for each sentence without any."""
    found = attributions(document)
    statements = [
        (
            each.content[0][0],
            each.content[-1][1],
            each.kind,
            each.speaker or ("nobody" if each.role != "unresolved" else ""),
            content_words(document, each.content) if len(each.content) > 1 else "",
        )
        for each in found
    ]
    spans = [span for each in found for span in each.content]
    silent = [
        (s.start, s.end, "no", "", "")
        for s in document.sentences
        if not any(start < s.end and end > s.start for start, end in spans)
    ]
    return sorted([*statements, *silent])


def _polarities(document: Document) -> dict[tuple[int, int], str]:
    """Return the label that the model finds likeliest for each mention, by its place."""
    found = target_sentiment(document)
    likeliest = found[list(POLARITIES)].to_numpy().argmax(axis=1)
    spans = zip(found["start"], found["end"], strict=True)
    return {(int(s), int(e)): POLARITIES[each] for (s, e), each in zip(spans, likeliest, strict=True)}


def _check_frames(path: str) -> None:
    from analysis.framing import read_frames

    read_frames(path)


def _check_lexicon(path: str) -> None:
    from analysis.tone.lexicons import read_lexicon

    read_lexicon(path)


def _check_reader(name: str) -> None:
    from analysis.models.larger import check as check_larger
    from analysis.models.readers import BASE, SMALL

    if name not in (BASE, SMALL):
        check_larger(name)


def _check_topic(name: str) -> None:
    from analysis.framing.background import like

    topics = sorted(set(like(0)["topic"]))
    if name not in topics:
        raise unknown("topic", name, topics)


_CHECKS: Mapping[str, Callable[[str], None]] = {
    "own_frames": _check_frames,
    "lexicon": _check_lexicon,
    "reader": _check_reader,
    "topic": _check_topic,
    "codings": codes.check_place,
}
