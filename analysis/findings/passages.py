"""The three key passages: the sentences that carry the story, by a regression fitted to coded articles.

What speaks for a sentence: where it stands, how much of it is about the headline's words and the main
actors, whether somebody speaks in it, and how strongly it sounds.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from analysis.annotation import Document, Sentence, once
from analysis.attribution import voice_of
from analysis.findings.chances import chances
from analysis.findings.telling import Claim
from analysis.models.readers import read

_MOST = 3
_WORDS = 10
_EARLY = 6
_LONG = 40


def key_passages(document: Document, reader: str) -> Iterator[Claim]:
    """Yield the three sentences likeliest to carry the story, by their first ten words, the likeliest first.

    Headlines are left out: they are read anyway.
    """
    regression = chances("key passage")
    found = [
        (regression.of(given), each)
        for each, given in zip(document.sentences, passage_features(document, reader), strict=True)
        if each.part != "headline"
    ]
    ordered = sorted(found, key=lambda pair: (-pair[0], pair[1].number))
    for rank, (chance, each) in enumerate(ordered[:_MOST], start=1):
        yield Claim("key passage", beginning(each.text), str(rank), chance, (each.number,))


def beginning(text: str) -> str:
    """Return the first ten words of a sentence, and that it goes on where it does."""
    words = text.split()
    return f"{' '.join(words[:_WORDS])}{'…' if len(words) > _WORDS else ''}"


@once
def passage_features(document: Document, reader: str) -> tuple[Mapping[str, float], ...]:
    """Return what speaks for each sentence carrying the story, for `chances`."""
    title = _content_words(document.sentences[:1]) if document.sentences else Counter()
    everywhere = _content_words(document.sentences)
    named = Counter(mention.entity for mention in document.single_mentions)
    first = next((each.number for each in document.sentences if each.part != "headline"), 1)
    rated = read(document, reader)
    return tuple(
        _features(document, each, title, everywhere, named, first) | {"rating": abs(rating.rating)}
        for each, rating in zip(document.sentences, rated, strict=True)
    )


def _features(
    document: Document,
    sentence: Sentence,
    title: Counter[str],
    everywhere: Counter[str],
    named: Counter[str],
    first: int,
) -> dict[str, float]:
    own = _content_words([sentence])
    here = {m.entity for m in document.single_mentions if m.sentence == sentence.number}
    number, total = len(own), len(document.sentences)
    place = sentence.number - first
    paragraph = sentence.paragraph != document.sentences[max(0, sentence.number - 2)].paragraph
    voice = voice_of(document, sentence.start, sentence.end)
    return {
        "first": float(place == 0),
        "second": float(place == 1),
        "early": float(1 < place <= _EARLY),
        "place": place / max(1, total),
        "last": float(sentence.number == total),
        "near the end": float(place / max(1, total) > 0.85),
        "begins a paragraph": float(paragraph),
        "of the headline": sum(word in title for word in own) / max(1, number),
        "common words": math.log1p(sum(everywhere[word] - 1 for word in own) / max(1, number)),
        "main actors": math.log1p(sum(named[name] for name in here) / max(1, max(named.values(), default=1))),
        "actors": math.log1p(len(here)),
        "words": math.log1p(number),
        "long": float(len(sentence.text.split()) > _LONG),
        "short": float(len(sentence.text.split()) < _WORDS),
        "sentences": math.log(total),
        "quoted": float(voice == "quoted"),
        "reported": float(voice == "reported"),
        "headline": float(sentence.part == "headline"),
    }


def _content_words(sentences) -> Counter[str]:
    return Counter(
        token.lemma_.lower()
        for each in sentences
        for token in each.span
        if token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and not token.is_stop
    )
