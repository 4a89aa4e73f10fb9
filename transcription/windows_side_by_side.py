"""faster-whisper's batched decoding of windows, several small batches at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import ceil
from typing import Any

from faster_whisper import BatchedInferencePipeline, WhisperModel


class WindowsSideBySide(BatchedInferencePipeline):  # type: ignore[misc]  # ships no types
    """Shares each batch of windows out among threads.

    The words of a window are the same in any batch. Its first word may begin a little elsewhere: where the
    speech before it ended has a say in that, and a thread does not know it for its first window.

    Parameters
    ----------
    model : WhisperModel
        With as many workers as there are to be threads.
    at_once : int
        How many threads decode.
    """

    def __init__(self, model: WhisperModel, at_once: int) -> None:
        super().__init__(model)
        self._at_once = at_once

    def forward(
        self, features: Any, tokenizer: Any, chunks_metadata: list[dict[str, Any]], options: Any
    ) -> list[Any]:
        """Decode the windows of one batch; see `BatchedInferencePipeline.forward`."""
        share = ceil(len(features) / self._at_once)

        def decode(first: int) -> list[Any]:
            # One for each thread: it remembers where the speech before ended, here the window's beginning.
            pipeline = BatchedInferencePipeline(self.model)
            pipeline.last_speech_timestamp = chunks_metadata[first]["offset"]
            windows = slice(first, first + share)
            decoded: list[Any] = pipeline.forward(
                features[windows], tokenizer, chunks_metadata[windows], options
            )
            return decoded

        with ThreadPoolExecutor(self._at_once) as threads:
            shares = threads.map(decode, range(0, len(features), share))
            return [segments for decoded in shares for segments in decoded]
