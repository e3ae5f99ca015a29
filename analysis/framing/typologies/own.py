"""A researcher's own frames: names, definitions, cue words and example sentences in a YAML file.

    name: water
    frames:
      scarcity:
        definition: Water is told as something that runs short.
        cues: [drought, water shortage, run dry]
        weak: [reservoir, dry/ADJ]
        examples:
          - The reservoir holds a tenth of what it held in spring.

A sentence carries a frame when it has one of its `cues`, or two different `weak` ones: lemmas, or several in
a row; /NOUN, /VERB and /ADJ bind a word to a part of speech; negated cues do not count. A sentence also
carries a frame when its meaning (`analysis.models.embedding`) is as near to the definition or to an example
as `similarity` says: a cosine, 0..1, by default 0.5. Nobody has validated these frames but you.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from spacy.tokens import Doc

from analysis import paths
from analysis.errors import FramesError
from analysis.framing.typologies import TYPOLOGIES
from analysis.framing.typologies.typology import STRONG, Cue, Rule, Typology
from analysis.models.embedding import embed
from analysis.wording import listed

NEAR = 0.5
_FILE_KEYS = frozenset({"name", "source", "licence", "similarity", "frames"})
_FRAME_KEYS = frozenset({"definition", "cues", "weak", "examples"})


def read_frames(path: str | Path) -> tuple[Typology, ...]:
    """Return the typology of a YAML file, as a tuple of one; of none for an empty path.

    It is called as the file says, else as the file; a name among TYPOLOGIES cannot be used. The sentence
    model is loaded when the first text is read, not here. FramesError, in one sentence, for what cannot be
    used.
    """
    if not str(path):
        return ()
    file = paths.find(path)
    content = _checked(_load(file), file.name)
    name = str(content.get("name", file.stem)).strip()
    if name in TYPOLOGIES:
        raise FramesError(
            f"The frames in {file.name} need another name, because there is a typology {name} already."
        )
    rules = (_near_in_meaning(content["frames"], content.get("similarity", NEAR)),)
    frames = {
        frame: {
            "definition": described["definition"].strip(),
            "items": [
                {
                    "question": described["definition"].strip(),
                    "strong": described.get("cues") or [],
                    "weak": described.get("weak") or [],
                }
            ],
        }
        for frame, described in content["frames"].items()
    }
    return (Typology(name, rules, content={"frames": frames}),)


def _near_in_meaning(frames: Mapping[str, Any], near: float) -> Rule:
    """Return a rule that finds the sentences near to a frame's definition or one of its examples."""
    texts_of = [[frame["definition"], *(frame.get("examples") or [])] for frame in frames.values()]
    item_of = np.repeat(np.arange(len(texts_of)), [len(texts) for texts in texts_of])

    @cache
    def anchors() -> np.ndarray:
        return embed(text for texts in texts_of for text in texts)

    def rule(doc: Doc) -> Iterator[Cue]:
        sentences = [sentence for sentence in doc.sents if sentence.text.strip()]
        if not sentences:
            return
        nearness = embed(sentence.text.strip() for sentence in sentences) @ anchors().T
        for sentence, row in zip(sentences, nearness, strict=True):
            for item in np.unique(item_of[row >= near]):
                yield Cue(sentence.start, sentence.end, int(item), STRONG, "near in meaning")

    return rule


def _load(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FramesError(f"There is no file of frames “{file}”; check the spelling of its path.") from error
    except OSError as error:
        raise FramesError(f"The file of frames {file} cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = getattr(error, "problem_mark", None)
        where = f", line {place.line + 1}" if place else ""
        said = f"The file of frames {file.name} is not YAML{where}; compare data/frames/example.yaml."
        raise FramesError(said) from error


def _checked(content: object, file: str) -> dict[str, Any]:
    if not isinstance(content, dict) or not isinstance(content.get("frames"), dict) or not content["frames"]:
        raise FramesError(
            f"{file} has no frames: give them under “frames:”, each with a name and a definition."
        )
    _only(content, _FILE_KEYS, file)
    near = content.get("similarity", NEAR)
    if isinstance(near, bool) or not isinstance(near, (int, float)) or not 0 < near <= 1:
        raise FramesError(f"In {file}, “similarity” has to be a number above 0 and up to 1, not “{near}”.")
    for name, frame in content["frames"].items():
        where = f"{file}, frame “{name}”"
        if not isinstance(name, str) or not name.strip():
            raise FramesError(f"In {file}, a frame's name has to be text, not “{name}”.")
        if not isinstance(frame, dict) or not isinstance(frame.get("definition"), str):
            raise FramesError(f"In {where}, there is no definition: give one sentence.")
        _only(frame, _FRAME_KEYS, where)
        for key in ("cues", "weak", "examples"):
            _texts(frame.get(key), key, where)
    return content


def _only(found: dict[str, Any], known: frozenset[str], where: str) -> None:
    unknown = [str(key) for key in found if key not in known]
    if unknown:
        raise FramesError(f"In {where}, “{unknown[0]}” is not known: there is {listed(sorted(known), 'or')}.")


def _texts(found: object, key: str, where: str) -> None:
    fits = found is None or (isinstance(found, list) and all(isinstance(x, str) and x.strip() for x in found))
    if not fits:
        raise FramesError(f"In {where}, “{key}” has to be a list of texts.")
