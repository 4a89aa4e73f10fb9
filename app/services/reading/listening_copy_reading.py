"""What is told of the cleaned copy of a sound: how it was made, and the hashes to check it by."""

from __future__ import annotations

from typing import Literal

from app.domain.media_addresses import rendition_path
from app.models import Recording, Revision
from app.services.showing.view_building import cleaned_files, rendition_of
from app.services.showing.view_parts import ListeningCopy
from app.services.showing.wording import Wording


def listening_copy(words: Wording, recording: Recording | None) -> ListeningCopy | None:
    """Return what there is to know of the cleaned copy; None when there is none."""
    sound = rendition_of(recording, "web_audio") if recording else None
    if recording is None or sound is None:
        return None
    for cleaned in cleaned_files(recording):
        made_with = cleaned.made_with or {}
        summary = words.gettext(
            "Le bruit y est baissé de %(limit)s au plus par le filtre %(filter)s. C'est une copie pour "
            "l'écoute : le son d'origine fait foi.",
            limit=f"{words.number(made_with.get('limit_db', 0.0), 1)}\u00a0dB",
            filter=made_with.get("filter", "?"),
        )
        return ListeningCopy(
            summary=summary,
            original_sha256=sound.sha256,
            cleaned_sha256=cleaned.sha256,
            cleaned_url=rendition_path(recording.sha256, cleaned.kind, cleaned.media_key),
            size_text=words.size(cleaned.size_bytes),
            chain=_chain(made_with),
        )
    return None


def heard_sound(revision: Revision) -> Literal["original", "cleaned"]:
    """Return which sound the engine heard, `original` or `cleaned`; the original unless it is said."""
    return "cleaned" if (revision.settings or {}).get("heard") == "cleaned" else "original"


def heard_text(words: Wording, revision: Revision) -> str:
    """Return the same as a sentence; nothing for a text that a person made."""
    if revision.made_by != "machine":
        return ""
    if heard_sound(revision) == "cleaned":
        return words.gettext("La machine a écouté le son nettoyé.")
    return words.gettext("La machine a écouté le son d'origine.")


def _chain(made_with: dict[str, object]) -> tuple[str, ...]:
    steps = made_with.get("chain")
    chain = [str(step) for step in steps] if isinstance(steps, list) else []
    named = ("package", "library_commit", "model_sha256", "ffmpeg")
    return (*chain, *(f"{name} = {made_with[name]}" for name in named if name in made_with))
