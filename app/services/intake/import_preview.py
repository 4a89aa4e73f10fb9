"""What a person sees before a text is brought in: what it is, how well it fits, and what it would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.timecode import format_timecode
from app.domain.word_difference import DifferencePart, word_difference
from app.errors import translatable as _
from app.models import Interview
from app.services.intake.transcript_import import (
    ImportPlan,
    TextToImport,
    find_recording,
    plan_import,
    role_of,
)
from app.services.showing.wording import Wording

MOST_SAMPLES = 6
FORM_TEXTS = {
    "vtt": _("sous-titres WebVTT"),
    "srt": _("sous-titres SRT"),
    "whisper": _("JSON de Whisper"),
    "text": _("texte simple"),
}


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A name in the text, how often it speaks, and whom it is taken for."""

    number: int
    label: str
    count: int
    role: str


@dataclass(frozen=True, slots=True)
class ChangeSample:
    """How one passage as it is and as it would be differ."""

    timecode: str
    language: str
    parts: tuple[DifferencePart, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What the text is and would do; `number` is the revision that it was laid beside."""

    text: str
    filename: str
    number: int
    form_text: str
    word_count: int
    percent_heard: int
    lag_seconds: float | None
    is_doubtful: bool
    is_checked: bool
    labels: tuple[LabelChoice, ...]
    changed_count: int
    human_count: int
    cut_count: int
    passage_count: int
    samples: tuple[ChangeSample, ...]


@dataclass(frozen=True, slots=True)
class ImportView:
    """The page: the form, or what the import would do."""

    recording_id: int
    interview_id: int
    title: str
    leader_name: str
    interviewer_name: str
    refusal: str
    preview: ImportPreview | None


def view_import(
    session: Session,
    words: Wording,
    recording_id: int,
    refusal: str = "",
    preview: ImportPreview | None = None,
) -> ImportView:
    """Return the page of a recording; raises NotFound."""
    interview = find_recording(session, recording_id).interview
    return ImportView(
        recording_id=recording_id,
        interview_id=interview.id,
        title=_title(words, interview),
        leader_name=interview.leader.name,
        interviewer_name=interview.interviewer or words.gettext("Personne qui interroge"),
        refusal=refusal,
        preview=preview,
    )


def preview_import(session: Session, words: Wording, recording_id: int, given: TextToImport) -> ImportPreview:
    """Return what the text would do; raises Refused as `plan_import`."""
    plan = plan_import(session, recording_id, given)
    counts = Counter(part.label for part in plan.written.parts)
    states = plan.imported.states
    known = [state for state in states.values() if state.id in plan.before]
    return ImportPreview(
        text=plan.text,
        filename=given.filename,
        number=plan.number,
        form_text=words.gettext(FORM_TEXTS[plan.written.form]),
        word_count=len(plan.alignment.passages),
        percent_heard=round(100 * plan.alignment.share_heard),
        lag_seconds=plan.alignment.lag_seconds,
        is_doubtful=plan.is_doubtful,
        is_checked=given.is_checked,
        labels=tuple(
            LabelChoice(number, label, counts[label], role_of(label, given.roles, plan.interview))
            for number, label in enumerate(plan.written.labels)
        ),
        changed_count=len(known),
        human_count=sum(plan.before[state.id].status != "machine" for state in known),
        cut_count=len(states) - len(known),
        passage_count=len(plan.before),
        samples=_samples(plan),
    )


def _samples(plan: ImportPlan) -> tuple[ChangeSample, ...]:
    """Return the first passages whose words would be others, in order."""
    samples = []
    for place in plan.imported.order:
        before, after = plan.before.get(place.passage_id), plan.imported.states.get(place.passage_id)
        if before is not None and after is not None and before.text != after.text:
            samples.append(
                ChangeSample(
                    format_timecode(place.start_seconds),
                    before.language,
                    word_difference(before.text, after.text),
                )
            )
    return tuple(samples[:MOST_SAMPLES])


def _title(words: Wording, interview: Interview) -> str:
    day = words.day(interview.recorded_on)
    return f"{interview.leader.name}, {day}" if day else interview.leader.name
