"""Training of the weights that ship. Needs the `train` extras; nothing imports it at run time.

Each module with a `main` is a command, `python -m analysis.training.NAME`, that says in its docstring which
sets it reads. In this order, because what stands later learns from what stands before:

1. `quotes`: encoder and head of attribution, on PolNeAR.
2. `teacher`, if its labels are wanted: a larger network labels sentences.
3. `sentiment`: the full network of sentiment, kept by `--keep`.
4. `distillation`: what ships, cut from the full network and taught by it.
5. `embedding`: from the features of that network to what a sentence is about.
6. `vocabulary`: the words of the background articles, with which heads of framing begin.
7. `framing`: the heads of framing, on the sentence model, the vocabulary and the cues.
8. `actions`: the weights of agents and patients, on the parse alone.
9. `background`: the frames of the background articles, whenever a typology changes.
10. `antecedents`: what pronouns mean, on the parse alone; it needs none of the others.

After each of them the cards have to be measured again: `presslens validate NAME --data DIR`.
"""
