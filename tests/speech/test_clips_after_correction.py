"""Two hundred clips of the demonstration, then every passage corrected to what was really said."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.archive import Archive
from app.domain.clip_anchor import SpokenWord
from app.models import Clip, Interview, Passage, Recording, Transcript
from app.services.clips.clip_finding import AnchoredClip, anchor_clip, find_clip
from app.services.clips.clip_making import LONGEST_SECONDS, WordAddress, make_clip
from app.services.clips.spoken_window import spoken_words_of
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text
from app.services.hearing.transcript_storing import store_machine_transcript
from tests.benchmarks.correcting_benchmark import references
from tests.demo_truths import DEMO_RECORDINGS, demo_truth
from tests.transcript_cache import raw_transcript
from transcription.ground_truth import GroundTruth, TrueTurn
from transcription.hallucinations import clean
from transcription.media_gate import decode_speech
from transcription.raw_transcript import RawTranscript, Word
from transcription.speakers import WordSpeaker
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech
from transcription.spoken_structure import build

pytestmark = pytest.mark.speech

CLIPS = 200
# What is promised of the place of a clip, in seconds.
NEAR_SECONDS = 0.2
CURATOR = Editor("curator:Inventée")


@pytest.fixture
def corrected(
    archive: Archive, inventing, tmp_path: Path
) -> Iterator[tuple[Session, dict[str, AnchoredClip]]]:
    """An archive whose 200 clips were made from the machine's text, before every passage was corrected."""
    with inventing() as invented:
        for name in DEMO_RECORDINGS:
            stem = Path(name).stem
            interview = invented.interview(invented.leader(stem), slug=stem)
            _heard(invented.session, interview, demo_truth(name, tmp_path), tmp_path / f"{stem}.wav")
    with archive.database.write() as session:
        before = dict(_clips(session))
    assert len(before) == CLIPS
    for name in DEMO_RECORDINGS:
        truth = Path(__file__).parent / "truth" / Path(name).with_suffix(".json").name
        with archive.database.write() as session:
            _correct(session, Path(name).stem, truth)
    with archive.database.read() as session:
        yield session, before


def test_two_hundred_clips_still_stand_where_their_words_are_and_say_what_changed(corrected) -> None:
    session, before = corrected
    changed = 0
    for clip_id, quoted in before.items():
        now = find_clip(session, clip_id)
        assert now.state != "gone"
        # An edge that is read as before is at its word; the sound of one that was changed stays.
        first, last = now.words[0], now.words[-1]
        if _bare(first) == _bare(quoted.words[0]):
            assert abs(now.start_seconds - first.start_seconds) <= NEAR_SECONDS, (quoted.text, now.text)
        if _bare(last) == _bare(quoted.words[-1]):
            assert abs(now.end_seconds - last.end_seconds) <= NEAR_SECONDS, (quoted.text, now.text)
        assert abs(now.start_seconds - quoted.start_seconds) <= NEAR_SECONDS, (quoted.text, now.text)
        assert abs(now.end_seconds - quoted.end_seconds) <= NEAR_SECONDS, (quoted.text, now.text)
        # What is read is heard.
        assert first.end_seconds > now.start_seconds and last.start_seconds < now.end_seconds
        assert now.clip.text == quoted.text
        assert (now.state == "corrected") == (now.text != quoted.text)
        changed += now.state == "corrected"
    # The machine gets one word in eight wrong: most clips hold one.
    assert changed > CLIPS / 4


def _bare(word: SpokenWord) -> str:
    return "".join(letter for letter in word.text.casefold() if letter.isalnum())


def _heard(session: Session, interview: Interview, truth: GroundTruth, wav_path: Path) -> None:
    """Store what the real engine hears; who speaks is told from the truth, for it is not what is tested."""
    raw = raw_transcript(truth)
    decode_speech(truth.media_path, wav_path)
    regions = find_speech(read_speech(wav_path))
    cleaned = clean(raw, regions)
    recording = session.scalars(select(Recording).where(Recording.interview_id == interview.id)).one()
    recording.duration_seconds = raw.words[-1].end_seconds + 1
    structure = build(cleaned.transcript.words, _speakers(cleaned.transcript, truth.turns), regions)
    store_machine_transcript(session, recording.id, raw, cleaned, structure)


def _speakers(heard: RawTranscript, turns: Sequence[TrueTurn]) -> list[WordSpeaker]:
    def role(word: Word) -> str:
        middle = (word.start_seconds + word.end_seconds) / 2
        turn = min(turns, key=lambda one: max(one.start_seconds - middle, middle - one.end_seconds, 0.0))
        return turn.role

    return [WordSpeaker(role(word), 0, None) for word in heard.words]


def _clips(session: Session) -> Iterator[tuple[str, AnchoredClip]]:
    chance = random.Random(2012)
    made: set[str] = set()
    transcripts = session.scalars(
        select(Transcript).options(joinedload(Transcript.recording).joinedload(Recording.interview))
    ).all()
    while len(made) < CLIPS:
        transcript = transcripts[len(made) % len(transcripts)]
        words = spoken_words_of(_passages(session, transcript.id))
        first = chance.randrange(len(words) - 1)
        last = min(len(words) - 1, first + chance.choice((0, 1, 3, 8, 20, 60, 200)))
        length = words[last].end_seconds - words[first].start_seconds
        if not 0 < length <= LONGEST_SECONDS:
            continue
        edges = (WordAddress(words[at].passage_id, words[at].number) for at in (first, last))
        clip = make_clip(session, transcript.recording.interview.slug, *edges)
        if clip.id not in made:
            made.add(clip.id)
            yield clip.id, anchor_clip(session, clip, transcript.recording.interview)


def _passages(session: Session, transcript_id: int) -> list[Passage]:
    query = select(Passage).where(Passage.transcript_id == transcript_id).options(joinedload(Passage.turn))
    return list(session.scalars(query.order_by(Passage.position)))


def _correct(session: Session, slug: str, truth: Path) -> None:
    transcript_id = session.scalars(
        select(Transcript.id).join(Recording).join(Interview).where(Interview.slug == slug)
    ).one()
    passages = _passages(session, transcript_id)
    wanted = references(passages, 0, truth)
    for passage, words in zip(passages, wanted, strict=True):
        save_text(session, CURATOR, Seen(passage.id, passage.revision_number), " ".join(words))
    assert session.query(Clip).count() == CLIPS
