"""What each file of a clip is made of: span, credits, what its videos show. Equal plans are one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from app.models.clip import CLIP_FILE_KINDS
from app.renditions.clip_audio import PublicTags
from app.renditions.clip_scene import ClipScene
from app.services.clips.clip_finding import AnchoredClip
from app.services.clips.clip_scene_building import build_scene
from app.services.clips.clip_view import view_clip
from app.services.clips.clip_views import ClipView
from app.services.showing.reader import Reader
from app.services.showing.wording import Wording

# Raise it when a file made before would look or sound different.
DESIGN = 1
VIDEO_KINDS = ("tall_video", "wide_video")
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class ClipFilePlan:
    """What one file is made of.

    Attributes
    ----------
    start_seconds, end_seconds : float
        From the beginning of the recording.
    scene : ClipScene or None
        What a video shows; None for a sound.
    """

    kind: str
    recording_sha256: str
    start_seconds: float
    end_seconds: float
    tags: PublicTags
    scene: ClipScene | None

    @property
    def made_of(self) -> str:
        """The hash of all that the file depends on."""
        told = json.dumps([DESIGN, asdict(self)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def plan_clip_files(
    reader: Reader, found: AnchoredClip, languages: Sequence[str]
) -> Mapping[str, ClipFilePlan]:
    """Return the plan of each kind of file that a clip may have, in the language that is spoken in it.

    Where nothing of the words is left in the text there is only the sound.

    Parameters
    ----------
    languages : sequence of str
        Those of the site, the first one by default.
    """
    language = found.interview.language if found.interview.language in languages else languages[0]
    words = Wording(language, reader.words.public_url)
    view = view_clip(Reader(reader.session, words, reader.shelf), found)
    tags = _tags(words, view)
    is_read = found.state != "gone"
    kinds = [one for one in CLIP_FILE_KINDS if is_read or one not in VIDEO_KINDS]
    scene = build_scene(words, view, found) if is_read else None
    return {
        kind: ClipFilePlan(
            kind=kind,
            recording_sha256=found.clip.recording_sha256,
            start_seconds=found.start_seconds,
            end_seconds=found.end_seconds,
            tags=tags,
            scene=scene if kind in VIDEO_KINDS else None,
        )
        for kind in kinds
    }


def _tags(words: Wording, view: ClipView) -> PublicTags:
    title = view.text if len(view.text) <= _LONGEST_TITLE else f"{view.text[: _LONGEST_TITLE - 1].rstrip()}…"
    source = words.gettext(
        "%(interview)s, %(source)s. Franquette, %(url)s",
        interview=view.interview.title,
        source=view.card_text,
        url=view.permalink,
    )
    return PublicTags(title, view.speaker_text, " ".join(filter(None, (source + ".", view.synthetic_notice))))
