"""The studio's page of voices: how much each one speaks, samples to hear, whose it is and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.domain.doubtful_spots import SHORT_TURN_SECONDS
from app.domain.spoken_order import Order, Place, turns
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Passage, PassageVersion, Tag, Voice
from app.services.editing.editor_reading import ROLES, STUDIO_MEDIA, find_edited, transcript_of
from app.services.editing.passage_order import read_order
from app.services.editing.revision_restoring import versions_at
from app.services.reading.speaker_confirmations import Confirmation, read_confirmations
from app.services.showing.reader import Reader
from app.services.showing.state_wording import speaker_text
from app.services.showing.view_building import ViewBuilder
from app.services.showing.view_parts import Link, Quote
from app.services.showing.wording import Wording

SAMPLES = 3
# Long enough to know a voice by, short enough to be heard at once.
_SAMPLE_SECONDS = (2.0, 15.0)
_LITTLE_SPEECH_SECONDS = 3.0
TOLD_BY_TEXTS = {
    "talk": _("à sa façon de parler : qui demande, qui répond"),
    "voice": _("au timbre, comme dans d'autres entrevues"),
    "talk and voice": _("à sa façon de parler, et au timbre comme dans d'autres entrevues"),
}


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """Who may be said to speak; `is_current`: that is what stands."""

    role: str
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StudioVoice:
    """One voice. `number` is None for the sounds that the machine gave to no voice.

    `machine_text` is what the machine thinks and why, `doubts` what speaks against it; `standing` is who is
    said to speak now, and who says so.
    """

    number: int | None
    name: str
    share_percent: int
    share_text: str
    machine_text: str
    doubts: tuple[str, ...]
    standing: tuple[str, ...]
    is_settled: bool
    samples: tuple[Quote, ...]
    choices: tuple[RoleChoice, ...]


@dataclass(frozen=True, slots=True)
class LonePassage:
    """A passage that stands apart from its voice, or has none: it is told by itself."""

    quote: Quote
    number: int
    note: str
    choices: tuple[RoleChoice, ...]


@dataclass(frozen=True, slots=True)
class VoicesView:
    """All voices of an interview, the one that speaks most first."""

    interview_id: int
    leader_name: str
    voices: tuple[StudioVoice, ...]
    lone: tuple[LonePassage, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all voices have in common while they are shown."""

    words: Wording
    builder: ViewBuilder
    interview: Interview
    order: Order
    passages: Mapping[str, Passage]
    machine: Sequence[PassageVersion]
    known: Mapping[int, Voice]
    confirmed: Mapping[str, Confirmation]


def view_voices(reader: Reader, interview_id: int) -> VoicesView:
    """Return the voices of an interview.

    Raises
    ------
    NotFound
        There is no such interview, or it has no text yet.
    """
    reading = _read(reader, interview_id)
    numbers = Counter[int | None]()
    for place in reading.order:
        numbers[place.speaker.voice] += round(1000 * (place.end_seconds - place.start_seconds))
    words = reader.words
    base = f"/atelier/entrevues/{interview_id}"
    return VoicesView(
        interview_id=interview_id,
        leader_name=reading.interview.leader.name,
        voices=tuple(_voice(reading, one) for one, _length in numbers.most_common() if one is not None),
        lone=tuple(_lone(reading, place) for place in reading.order if _is_lone(reading, place)),
        links=(
            Link(words.gettext("Texte"), f"{base}/texte"),
            Link(words.gettext("À l’écoute"), f"{base}/ecoute"),
            Link(words.gettext("Thèmes et échanges"), f"{base}/themes"),
        ),
    )


def _read(reader: Reader, interview_id: int) -> _Reading:
    session = reader.session
    interview = find_edited(session, interview_id)
    transcript_id = transcript_of(session, interview_id)
    rows = session.scalars(
        select(Passage)
        .where(Passage.transcript_id == transcript_id)
        .options(joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme))
    )
    recording = interview.recording
    if recording is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    known = session.scalars(select(Voice).where(Voice.recording_id == recording.id))
    return _Reading(
        reader.words,
        reader.builder([interview]),
        interview,
        read_order(session, transcript_id),
        {row.id: row for row in rows},
        tuple(versions_at(session, transcript_id, 1).values()),
        {one.number: one for one in known},
        read_confirmations(session, transcript_id),
    )


def _voice(reading: _Reading, number: int) -> StudioVoice:
    places = [place for place in reading.order if place.speaker.voice == number]
    seconds = sum(place.end_seconds - place.start_seconds for place in places)
    whole = sum(place.end_seconds - place.start_seconds for place in reading.order)
    role = _machine_role(reading, number)
    standing = _standing(reading, places)
    return StudioVoice(
        number=number,
        name=reading.words.gettext("Voix %(number)s", number=number + 1),
        share_percent=round(100 * seconds / whole) if whole else 0,
        share_text=_share_text(reading, number, seconds),
        machine_text=_machine_text(reading, number, role),
        doubts=tuple(_doubts(reading, number, seconds)),
        standing=standing,
        is_settled=all(place.speaker.is_confirmed for place in places),
        samples=tuple(_quote(reading, place) for place in _samples(places)),
        choices=_choices(reading, _most(place.speaker.role for place in places)),
    )


