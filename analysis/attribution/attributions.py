"""Attributions: who said what, in whose words, with which cue; as objects, as a table, as each word's voice.

The spans come from the trained model: hints, one pass of the encoder, structured decoding. What it leaves
open the text's form settles: turns of transcripts and interviews and letters of readers belong wholly to
their speakers (news corpora have too few of them for the model to learn that), and a quotation for which the
model names nobody has the source that a rule sees near by. Everything that follows from the spans is worked
out here: whether the words are quoted, who the source is, whether the cue denies them.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document, once
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.articles.words import SPOKEN
from analysis.attribution import cues, nesting, rules
from analysis.attribution.completion import by_rule, completed
from analysis.attribution.decoding import Decoded, Evidence, decode
from analysis.attribution.hints import prepare
from analysis.attribution.paragraphs import continued
from analysis.attribution.readers_names import folded, speaker_named
from analysis.attribution.senses import STATEMENT, sense_of
from analysis.attribution.spans import Index, Span, merged
from analysis.attribution.speakers import Speaker, speaker_of
from analysis.attribution.turns import Turn, asked, turns
from analysis.models.attribution import attribution_model
from analysis.schemas import typed
from analysis.word_lists import words as listed

_FIRST_PERSON = listed("pronouns", "first person")
_AUTHOR = _FIRST_PERSON | listed("statements", "nobody else")
_DIRECT = 0.95
_NESTED = 0.6
"""How sure a statement within an answer or a letter has to be."""
DOUBTFUL = 0.5
VOICES = AUTHOR, QUOTED, REPORTED = "author", "quoted", "reported"


@dataclass(frozen=True)
class Attribution:
    """One attribution, all spans as (start, end) offsets into the article's text.

    `kind` is direct (at least 95% of its words are quoted), mixed or indirect; `speaker` the canonical
    name, None when nobody is named; `role`, `affiliation` and `speaks_for` as in `roles`; `confidence` the
    chance that speaker and content are right (0..1); `negated` whether the source denies the content;
    `by_hand` whether a reader coded it; `name_chance` (0..1) how likely the step from the source's words to
    the name is right, which is part of `confidence`; `sense` is statement, attitude, act or silence, as in
    `senses`.
    """

    number: int
    kind: str
    speaker: str | None
    role: str | None
    affiliation: str | None
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float
    negated: bool
    by_hand: bool = False
    speaks_for: str | None = None
    name_chance: float = 1.0
    sense: str = STATEMENT

    @property
    def statement(self) -> bool:
        """Whether it tells words of its source, or an explicit claim, belief, finding or denial."""
        return self.sense == STATEMENT

    @property
    def doubtful(self) -> bool:
        """Whether speaker or content are more likely wrong than right."""
        return self.confidence < DOUBTFUL


@once
def attributions(document: Document) -> tuple[Attribution, ...]:
    """Return the attributions of a document in text order, numbered from 1.

    Where a reader corrected them, the corrected ones.
    """
    if document.coded.attributions is not None:
        return document.coded.attributions
    return tuple(_attributions(document))


@once
def statements(document: Document) -> tuple[Attribution, ...]:
    """Return the attributions of a document that tell words or a claim of their source, in text order."""
    return tuple(each for each in attributions(document) if each.statement)


@once
def spoken_regions(document: Document) -> tuple[Span, ...]:
    """Return the stretches between quotation marks, and the turns of transcripts, interviews and letters."""
    quoted = outermost(quoted_regions(document.article.text, document.paragraphs))
    spoken = [piece for turn in turns(document) for piece in turn.content]
    rest = [span for _, spans in continued(document) for span in spans]
    return merged([*((region.start, region.end) for region in quoted), *rest, *spoken])


def words(document: Document, spans: Iterable[Span]) -> list[Span]:
    """Return the words of some stretches of the text, as offsets."""
    return [match.span() for span in spans for match in SPOKEN.finditer(document.article.text, *span)]


def _attributions(document: Document) -> Iterator[Attribution]:
    found = _with_inner(document, [each for each in _decoded(document) if _is_anothers(document, each)])
    speakers = [_speaker(document, each) for each in found]
    pairs = [pair for pair in zip(found, speakers, strict=True) if not _is_author(document, *pair)]
    others = _but_of_a_turn(document, pairs)
    for number, (each, who) in enumerate(others, start=1):
        kind, quoted = kind_of(document, each.content), _quoted(document, each.content)
        yield Attribution(
            number,
            kind,
            who.name,
            who.role,
            who.affiliation,
            each.source,
            each.cue,
            each.content,
            each.probability * who.chance,
            cues.is_negated(_cue(document, each)),
            speaks_for=who.speaks_for,
            name_chance=who.chance,
            sense=sense_of(document, each.source, each.cue, each.content, quoted, kind),
        )


def _but_of_a_turn(document: Document, pairs: list[tuple[Decoded, Speaker]]) -> list[tuple[Decoded, Speaker]]:
    """Leave out what is told within a turn by whose turn it is: it is counted with the turn."""
    said = {turn.content for turn in turns(document)}
    own = Index((piece, who.name) for each, who in pairs if each.content in said for piece in each.content)
    return [
        (each, who)
        for each, who in pairs
        if each.content in said or not (who.name and who.name in own.at(each.content[0]))
    ]


def _with_inner(document: Document, found: list[Decoded]) -> list[Decoded]:
    """Return attributions with those that stand within what others tell, in text order."""
    spoken = frozenset(t.i for region in spoken_regions(document) for t in document.tokens(*region))
    said = {turn.content for turn in turns(document)}
    told = [each for each in found if each.content not in said]
    nested = [by_rule(match, nesting.RIGHT) for match in nesting.inner(document, told, spoken)]
    return sorted([*found, *nested], key=lambda each: each.content[0])


def _decoded(document: Document) -> list[Decoded]:
    """Return what the model finds, with sources and turns filled in by the text's form, in text order."""
    found = completed(document, decode(attribution_model().read(document.article.text, prepare(document))))
    near = Index(
        (piece, each.source) for each in rules.find(document) if each.source for piece in each.content
    )
    spoken = Index((piece, turn) for turn in turns(document) for piece in turn.content)
    author = Index((piece, True) for piece in asked(document))
    others = [
        each if any(map(spoken.at, each.content)) else _with_source(each, near)
        for each in found
        if not any(map(author.at, each.content)) and _is_free(document, each, spoken)
    ]
    return sorted([*others, *map(_said, turns(document))], key=lambda each: each.content[0])


