"""A trained language model on disk: what the scorer needs of it, and what the engine server needs.

head.json           what it is: base model, prompt, limits, labels, calibration, hashes of the files
head.safetensors    the head, which runs in the worker
tokenizer/          tokenizer.json
adapter/            a LoRA without a head, for the engine `vllm`; or
encoder/            a whole encoder, for the engine `bert`; model.onnx in it is for ONNX Runtime
MODEL_CARD.md, report.json, reliability.png
"""
