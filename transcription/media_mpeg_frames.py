"""Recognises MPEG sound frames without a container, by two frames in a row.

References
----------
ISO/IEC 11172-3 (frame header) and ISO/IEC 13818-7 (ADTS).
"""

from __future__ import annotations

from collections.abc import Callable

# Kilobits a second by (MPEG 1 or not, layer) and index.
_BIT_RATES = {
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
# Hertz by version bits: MPEG 2.5, (reserved), MPEG 2, MPEG 1.
_SAMPLE_RATES = {0: (11025, 12000, 8000), 2: (22050, 24000, 16000), 3: (44100, 48000, 32000)}


def starts_mpeg_sound(head: bytes) -> bool:
    """Tell whether the bytes begin with two MPEG audio frames (layer I, II or III)."""
    return _two_frames(head, _mpeg_frame_bytes)


def starts_adts_sound(head: bytes) -> bool:
    """Tell whether the bytes begin with two ADTS (AAC) frames."""
    return _two_frames(head, adts_frame_bytes)


def _two_frames(head: bytes, frame_bytes: Callable[[bytes], int]) -> bool:
    first = frame_bytes(head)
    return bool(first) and bool(frame_bytes(head[first:]))


def _mpeg_frame_bytes(head: bytes) -> int:
    """Return the length of the frame that begins here, 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bit_rate_index, rate_index, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer == 4 or bit_rate_index in (0, 15) or rate_index == 3:
        return 0
    bits_per_second = _BIT_RATES[version == 3, layer][bit_rate_index] * 1000
    sample_rate = _SAMPLE_RATES[version][rate_index]
    if layer == 1:
        return (12 * bits_per_second // sample_rate + padding) * 4
    samples = 576 if layer == 3 and version != 3 else 1152
    return samples // 8 * bits_per_second // sample_rate + padding


def adts_frame_bytes(head: bytes) -> int:
    """Return the length of the ADTS frame that begins here, 0 where none does."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 0xF > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0
