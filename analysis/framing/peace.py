"""War and peace journalism, as a checklist: twelve indicators, each with the sentences that trigger it.

Galtung (1998; 2003, "Peace Journalism", Media Asia 30) sets reporting that follows violence, elites and
victory against reporting that follows causes, people and solutions. The checklist fits news about armed or
political conflict; for other news it says little. It counts cues, and does not judge the article.
"""

from analysis.framing.typology import Typology

PEACE = Typology("peace")
SIDES = ("War", "Peace")


def side_of(indicator: str) -> str:
    """Return "War" or "Peace", the kind of journalism that an indicator stands for."""
    return indicator.partition(":")[0]
