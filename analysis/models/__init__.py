"""The trained networks as ONNX sessions, and what each of them is asked."""
