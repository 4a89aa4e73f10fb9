"""Hears recordings: guarded decoding, Whisper, speakers, themes, scoring. Imports nothing of `app`."""

import os

# onnxruntime (voice activity model) opens telemetry connections from 1.29 on; must be set before its import.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
# The model comes from packages or a folder; the hub is asked only where the operator names a hub model.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
# Voices are many small matrix products: a second BLAS thread makes them six times slower on busy cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
