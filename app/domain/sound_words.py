"""What figures of sound quality mean in plain words: by fixed thresholds, the same for everybody."""

from __future__ import annotations

from typing import Literal

SoundWord = Literal["much_noise", "some_noise", "telephone", "clipped", "room_echo", "faint", "good"]

MUCH_NOISE_BELOW_DB = 10.0
NOISE_BELOW_DB = 20.0
# Telephone lines and the codecs of calls work at 8,000 samples a second: half of it, and a filter's skirt.
TELEPHONE_UP_TO_HZ = 4_200.0
CLIPPED_FROM_SHARE = 0.002
# An ordinary furnished room fades within 0.3 to 0.6 s; from here on words run into each other.
ECHO_FROM_SECONDS = 0.8
# Broadcasters aim at -23 LUFS, telephones at about -16: 12 below is heard as too soft.
FAINT_BELOW_LUFS = -35.0


def sound_words(
    snr_db: float | None,
    bandwidth_hz: float | None,
    clipped_share: float,
    rt60_seconds: float | None,
    loudness_lufs: float | None,
) -> tuple[SoundWord, ...]:
    """Return what there is to say about a sound, the worst for understanding first.

    What is unknown is not said; 'good' needs a known noise, and nothing else to say.
    """
    said: list[SoundWord] = []
    if snr_db is not None and snr_db < NOISE_BELOW_DB:
        said.append("much_noise" if snr_db < MUCH_NOISE_BELOW_DB else "some_noise")
    if clipped_share >= CLIPPED_FROM_SHARE:
        said.append("clipped")
    if rt60_seconds is not None and rt60_seconds >= ECHO_FROM_SECONDS:
        said.append("room_echo")
    if bandwidth_hz is not None and bandwidth_hz <= TELEPHONE_UP_TO_HZ:
        said.append("telephone")
    if loudness_lufs is not None and loudness_lufs < FAINT_BELOW_LUFS:
        said.append("faint")
    if not said and snr_db is not None:
        said.append("good")
    return tuple(said)
