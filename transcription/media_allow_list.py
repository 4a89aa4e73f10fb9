"""The containers and codecs that phones and voice recorders really make; nothing else is ever decoded.

Containers that name other files (playlists, concatenations, image sequences) are absent on purpose: a decoder
that never opens a second file cannot be talked into reading one.
"""

from __future__ import annotations

from collections.abc import Mapping

# Container, as `media_signature` names it, to the demuxer that is forced on the decoder: nothing is guessed.
DEMUXERS: Mapping[str, str] = {
    "mov": "mov",
    "matroska": "matroska",
    "ogg": "ogg",
    "mp3": "mp3",
    "wav": "wav",
    "aiff": "aiff",
    "flac": "flac",
    "amr": "amr",
    "aac": "aac",
    "avi": "avi",
    "asf": "asf",
    "caf": "caf",
}

# Names by which the demuxers above know themselves, for `-format_whitelist`.
FORMAT_WHITELIST = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,aiff,flac,amr,aac,avi,asf,caf"

# Canonical codec name to the decoders that may open it.
AUDIO_DECODERS: Mapping[str, tuple[str, ...]] = {
    "aac": ("aac",),
    "alac": ("alac",),
    "amr_nb": ("amrnb", "libopencore_amrnb"),
    "amr_wb": ("amrwb", "libopencore_amrwb"),
    "flac": ("flac",),
    "mp2": ("mp2", "mp2float"),
    "mp3": ("mp3", "mp3float"),
    "opus": ("opus", "libopus"),
    "vorbis": ("vorbis", "libvorbis"),
    "wmav1": ("wmav1",),
    "wmav2": ("wmav2",),
    "adpcm_ima_qt": ("adpcm_ima_qt",),
    "adpcm_ima_wav": ("adpcm_ima_wav",),
    "adpcm_ms": ("adpcm_ms",),
    "gsm_ms": ("gsm_ms",),
} | {
    name: (name,)
    for name in (
        "pcm_alaw",
        "pcm_f32be",
        "pcm_f32le",
        "pcm_f64be",
        "pcm_f64le",
        "pcm_mulaw",
        "pcm_s16be",
        "pcm_s16le",
        "pcm_s24be",
        "pcm_s24le",
        "pcm_s32be",
        "pcm_s32le",
        "pcm_s8",
        "pcm_u8",
    )
}

VIDEO_DECODERS: Mapping[str, tuple[str, ...]] = {
    "h263": ("h263",),
    "h264": ("h264",),
    "hevc": ("hevc",),
    "mjpeg": ("mjpeg",),
    "mpeg4": ("mpeg4",),
    "vp8": ("vp8", "libvpx"),
    "vp9": ("vp9", "libvpx-vp9"),
}

CODEC_WHITELIST = ",".join(
    decoder for decoders in (*AUDIO_DECODERS.values(), *VIDEO_DECODERS.values()) for decoder in decoders
)
