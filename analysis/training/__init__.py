"""Training of the weights that ship. Needs the `train` extras; nothing imports it at run time.

Each module with a `main` is a command, `python -m analysis.training.NAME`, that says in its docstring which
sets it reads. In this order, because what stands later learns from what stands before:

1. `quotes`: the full encoder and head of attribution, on PolNeAR.
2. `quotes_distillation`: what ships of them, cut from the full network and taught by it.
3. `base`: the full network of the base reader, on the labelled sets and the codes.
4. `base_distillation`: what ships of it, cut from the full network and taught by it.
5. `labelling`: what full networks say of sentences that people have labelled, and of many more.
6. `small`: the small reader, which goes on from the one that ships and learns from those labels.
7. `embedding`: from the features of the small reader to what a sentence is about, if they have moved.
8. `vocabulary`: the words of the background articles, with which heads of framing begin.
9. `framing`: the heads of framing, on either reader, the vocabulary and the cues.
10. `loaded`: which sentences are called biased and which words are loaded, on the readers and the lists.
11. `actions`: the weights of agents and patients, on the parse alone.
12. `background`: the frames of the background articles, whenever a typology changes.
13. `antecedents`: what pronouns mean, on the parse alone; it needs none of the others.
14. `form`: what tells the form of a text, on our own texts and coded pages.
15. `harms`: how likely an action is a harm, on our own codes, by the base reader.
16. `portrayal`: how articles show their actors, on coded articles, for each reader by itself.
17. `claims`: how often all other claims are right, on coded articles; it asks all that stands before.

After each of them the cards have to be measured again: `presslens validate NAME --data DIR`.
"""
