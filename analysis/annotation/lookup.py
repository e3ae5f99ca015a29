"""Where words stand: the tokens with one of some forms or tags, found without a look at all the others.

spaCy makes a token anew at each look, so going through a text word by word costs more than most rules do.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.tokens import Doc, Token


def tokens_with(doc: Doc, attribute: str, values: Iterable[str]) -> Iterator[Token]:
    """Yield, in text order, the tokens one of whose attributes (LOWER, ORTH, TAG) has one of some values."""
    wanted = [doc.vocab.strings[value] for value in values]
    for place in np.flatnonzero(np.isin(doc.to_array(attribute), wanted)).tolist():
        yield doc[place]