def _is_free(document: Document, found: Decoded, spoken: Index) -> bool:
    """Tell whether an attribution stands outside all turns, or in one, and tells what somebody else said."""
    around = [turn for piece in found.content for turn in spoken.at(piece)]
    if not around:
        return True
    if found.source in {turn.source for turn in around} or not all(turn.nests for turn in around):
        return False
    if found.source is None or found.cue is None or found.probability < _NESTED:
        return False
    return document.article.text[slice(*found.source)].lower() not in _FIRST_PERSON


def _with_source(found: Decoded, near: Index) -> Decoded:
    if found.source or found.cue or not found.evidence.quoted:
        return found
    sources: list[Span] = near.at(found.content[0])
    return found._replace(source=sources[-1]) if sources else found


def _said(turn: Turn) -> Decoded:
    evidence = Evidence(content=1, cue=1, source=1, link=1, choice=1, named=1, quoted=0)
    return Decoded(turn.source, turn.cue, turn.content, turn.chance, evidence)


def _speaker(document: Document, each: Decoded) -> Speaker:
    """Return who is behind an attribution: whom the form of the text names, else whom the source means."""
    named = next((turn.speaker for turn in turns(document) if turn.content == each.content), None)
    return speaker_named(document, named) if named else speaker_of(document, each.source, each.cue)


def _is_anothers(document: Document, found: Decoded) -> bool:
    """Tell whether words are attributed to another: "I think" and "it seems" are the author's own voice."""
    if found.source is None:
        own = cues.is_impression(_cue(document, found))
    else:
        who = document.article.text[slice(*found.source)].lower()
        own = who in _AUTHOR and not within([found.source], spoken_regions(document))
    return bool(words(document, found.content)) and not own


