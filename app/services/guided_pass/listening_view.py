"""The guided pass as it is shown: one spot of the queue with its sound, its words and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.doubtful_spots import Spot, context_span
from app.domain.passage_state import PassageState
from app.domain.settled_spots import is_vouched_for, words_in_span
from app.domain.span_index import SpanIndex
from app.domain.timecode import format_timecode, media_fragment
from app.domain.transcript_edit import TimedWord
from app.models import Interview, Passage
from app.services.editing.editor_reading import ROLES, STUDIO_MEDIA, find_edited
from app.services.guided_pass.doubtful_reading import ListeningProgress, QueuedSpot, SpotQueue, read_spots
from app.services.guided_pass.listening_views import ListeningView, ProgressView, SpotPassage, SpotView
from app.services.guided_pass.spot_settling import spot_passages
from app.services.guided_pass.spot_wording import accept_text, question_text, reason_texts
from app.services.showing.reader import Reader
from app.services.showing.state_wording import speaker_text
from app.services.showing.view_building import ViewBuilder, play_files, play_sources
from app.services.showing.view_parts import Link, MediaSource
from app.services.showing.wording import Wording


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all spots of one interview have in common while they are shown."""

    words: Wording
    builder: ViewBuilder
    interview: Interview
    queue: SpotQueue
    passages: dict[str, Passage]
    spoken: SpanIndex[TimedWord]


def view_listening(reader: Reader, interview_id: int, key: str = "", after: str = "") -> ListeningView:
    """Return the page of one spot.

    Parameters
    ----------
    reader : Reader
        The curator.
    interview_id : int
    key : str
        The spot asked for; without it, the first unsettled one.
    after : str
        The spot after which the next unsettled one is wanted; the queue begins again at its end.

    Raises
    ------
    NotFound
        There is no such interview, or it has no text yet.
    """
    reading = _read(reader, interview_id)
    spots = reading.queue.spots
    place = _place(spots, key) if key else _next_open(spots, _place(spots, after))
    words = reader.words
    return ListeningView(
        interview_id=interview_id,
        leader_name=reading.interview.leader.name,
        progress=progress_view(words, reading.queue.progress),
        spot=None if place is None else _spot(reading, place),
        roles=tuple((role, speaker_text(words, role, reading.interview)) for role in ROLES),
        unnamed_voices_text=words.ngettext(
            "%(num)s voix n'a pas encore de nom.", "%(num)s voix n'ont pas encore de nom.",
            reading.queue.unnamed_voices,
        ) if reading.queue.unnamed_voices else "",
        links=_links(words, interview_id),
    )  # fmt: skip


def read_listening(reader: Reader, interview_id: int) -> dict[str, object]:
    """Return the whole queue and its progress for the guided pass in the editor."""
    reading = _read(reader, interview_id, has_ribbons=False)
    return {
        "progress": progress_view(reader.words, reading.queue.progress).to_json(),
        "spots": [_spot(reading, place).to_json() for place in range(len(reading.queue.spots))],
    }


def progress_view(words: Wording, progress: ListeningProgress) -> ProgressView:
    """Return the progress in words."""
    share = progress.vouched_seconds / progress.spoken_seconds if progress.spoken_seconds else 0.0
    return ProgressView(
        settled_count=progress.settled_count,
        spot_count=progress.spot_count,
        spots_text=words.ngettext(
            "%(num)s endroit réglé sur %(all)s",
            "%(num)s endroits réglés sur %(all)s",
            progress.settled_count,
            all=words.number(progress.spot_count),
        ),
        # Never a hundred before it is all.
        vouched_percent=int(100 * share),
        vouched_text=words.gettext(
            "%(vouched)s de parole vérifiée sur %(all)s",
            vouched=words.length(progress.vouched_seconds),
            all=words.length(progress.spoken_seconds),
        ),
    )


def _read(reader: Reader, interview_id: int, *, has_ribbons: bool = True) -> _Reading:
    interview = find_edited(reader.session, interview_id)
    queue = read_spots(reader.session, interview_id)
    rows = reader.session.scalars(
        select(Passage).where(Passage.transcript_id == queue.transcript_id).options(joinedload(Passage.turn))
    )
    return _Reading(
        reader.words,
        reader.builder([interview] if has_ribbons else ()),
        interview,
        queue,
        {row.id: row for row in rows},
        SpanIndex(word for state in queue.now.passages for word in state.words),
    )


