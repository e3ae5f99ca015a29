"""The trained networks as ONNX sessions, and what each of them is asked.

`encoder` cuts a text into word pieces and opens sessions; `attribution` says which pieces are source, cue and
content and who belongs to whom. `readers` says what is told of sentences and their targets, and by whom:
`base` and `small` ship, `larger` is a classifier that a researcher names. The small one's features become
vectors of meaning in `embedding`. No PyTorch but for a classifier of one's own.
"""
