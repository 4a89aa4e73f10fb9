"""Makes the page of a second hearing: what was heard beside what is read, passage by passage."""

from __future__ import annotations

from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.pipeline_progress import HEARING_WEIGHTS, overall_progress
from app.domain.timecode import format_timecode
from app.domain.transcript_edit import TimedWord
from app.domain.word_difference import word_difference
from app.errors import NotFound
from app.errors import translatable as _
from app.models import HearingAgain, Interview, Recording, Revision
from app.services.editing.revision_writing import last_number
from app.services.glossary.glossary_listing import entries_known_in
from app.services.hearing.failure_sentences import failure_sentence
from app.services.hearing.hearing_again import UNDER_WAY
from app.services.hearing.hearing_again_reading import (
    OfferedPassage,
    find_offered,
    offered_revisions,
    read_offered,
    read_wish,
)
from app.services.hearing.hearing_again_views import (
    HearingAgainView,
    HearingProgress,
    OfferedPassageView,
    OfferedView,
    OutsideView,
)
from app.services.hearing.step_names import STEP_NAMES
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.showing.state_wording import speaker_text, status_view
from app.services.showing.wording import Wording
from app.settings import Settings

PASSAGES_A_PAGE = 100
# Words further apart than this are two moments.
_LONGEST_GAP_SECONDS = 2.0


def view_hearing_again(
    session: Session,
    words: Wording,
    settings: Settings,
    interview_id: int,
    number: int | None = None,
    page: int = 1,
    notice: str = "",
) -> HearingAgainView:
    """Return the page of an interview's newest hearing, or of the one with that revision number.

    Raises
    ------
    NotFound
        There is no such interview, it has no transcript, or no such hearing.
    """
    interview = _interview(session, interview_id)
    revisions = offered_revisions(session, interview_id)
    chosen = find_offered(session, interview_id, number) if number is not None else None
    shown = chosen or next(iter(revisions), None)
    known = len(entries_known_in(session, interview.campaign_id))
    return HearingAgainView(
        interview_id=interview_id,
        leader_name=interview.leader.name,
        notice=notice,
        today_text=words.gettext(
            _("%(engine)s, modèle %(model)s"), engine=settings.whisper_engine, model=settings.whisper_model
        ),
        glossary_text=words.ngettext("%(num)s entrée du glossaire", "%(num)s entrées du glossaire", known),
        progress=read_hearing_progress(session, words, interview_id),
        offered=_offered(session, words, interview, shown, page) if shown else None,
        others=tuple(one.number for one in revisions if one is not shown),
    )


def read_hearing_progress(session: Session, words: Wording, interview_id: int) -> HearingProgress | None:
    """Return where the machine stands with the newest wish to hear an interview again."""
    wish = read_wish(session, interview_id)
    if wish is None:
        return None
    done = overall_progress(wish.state, wish.step, wish.progress, HEARING_WEIGHTS)
    return HearingProgress(
        state=wish.state,
        is_under_way=wish.state in UNDER_WAY,
        percent=int(100 * done),
        step_text=words.gettext(STEP_NAMES[wish.step]) if wish.step else words.gettext(_("en attente")),
        asked_text=words.short_instant(wish.asked_at),
        failure=_failure(session, words, wish),
    )


def _failure(session: Session, words: Wording, wish: HearingAgain) -> str:
    if wish.state != "failed":
        return ""
    name = session.scalars(select(Recording.original_filename).where(Recording.id == wish.recording_id)).one()
    sentence, places = failure_sentence(wish.failure_code, name, wish.failure_details)
    return words.gettext(sentence, **places)


def _interview(session: Session, interview_id: int) -> Interview:
    interview = session.scalars(interviews_with_parts().where(Interview.id == interview_id)).one_or_none()
    if interview is None:
        raise NotFound(_("Cette entrevue n'existe pas."))
    if interview.recording is None or interview.recording.transcript is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return interview


def _offered(
    session: Session, words: Wording, interview: Interview, revision: Revision, page: int
) -> OfferedView:
    found = read_offered(session, revision)
    free = sum(one.is_free_to_take for one in found.passages)
    first = (page - 1) * PASSAGES_A_PAGE
    asked = {"revision": revision.number}
    return OfferedView(
        number=revision.number,
        who_text=words.gettext(
            _("%(engine)s, modèle %(model)s"), engine=revision.engine, model=revision.model or "?"
        ),
        at=revision.created_at.isoformat(),
        at_text=words.short_instant(revision.created_at),
        count_text=words.ngettext(
            "%(num)s passage diffère", "%(num)s passages diffèrent", len(found.passages)
        ),
        free_count=free,
        free_text=words.ngettext(
            "Reprendre %(num)s passage que personne n'a touché",
            "Reprendre les %(num)s passages que personne n'a touchés",
            free,
        ),
        seen_number=last_number(session, found.transcript_id),
        passages=tuple(
            _passage(words, interview, one) for one in found.passages[first : first + PASSAGES_A_PAGE]
        ),
        outside=tuple(map(_outside, _moments(found.outside))),
        newer_query=urlencode({**asked, "page": page - 1}) if page > 1 else "",
        older_query=urlencode({**asked, "page": page + 1})
        if first + PASSAGES_A_PAGE < len(found.passages)
        else "",
    )


def _passage(words: Wording, interview: Interview, one: OfferedPassage) -> OfferedPassageView:
    parts = word_difference(one.state.text, " ".join(word.text for word in one.heard))
    return OfferedPassageView(
        passage_id=one.passage.id,
        number=one.passage.revision_number,
        timecode=format_timecode(one.state.start_seconds),
        speaker=speaker_text(words, one.passage.turn.speaker_role, interview),
        status=one.state.status,
        status_text=status_view(words, one.state.status).text
        if one.state.status != "machine" or not one.is_touched
        else words.gettext(_("Des mots vérifiés à l'écoute")),
        language=one.state.language,
        is_touched=one.is_touched,
        before=tuple(part for part in parts if part.change != "added"),
        after=tuple(part for part in parts if part.change != "removed"),
    )


def _moments(heard: tuple[TimedWord, ...]) -> list[list[TimedWord]]:
    moments: list[list[TimedWord]] = []
    for word in heard:
        if moments and word.start_seconds - moments[-1][-1].end_seconds <= _LONGEST_GAP_SECONDS:
            moments[-1].append(word)
        else:
            moments.append([word])
    return moments


def _outside(moment: list[TimedWord]) -> OutsideView:
    return OutsideView(format_timecode(moment[0].start_seconds), " ".join(word.text for word in moment))
