"""The format of what browsers play, as ffmpeg takes it.

AAC-LC in MP4, because every browser plays it, Safari on old iPhones included; Opus in Ogg reached Safari only
with version 18.4. Mono 64 kbit/s keeps all that a phone recorded of a voice: a 3-hour interview is 87 MB.
"""

from __future__ import annotations

from transcription.media_gate import SOUND_FROM_ZERO

SOUND_RATE_HZ = 48_000
AAC_ARGUMENTS = ("-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", str(SOUND_RATE_HZ))
SOUND_ARGUMENTS = ("-af", SOUND_FROM_ZERO, *AAC_ARGUMENTS)
# Nothing of the phone goes with it: no place, owner, date, device or chapter; bitexact leaves out versions
# and clocks, so that twice gives the same bytes.
NO_TRACE_ARGUMENTS = (
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags", "+bitexact", "-flags:a", "+bitexact", "-flags:v", "+bitexact"),
)
# The index comes first, so that playing starts before the whole file is there.
MP4_ARGUMENTS = ("-movflags", "+faststart", "-f", "mp4")
CLEAN_ARGUMENTS = (*NO_TRACE_ARGUMENTS, *MP4_ARGUMENTS)