def _is_author(document: Document, found: Decoded, speaker: Speaker) -> bool:
    """Tell whether the speaker is whoever wrote the article: its own voice, unless it is a turn."""
    byline = document.article.byline
    turn = any(turn.content == found.content for turn in turns(document))
    return bool(byline and speaker.name and folded(speaker.name) == folded(byline) and not turn)


def _cue(document: Document, found: Decoded) -> list[Token]:
    return document.tokens(*found.cue) if found.cue else []


def kind_of(document: Document, content: Iterable[Span]) -> str:
    """Return direct, mixed or indirect: by how many of a content's words stand in quotation marks."""
    said, spoken = len(words(document, content)), _quoted(document, content)
    if not spoken:
        return "indirect"
    return "direct" if spoken >= _DIRECT * said else "mixed"


def _quoted(document: Document, content: Iterable[Span]) -> int:
    """Return how many words of a content stand in quotation marks."""
    return len(within(words(document, content), spoken_regions(document)))


def within(spans: Iterable[Span], regions: Iterable[Span]) -> list[Span]:
    """Return those of some spans that begin in a region; both in text order."""
    inside: list[Span] = []
    waiting = iter(regions)
    region = next(waiting, None)
    for span in spans:
        while region is not None and region[1] <= span[0]:
            region = next(waiting, None)
        if region is not None and region[0] <= span[0]:
            inside.append(span)
    return inside


def sentence_number(document: Document, offset: int) -> int:
    """Return the number of the sentence in which a character of the article's text stands."""
    return max(bisect_right(_sentence_starts(document), offset), 1)


@once
def _sentence_starts(document: Document) -> tuple[int, ...]:
    return tuple(sentence.start for sentence in document.sentences)


@once
def voices(document: Document) -> tuple[str, ...]:
    """Return the voice of each token of `document.doc`: author, quoted or reported.

    Words between quotation marks that nobody is said to have spoken (titles, scare quotes) are the author's.
    """
    spans = [(token.idx, token.idx + len(token)) for token in document.doc]
    attributed = within(spans, merged(piece for each in attributions(document) for piece in each.content))
    quoted, others = set(within(attributed, spoken_regions(document))), set(attributed)
    return tuple(QUOTED if span in quoted else REPORTED if span in others else AUTHOR for span in spans)


def voice_of(document: Document, start: int, end: int) -> str:
    """Return the voice of most words in text[start:end]; the author's where there are none, or no most."""
    spoken = voices(document)
    counted = Counter(spoken[token.i] for token in document.tokens(start, end) if not token.is_punct)
    (voice, most), *rest = counted.most_common() or [(AUTHOR, 0)]
    return AUTHOR if rest and rest[0][1] == most else voice


@of_document
def quotes(document: Document) -> pd.DataFrame:
    """Return one row for each attribution, in text order.

    `quote` is its number from 1, `sentence` that of the sentence in which its words begin; `speaker`, `role`,
    `affiliation`, `speaks_for`, source and cue are null where the text has none; `content` is a list of
    [start, end] offsets, `text` the content with " ... " between its pieces, `words` its length, `confidence`
    how often such evidence is right (0..1), `sense` statement, attitude, act or silence.
    """
    rows = [_row(document, each) for each in attributions(document)]
    return typed("quotes", rows)


def _row(document: Document, each: Attribution) -> dict[str, object]:
    text = document.article.text
    return {
        "article_id": document.article.id,
        "quote": each.number,
        "sentence": sentence_number(document, _first_word(document, each)[0]),
        "text": " … ".join(text[slice(*piece)] for piece in each.content),
        "speaker": each.speaker,
        "kind": each.kind,
        "role": each.role,
        "affiliation": each.affiliation,
        "speaks_for": each.speaks_for,
        **_span("source", each.source, text),
        **_span("cue", each.cue, text),
        "content": [list(piece) for piece in each.content],
        "words": len(words(document, each.content)),
        "confidence": each.confidence,
        "sense": each.sense,
    }


def _first_word(document: Document, each: Attribution) -> Span:
    """Return where the words of an attribution begin; its content where it has none."""
    return min(words(document, each.content), default=min(each.content))


def _span(name: str, span: Span | None, text: str) -> dict[str, object]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end, f"{name}_text": text[start:end] if span else None}
