"""Lists the files of a clip: those that are there, those being made, those that may be asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.domain.media_addresses import clip_file_path
from app.errors import translatable as _
from app.models import ClipFile
from app.models.clip import CLIP_FILE_KINDS
from app.services.clips.clip_file_plan import plan_clip_files
from app.services.clips.clip_file_views import ClipFileView
from app.services.clips.clip_finding import AnchoredClip
from app.services.hearing.failure_sentences import failure_sentence
from app.services.showing.reader import Reader

_TITLES: Mapping[str, str] = {
    "m4a": _("Son, M4A"),
    "mp3": _("Son, MP3"),
    "opus": _("Son, Opus"),
    "tall_video": _("Vidéo verticale"),
    "wide_video": _("Vidéo large"),
}
_NOTES: Mapping[str, str] = {
    "m4a": _("Se lit sur tout appareil."),
    "mp3": _("Pour les appareils et les logiciels anciens."),
    "opus": _("Le plus petit."),
    "tall_video": _("1080 × 1920, sous-titrée mot à mot, pour les téléphones."),
    "wide_video": _("1920 × 1080, sous-titrée mot à mot, pour les pages et les écrans."),
}


def list_clip_files(
    reader: Reader, found: AnchoredClip, languages: Sequence[str]
) -> tuple[ClipFileView, ...]:
    """Return each kind of file that the clip may have, with where it stands."""
    if found.interview.recording is None:
        return ()
    plans = plan_clip_files(reader, found, languages)
    query = select(ClipFile).where(ClipFile.clip_id == found.clip.id)
    rows = {(one.kind, one.made_of): one for one in reader.session.scalars(query)}
    return tuple(
        _view(reader, found, kind, rows.get((kind, plans[kind].made_of)))
        for kind in CLIP_FILE_KINDS
        if kind in plans
    )


def _view(reader: Reader, found: AnchoredClip, kind: str, row: ClipFile | None) -> ClipFileView:
    words = reader.words
    title, note, state = words.gettext(_TITLES[kind]), words.gettext(_NOTES[kind]), "absent"
    if row is not None:
        state = row.state if row.state in ("ready", "failed") else "making"
    if row is not None and state == "failed":
        sentence, places = failure_sentence(row.failure_code, title)
        note = words.gettext(sentence, **places)
    return ClipFileView(
        kind=kind,
        title=title,
        note=note,
        state=state,
        url=clip_file_path(found.clip.id, kind) if state == "ready" else "",
        size_text=words.size(row.size_bytes) if row is not None and row.size_bytes else "",
        percent=round(100 * row.progress) if row is not None else 0,
    )
