"""The trained networks as ONNX sessions, and what each of them is asked.

`encoder` cuts a text into word pieces and opens sessions; `attribution` says which pieces are source, cue and
content and who belongs to whom; `sentences` rates sentences and judges them towards targets, and its features
become vectors of meaning in `embedding`; `larger` takes the sentence model's place where a researcher names
another. No PyTorch but for that one.
"""