def _share_text(reading: _Reading, number: int, seconds: float) -> str:
    count = sum(turn[0].speaker.voice == number for turn in turns(reading.order))
    return reading.words.ngettext(
        "%(length)s, %(num)s tour de parole",
        "%(length)s, %(num)s tours de parole",
        count,
        length=reading.words.length(seconds),
    )


def _machine_role(reading: _Reading, number: int) -> str:
    return _most(one.speaker_role for one in reading.machine if one.voice == number)


def _machine_text(reading: _Reading, number: int, role: str) -> str:
    words = reading.words
    if role == "unknown":
        return words.gettext("La machine ne sait pas de qui est cette voix.")
    who = speaker_text(words, role, reading.interview)
    voice = reading.known.get(number)
    if voice is None or voice.told_by not in TOLD_BY_TEXTS:
        return words.gettext("Selon la machine : %(who)s.", who=who)
    why = words.gettext(TOLD_BY_TEXTS[voice.told_by])
    return words.gettext("Selon la machine : %(who)s, reconnue %(why)s.", who=who, why=why)


def _doubts(reading: _Reading, number: int, seconds: float) -> list[str]:
    """Return what may speak against what the machine thinks of a voice."""
    words = reading.words
    own = [one for one in reading.machine if one.voice == number]
    unsure = sum(one.speaker_role == "unknown" for one in own)
    short = sum(one.end_seconds - one.start_seconds < SHORT_TURN_SECONDS for one in own)
    doubts = []
    if unsure and unsure < len(own):
        doubts.append(
            words.ngettext(
                "%(num)s passage où la machine doutait de cette voix.",
                "%(num)s passages où la machine doutait de cette voix.",
                unsure,
            )
        )
    if short:
        doubts.append(
            words.ngettext(
                "%(num)s passage trop court pour bien reconnaître une voix.",
                "%(num)s passages trop courts pour bien reconnaître une voix.",
                short,
            )
        )
    if seconds < _LITTLE_SPEECH_SECONDS:
        doubts.append(words.gettext("Trop peu de paroles pour bien connaître cette voix."))
    return doubts


def _standing(reading: _Reading, places: Sequence[Place]) -> tuple[str, ...]:
    """Return one line for each person said to speak with this voice, and who says so."""
    groups: dict[tuple[str, str], int] = {}
    for place in places:
        who = speaker_text(reading.words, place.speaker.role, reading.interview)
        key = (who, _said_by(reading, place))
        groups[key] = groups.get(key, 0) + 1
    return tuple(
        reading.words.ngettext(
            "%(who)s, %(by)s (%(num)s passage)", "%(who)s, %(by)s (%(num)s passages)", count, who=who, by=by
        )
        for (who, by), count in sorted(groups.items(), key=lambda one: -one[1])
    )


def _said_by(reading: _Reading, place: Place) -> str:
    if not place.speaker.is_confirmed:
        return reading.words.gettext("selon la machine")
    known = reading.confirmed.get(place.passage_id)
    if known is None:
        return reading.words.gettext("confirmé par une personne")
    return reading.words.gettext(
        "confirmé par %(name)s le %(day)s", name=known.name, day=reading.words.day_of(known.at)
    )


def _samples(places: Sequence[Place]) -> list[Place]:
    """Return the longest passages that can be heard at once, in the order of the recording."""

    def clearness(place: Place) -> tuple[bool, bool, float]:
        seconds = place.end_seconds - place.start_seconds
        is_handy = _SAMPLE_SECONDS[0] <= seconds <= _SAMPLE_SECONDS[1]
        return place.speaker.role != "unknown", is_handy, seconds

    chosen = sorted(places, key=clearness, reverse=True)[:SAMPLES]
    return sorted(chosen, key=lambda place: place.start_seconds)


def _is_lone(reading: _Reading, place: Place) -> bool:
    """Tell whether a passage has no voice, or is said to be by another person than the rest of its voice."""
    voice = place.speaker.voice
    if voice is None:
        return True
    usual = _most(one.speaker.role for one in reading.order if one.speaker.voice == voice)
    return place.speaker.role != usual


def _lone(reading: _Reading, place: Place) -> LonePassage:
    voice = place.speaker.voice
    who = speaker_text(reading.words, place.speaker.role, reading.interview)
    note = (
        reading.words.gettext("Aucune voix reconnue ici.")
        if voice is None
        else reading.words.gettext("Voix %(number)s", number=voice + 1)
    )
    return LonePassage(
        quote=_quote(reading, place),
        number=reading.passages[place.passage_id].revision_number,
        note=f"{note} {who}, {_said_by(reading, place)}",
        choices=_choices(reading, place.speaker.role),
    )


def _choices(reading: _Reading, current: str) -> tuple[RoleChoice, ...]:
    return tuple(
        RoleChoice(role, speaker_text(reading.words, role, reading.interview), role == current)
        for role in ROLES
    )


def _quote(reading: _Reading, place: Place) -> Quote:
    """Return a passage to hear inside the studio, whatever the state of its interview."""
    quote = reading.builder.quote(reading.passages[place.passage_id], reading.interview)
    return replace(
        quote,
        url=f"/atelier/passages/{quote.id}/outils",
        moment_url=f"/atelier/entrevues/{reading.interview.id}/texte#p-{quote.id}",
        play_sources=tuple(replace(one, url=f"{STUDIO_MEDIA}{one.url}") for one in quote.play_sources),
    )


def _most(roles: Iterable[str]) -> str:
    counted = Counter(roles)
    return counted.most_common(1)[0][0] if counted else "unknown"
