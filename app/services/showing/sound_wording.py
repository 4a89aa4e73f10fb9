"""Sound quality in the words of a page, with the figures and their units beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from app.domain.sound_words import sound_words
from app.errors import translatable as _
from app.models import Passage
from app.services.showing.view_parts import Figure, SoundView
from app.services.showing.wording import Wording
from transcription.sound_quality import MOST_SNR_DB, SoundQuality
from transcription.sound_reverberation import LEAST_RT60_SECONDS

SOUND_TEXTS = {
    "much_noise": _("beaucoup de bruit"),
    "some_noise": _("du bruit"),
    "clipped": _("le son sature"),
    "room_echo": _("écho de salle"),
    "telephone": _("ligne téléphonique"),
    "faint": _("son faible"),
    "good": _("bon son"),
}


def passage_sound(words: Wording, passage: Passage) -> SoundView | None:
    """Return how good the sound of a passage is; None where it was not measured."""
    quality = stored_quality(passage)
    if quality is None:
        return None
    return SoundView(_said(words, quality), _figures(words, quality))


def interview_sound(words: Wording, passages: Sequence[Passage]) -> SoundView | None:
    """Return how good the sound of an interview is: what is said of its passages, and its middle figures."""
    measured = [
        (quality, one.end_seconds - one.start_seconds)
        for one in passages
        if (quality := stored_quality(one)) is not None
    ]
    if not measured:
        return None
    counts = Counter(code for quality, _length in measured for code in _codes(quality))
    said = tuple(
        words.gettext(
            "%(words)s : %(count)s",
            words=words.gettext(text),
            count=words.ngettext("%(num)s passage", "%(num)s passages", counts[code]),
        )
        for code, text in SOUND_TEXTS.items()
        if counts[code]
    )
    return SoundView(said, _figures(words, _middle(measured)))


def stored_quality(passage: Passage) -> SoundQuality | None:
    """Return what was measured of a passage."""
    return SoundQuality.from_json(passage.sound_quality) if passage.sound_quality else None


def _codes(quality: SoundQuality) -> tuple[str, ...]:
    return sound_words(
        quality.snr_db,
        quality.bandwidth_hz,
        quality.clipped_share,
        quality.rt60_seconds,
        quality.loudness_lufs,
    )


def _said(words: Wording, quality: SoundQuality) -> tuple[str, ...]:
    return tuple(words.gettext(SOUND_TEXTS[code]) for code in _codes(quality))


def _figures(words: Wording, quality: SoundQuality) -> tuple[Figure, ...]:
    """Return each figure with its unit; what cannot be told says so."""
    unknown = words.gettext("ne peut être dit ici")

    def measured(value: float | None, unit: str, decimals: int = 0) -> str:
        return unknown if value is None else f"{words.number(value, decimals)}\u00a0{unit}".replace("-", "−")

    noise = measured(quality.snr_db, "dB", 1)
    if quality.snr_db == MOST_SNR_DB:
        noise = words.gettext("%(figure)s ou plus", figure=noise)
    bandwidth = measured(quality.bandwidth_hz, "Hz")
    if quality.bandwidth_hz == 8000:
        bandwidth = words.gettext("%(figure)s ou plus", figure=bandwidth)
    room = measured(quality.rt60_seconds, "s", 2)
    if quality.rt60_seconds == LEAST_RT60_SECONDS:
        room = words.gettext("%(figure)s ou moins", figure=room)
    return (
        Figure(words.gettext("Voix au-dessus du bruit"), noise),
        Figure(words.gettext("Son transmis jusqu'à"), bandwidth),
        Figure(words.gettext("Part du son saturée"), measured(100 * quality.clipped_share, "%", 2)),
        Figure(words.gettext("Durée de l'écho (RT60)"), room),
        Figure(words.gettext("Force du son"), measured(quality.loudness_lufs, "LUFS", 1)),
    )


def _middle(measured: Sequence[tuple[SoundQuality, float]]) -> SoundQuality:
    """Return of each figure the one that half of the time spoken is below; None where less is known."""
    all_seconds = sum(length for _quality, length in measured)

    def of(name: str) -> float | None:
        known: list[tuple[float, float]] = sorted(
            (value, length) for one, length in measured if (value := getattr(one, name)) is not None
        )
        sums = list(accumulate(length for _value, length in known))
        if not sums or sums[-1] < all_seconds / 2:
            return None
        return next(value for (value, _length), sum_ in zip(known, sums, strict=True) if sum_ >= sums[-1] / 2)

    return SoundQuality(
        of("snr_db"), of("bandwidth_hz"), of("clipped_share") or 0.0, of("rt60_seconds"), of("loudness_lufs")
    )
