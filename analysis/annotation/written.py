"""How the text itself writes a name: "IMF" where it never says International Monetary Fund."""

from analysis.annotation.document import Document, Mention, once
from analysis.annotation.gazetteer import known_names, without_article


def as_written(document: Document, entity: str) -> str:
    """Return the fullest name that the text has for an entity, its canonical name where it has none.

    Known countries and bodies have one canonical name in all articles; a reader of one article looks for
    the name that stands there. Adjectives ("Russian") and seats of governments ("Moscow") are no names here.
    """
    return _written(document).get(entity, entity)


@once
def _written(document: Document) -> dict[str, str]:
    forms: dict[str, list[str]] = {}
    for mention in document.mentions:
        if mention.kind == "name" and mention.label in {"GPE", "ORG"} and _is_its_name(mention):
            forms.setdefault(mention.entity, []).append(without_article(mention.text))
    return {
        entity: max(own, key=lambda form: (form == entity, len(form.split()), len(form)))
        for entity, own in forms.items()
    }


def _is_its_name(mention: Mention) -> bool:
    known = known_names().get(mention.text)
    return known is None or not known.seat