def _place(spots: Sequence[QueuedSpot], key: str) -> int | None:
    return next((place for place, one in enumerate(spots) if one.spot.key == key), None)


def _next_open(spots: Sequence[QueuedSpot], after: int | None) -> int | None:
    """Return the next unsettled spot in the queue, from its beginning again after its end."""
    first = 0 if after is None else after + 1
    places = [*range(first, len(spots)), *range(first)]
    return next((place for place in places if not spots[place].is_settled), None)


def _spot(reading: _Reading, place: int) -> SpotView:
    words, queue = reading.words, reading.queue
    queued = queue.spots[place]
    spot = queued.spot
    start, until = context_span(reading.spoken, spot.start_seconds, spot.end_seconds, queue.duration_seconds)
    state = _state(reading, spot)
    previous, following = _around(reading, state)
    base = f"/atelier/entrevues/{reading.interview.id}/ecoute"
    return SpotView(
        key=spot.key,
        kind=spot.kind,
        place=place + 1,
        is_settled=queued.is_settled,
        question=question_text(words, spot),
        accept_text=accept_text(words, spot),
        reasons=reason_texts(words, spot),
        set_aside=words.spoken(spot.set_aside),
        passage=_passage(reading, spot, state) if state else None,
        previous=previous,
        next=following,
        timecode=format_timecode(spot.start_seconds),
        start_seconds=spot.start_seconds,
        end_seconds=spot.end_seconds,
        play_from=start,
        play_until=until,
        sources=_sources(reading.interview, start, until),
        ribbon_svg=reading.builder.ribbons.span(reading.interview, start, until, words),
        back_url=f"{base}?endroit={queue.spots[place - 1].spot.key}" if place else "",
        skip_url=f"{base}?apres={spot.key}",
    )


def _state(reading: _Reading, spot: Spot) -> PassageState | None:
    """Return the passage to show a spot in: the first where something waits, of those in which it lies."""
    inside = spot_passages(reading.queue.now.passages, spot)

    def waits(state: PassageState) -> bool:
        first, end = words_in_span(state.words, spot.start_seconds, spot.end_seconds)
        untold = reading.queue.now.untold
        return any(not is_vouched_for(state, word, untold) for word in state.words[first:end])

    return next((state for state in inside if waits(state)), inside[0] if inside else None)


def _passage(reading: _Reading, spot: Spot, state: PassageState) -> SpotPassage:
    row = reading.passages[state.id]
    first, end = words_in_span(state.words, spot.start_seconds, spot.end_seconds)
    texts = [word.text for word in state.words]

    def part(some: Sequence[str]) -> str:
        return reading.words.spoken(" ".join(some), state.language)

    return SpotPassage(
        id=state.id,
        number=row.revision_number,
        speaker_text=speaker_text(reading.words, row.turn.speaker_role, reading.interview),
        speaker_role=row.turn.speaker_role,
        language=state.language,
        text=row.text,
        before=part(texts[:first]),
        marked=part(texts[first:end]),
        after=part(texts[end:]),
        first_word=first,
        end_word=end,
    )


def _around(reading: _Reading, state: PassageState | None) -> tuple[str, str]:
    """Return the texts of the passages before and after."""
    states = reading.queue.now.passages
    if state is None:
        return "", ""
    number = next(number for number, one in enumerate(states) if one.id == state.id)

    def text(one: int) -> str:
        inside = 0 <= one < len(states)
        return reading.words.spoken(states[one].text, states[one].language) if inside else ""

    return text(number - 1), text(number + 1)


def _sources(interview: Interview, start: float, until: float) -> tuple[MediaSource, ...]:
    """Return the sound alone: a spot is heard, and what is not public is heard inside the studio only."""
    recording = interview.recording
    if recording is None:
        return ()
    sources = play_sources(recording, play_files(recording)[-1:])
    fragment = media_fragment(start, until)
    return tuple(replace(one, url=f"{STUDIO_MEDIA}{one.url}#{fragment}") for one in sources)


def _links(words: Wording, interview_id: int) -> tuple[Link, ...]:
    base = f"/atelier/entrevues/{interview_id}"
    return (
        Link(words.gettext("Texte"), f"{base}/texte"),
        Link(words.gettext("Les voix"), f"{base}/voix"),
        Link(words.gettext("Thèmes et échanges"), f"{base}/themes"),
    )
