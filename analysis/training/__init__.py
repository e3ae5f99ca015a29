"""Training of the weights that ship. Needs the `train` extras; nothing imports it at run time.

Each module with a `main` is a command, `python -m analysis.training.NAME`, that says in its docstring which
sets it reads. In this order, because what stands later learns from what stands before:

1. `quotes`: the full encoder and head of attribution, on PolNeAR.
2. `quotes_distillation`: what ships of them, cut from the full network and taught by it.
3. `teacher`, if its labels are wanted: a larger network labels sentences.
4. `sentiment`: the full network of sentiment, kept by `--keep`.
5. `distillation`: what ships of it, in the same way.
6. `embedding`: from the features of that network to what a sentence is about.
7. `vocabulary`: the words of the background articles, with which heads of framing begin.
8. `framing`: the heads of framing, on the small reader, the vocabulary and the cues.
9. `actions`: the weights of agents and patients, on the parse alone.
10. `background`: the frames of the background articles, whenever a typology changes.
11. `antecedents`: what pronouns mean, on the parse alone; it needs none of the others.
12. `form`: what tells the form of a text, on our own texts and coded pages.
13. `claims`: how often claims are right, on coded articles; it asks all that stands before.

After each of them the cards have to be measured again: `presslens validate NAME --data DIR`.
"""
