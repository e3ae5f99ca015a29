"""Which language a text is in (py3langid; Lui and Baldwin 2012, retrained by Barbaresi)."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str) -> str:
    """Return the ISO 639 code of the text's language; "und" where the text has no words."""
    if not any(character.isalpha() for character in text):
        return UNDETERMINED
    return _identifier().classify(text)[0]
