"""Who does what to whom: actions, their agents and their patients.

`roles` reads them off the parse; `candidates` are all whom a sentence names, `features` what speaks for each
of them, `ranking` the fitted choice among them; `extraction` puts these together to actions, `actors` counts
actions by actor. `naming` and `phrases` say what to call a noun phrase and what belongs to it.
"""

from analysis.framing.actions.actors import actor_matrix, actors
from analysis.framing.actions.extraction import Action, actions, find_actions, infer_actions

__all__ = ["Action", "actions", "actor_matrix", "actors", "find_actions", "infer_actions"]
