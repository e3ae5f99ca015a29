"""What a source says: the article's text, and title, outlet, date, address and id where they are given."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from analysis.articles.blocks import Block, from_json
from analysis.articles.decoding import decode, readable
from analysis.articles.pages import PageBlock, read_page
from analysis.articles.source import Source
from analysis.errors import ArticleError

Fields = dict[str, Any]

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FRONT_MATTER = re.compile(r"-{3,}[^\S\n]*\n(?:#[^\n]*\n)*\w[\w -]*:(?=\s)")
_ABSENT = {"", "~", "null"}
_LONGEST_FRONT_MATTER = 65_536
_BETWEEN = "\n\n"
_FIELDS = ("title", "outlet", "published", "url", "id")
_HINTS = ("byline", "section")  # which help where they are text, and are no reason to refuse an article


def read_fields(source: Source) -> Fields:
    """Return the article's fields, by the names of `Article`: `text`, and the others that are known.

    Raises ArticleError where the source is not text, or not what its kind promises.
    """
    text = decode(source)
    if not text.strip():
        state = "holds only white space" if text else "is empty"
        raise ArticleError(f"{source.name} {state}; give a file with the article's text in it.")
    kind = source.kind or ("html" if _HTML.match(text[:2000]) else "text")
    return {"url": source.url, **_READERS[kind](text, source)}


def _read_text(text: str, source: Source) -> Fields:
    return {"text": text}


def _read_markdown(text: str, source: Source) -> Fields:
    """Split YAML front matter, if there is any, from the text, which keeps its Markdown signs.

    Every value is read as it is written (`id: 007` is "007"), by PyYAML's own parser: the one in C, which
    python-frontmatter would choose, brings the whole process down on deeply nested input.
    """
    handler = YAMLHandler()
    if not _FRONT_MATTER.match(text):
        return {"text": text}
    if len(handler.FM_BOUNDARY.findall(text[:_LONGEST_FRONT_MATTER])) < 2:
        raise ArticleError(f"{source.name} has front matter without an end; put a line of --- below it.")
    front, body = handler.split(text)
    try:
        data = handler.load(front, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        advice = "put values that hold a colon in quotation marks"
        raise ArticleError(f"{source.name} has broken front matter in line {line}; {advice}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ArticleError(f"{source.name} has front matter that is no YAML; mend or remove it.") from error
    return {"text": body.lstrip("\n"), **_known_fields(data, source)}


def _read_html(text: str, source: Source) -> Fields:
    """Take the article out of a page: headline, blocks with an empty line between, no tables or comments."""
    page = read_page(text, source.url)
    if not page.blocks:
        advice = "save the article's text as .txt and give that"
        raise ArticleError(f"No article was found in {source.name}, only a page around one; {advice}.")
    whole = readable(_BETWEEN.join(block.text for block in page.blocks), source)
    told = {name: _one_line(getattr(page, name)) for name in ("title", "outlet", "byline", "section")}
    return {
        "text": whole,
        "blocks": tuple(_placed(page.blocks)),
        "kinds": page.kinds,
        "published": page.published,
        "url": source.url or page.url,
        **told,
    }


def _placed(found: Iterable[PageBlock]) -> Iterator[Block]:
    """Yield the blocks of a page at their places in the text that has an empty line between any two."""
    start = 0
    for block in found:
        end = start + len(block.text)
        yield Block(block.kind, start, end, block.bold)
        start = end + len(_BETWEEN)


def _read_json(text: str, source: Source) -> Fields:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ArticleError(f"{source.name} is not valid JSON ({where}); mend it there.") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{source.name} is JSON that cannot be read; write it anew.") from error
    if not isinstance(data, dict):
        raise ArticleError(f'{source.name} holds no JSON object; an article in JSON is {{"text": "..."}}.')
    if not isinstance(data.get("text"), str):
        state = "has no “text”" if "text" not in data else "has a “text” that is not a string"
        raise ArticleError(f'{source.name} {state}; an article in JSON is {{"text": "..."}}.')
    kinds = data.get("kinds")
    return {
        "text": readable(data["text"], source),
        "blocks": from_json(data.get("blocks")),
        "kinds": tuple(map(str, kinds)) if isinstance(kinds, list) else (),
        **_known_fields(data, source),
    }


_READERS: dict[str, Callable[[str, Source], Fields]] = {
    "text": _read_text,
    "markdown": _read_markdown,
    "html": _read_html,
    "json": _read_json,
}


def _known_fields(data: Mapping[object, object], source: Source) -> Fields:
    """Return the fields of `_FIELDS` and `_HINTS` as text, where they are given; published also as date."""
    fields = {name: data.get(name) for name in _FIELDS}
    if fields["published"] is None:
        fields["published"] = data.get("date")
    known = {name: _as_text(value, name, source) for name, value in fields.items()}
    known |= {name: _joined(data.get(name)) for name in _HINTS}
    return {name: value for name, value in known.items() if value is not None}


def _as_text(value: object, name: str, source: Source) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ArticleError(
            f"{source.name} has a value of “{name}” that is not text; put it in quotation marks."
        )
    return _one_line(str(value))


def _joined(value: object) -> str | None:
    """Return a text, or texts, on one line; None for anything else."""
    given = value if isinstance(value, list) else [value]
    return _one_line(", ".join(each for each in given if isinstance(each, str)))


def _one_line(value: str | None) -> str | None:
    """Return a value with white space folded; None for what is left empty or stands for nothing in YAML."""
    line = " ".join((value or "").encode(errors="replace").decode().split())
    return None if line in _ABSENT else line
