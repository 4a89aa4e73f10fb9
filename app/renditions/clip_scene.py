"""What a video of a clip shows and says: plain values, nothing left to look up or to translate."""

from __future__ import annotations

from dataclasses import dataclass

from app.renditions.sound_ribbon import RibbonSpan


@dataclass(frozen=True, slots=True)
class SceneWord:
    """A word of the captions, with its typography.

    Attributes
    ----------
    start_seconds, end_seconds : float or None
        From the beginning of the clip; None for a mark, or for a word beside the clip.
    is_beside : bool
        It belongs to a sentence that the clip cuts, and is not heard.
    """

    text: str
    start_seconds: float | None = None
    end_seconds: float | None = None
    has_space_before: bool = True
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class ScenePart:
    """What one voice says without interruption; `speaker_text` is empty where only the leader speaks."""

    speaker_text: str
    words: tuple[SceneWord, ...]


@dataclass(frozen=True, slots=True)
class ClipScene:
    """All that is drawn around the sound of a clip.

    Attributes
    ----------
    heading : str
        Stands above the name, such as « Entrevue avec ».
    credit : str
        The day and the place, and how the text was made.
    address : str
        Where the clip is read, without anything before the name of the site.
    notices : tuple of str
        What a viewer must know, such as that voices are synthetic.
    spans : tuple of RibbonSpan
        Who speaks, from the beginning of the clip.
    """

    heading: str
    leader_name: str
    party_name: str
    party_colour: str
    parts: tuple[ScenePart, ...]
    credit: str
    address: str
    notices: tuple[str, ...]
    spans: tuple[RibbonSpan, ...]
    duration_seconds: float
