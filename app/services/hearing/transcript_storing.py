"""Stores what the machine heard: the revision with its segments and words, and how it is read."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Exchange, Passage, Recording, Revision, Segment, Transcript, Turn, Word
from app.services.editing.revision_writing import keep_first_versions
from transcription import raw_transcript, spoken_structure
from transcription.hallucinations import CleanedTranscript
from transcription.raw_transcript import RawTranscript
from transcription.spoken_structure import SpokenStructure
from transcription.word_languages import word_languages
from transcription.word_spans import words_inside

PASSAGE_ID_LENGTH = 10


def is_transcribed(session: Session, recording_id: int) -> bool:
    """Tell whether a recording has its transcript."""
    return session.scalar(select(Transcript.id).where(Transcript.recording_id == recording_id)) is not None


def store_machine_transcript(
    session: Session,
    recording_id: int,
    raw: RawTranscript,
    cleaned: CleanedTranscript,
    structure: SpokenStructure,
) -> Transcript:
    """Store the first revision of a recording; a transcript that exists is left as it is.

    Passages have public addresses: hearing a recording again must never replace them silently.
    """
    existing = session.scalar(select(Transcript).where(Transcript.recording_id == recording_id))
    if existing is not None:
        return existing
    transcript = Transcript(recording_id=recording_id, language=raw.language)
    session.add(transcript)
    session.flush()
    revision = Revision(
        transcript_id=transcript.id,
        number=1,
        made_by="machine",
        engine=raw.engine,
        model=raw.model,
        # With what was settled after hearing: whether the probabilities are calibrated, and their limits.
        settings=dict(cleaned.transcript.settings),
    )
    session.add(revision)
    session.flush()
    store_words(session, revision, raw, cleaned)
    _store_structure(session, transcript, cleaned.transcript, structure)
    keep_first_versions(session, revision)
    return transcript


def passage_id(recording_sha256: str, start_seconds: float) -> str:
    """Return the public id of a passage: drawn from its recording and its place in it.

    The same recording heard the same way in another archive gives the same address.
    """
    seed = f"{recording_sha256}:{round(start_seconds * 1000)}".encode()
    return base64.b32encode(hashlib.sha256(seed).digest()).decode("ascii").lower()[:PASSAGE_ID_LENGTH]


def free_passage_id(session: Session, recording_sha256: str, start_seconds: float) -> str:
    """Return an id for a new passage: that of its place, or the next one that no passage bears.

    A passage that was joined to its neighbour and is cut off again gets its old address back.
    """
    number = 0
    while True:
        public_id = passage_id(recording_sha256, start_seconds + number / 1e3)
        if session.get(Passage, public_id) is None:
            return public_id
        number += 1


def store_words(session: Session, revision: Revision, raw: RawTranscript, cleaned: CleanedTranscript) -> None:
    """Store the segments and words of an engine's revision; a word taken out bears the reason."""
    reasons: dict[raw_transcript.Word, list[str]] = {}
    for span in cleaned.removed:
        for word in span.words:
            reasons.setdefault(word, []).append(span.reason)
    for position, heard in enumerate(raw.segments):
        segment = Segment(
            revision_id=revision.id,
            position=position,
            start_seconds=heard.start_seconds,
            end_seconds=max(heard.start_seconds, heard.end_seconds),
            text=heard.text,
            average_log_probability=heard.average_log_probability,
            no_speech_probability=heard.no_speech_probability,
            compression_ratio=heard.compression_ratio,
        )
        session.add(segment)
        session.flush()
        rows = [
            {
                "segment_id": segment.id,
                "position": number,
                "text": word.text,
                "start_seconds": word.start_seconds,
                "end_seconds": word.end_seconds,
                "probability": _probability(word.probability),
                "removed_because": reasons[word].pop() if reasons.get(word) else "",
            }
            for number, word in enumerate(heard.words)
        ]
        if rows:
            session.execute(insert(Word), rows)


def _store_structure(
    session: Session, transcript: Transcript, heard: RawTranscript, structure: SpokenStructure
) -> None:
    words, languages = heard.words, word_languages(heard)
    recording_sha256 = session.scalars(
        select(Recording.sha256).where(Recording.id == transcript.recording_id)
    ).one()
    turns = [
        Turn(
            transcript_id=transcript.id,
            position=position,
            speaker_role=turn.role,
            voice=turn.voice,
            start_seconds=_milliseconds(turn.start_seconds),
            end_seconds=_milliseconds(turn.end_seconds),
        )
        for position, turn in enumerate(structure.turns)
    ]
    exchanges = [
        Exchange(
            transcript_id=transcript.id,
            position=position,
            start_seconds=_milliseconds(exchange.start_seconds),
            end_seconds=_milliseconds(exchange.end_seconds),
        )
        for position, exchange in enumerate(structure.exchanges)
    ]
    session.add_all([*turns, *exchanges])
    session.flush()
    exchange_of_turn = {
        turn: stored.id
        for stored, exchange in zip(exchanges, structure.exchanges, strict=True)
        for turn in range(exchange.first_turn, exchange.end_turn)
    }
    taken: Counter[str] = Counter()
    for position, passage in enumerate(structure.passages):
        # The engine's own time of the first word: finding speech otherwise must not change an address.
        first_seconds = words[passage.first_word].start_seconds
        public_id = passage_id(recording_sha256, first_seconds)
        taken[public_id] += 1
        if taken[public_id] > 1:  # two passages that begin in the same millisecond
            public_id = passage_id(recording_sha256, first_seconds + taken[public_id] / 1e3 + position)
        language = _most_spoken(languages[passage.first_word : passage.end_word])
        session.add(
            _passage(transcript, passage, position, public_id, turns, exchange_of_turn, words, language)
        )
    session.flush()


def _passage(
    transcript: Transcript,
    passage: spoken_structure.Passage,
    position: int,
    public_id: str,
    turns: Sequence[Turn],
    exchange_of_turn: dict[int, int],
    words: Sequence[raw_transcript.Word],
    language: str,
) -> Passage:
    start, end = _milliseconds(passage.start_seconds), _milliseconds(passage.end_seconds)
    spoken = words_inside(words[passage.first_word : passage.end_word], start, end)
    return Passage(
        id=public_id,
        transcript_id=transcript.id,
        turn_id=turns[passage.turn].id,
        exchange_id=exchange_of_turn.get(passage.turn),
        position=position,
        start_seconds=start,
        end_seconds=end,
        text=" ".join(word.text for word in spoken),
        words=[
            [
                word.text,
                _milliseconds(word.start_seconds),
                _milliseconds(word.end_seconds),
                _probability(word.probability),
            ]
            for word in spoken
        ],
        language=language,
    )


def _most_spoken(languages: Sequence[str]) -> str:
    """Return the language of most words, the first one where two have as many."""
    return max(languages, key=languages.count)


def _milliseconds(seconds: float) -> float:
    return round(seconds, 3)


def _probability(value: float | None) -> float | None:
    return None if value is None else min(max(value, 0.0), 1.0)
