"""Reads the history of a transcript: its revisions, and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.timecode import format_timecode
from app.domain.word_difference import DifferencePart, word_difference
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Curator, Interview, PassageVersion, Revision
from app.models.transcript import HEARD_AGAIN
from app.services.audit.audit_wording import act_text
from app.services.editing.revision_restoring import versions_at
from app.services.editing.revision_views import ChangedPassage, ComparedRevisions, HistoryView, RevisionRow
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.showing.state_wording import speaker_text
from app.services.showing.wording import Wording

ROWS_A_PAGE = 100
_EXCHANGE_TEXTS = {
    "starts": _("Un échange commence ici."),
    "continues": _("L'échange se poursuit."),
    "outside": _("Hors de tout échange."),
}


def view_history(
    session: Session, words: Wording, interview_id: int, page: int = 1, notice: str = ""
) -> HistoryView:
    """Return the revisions of an interview's transcript, the newest first.

    Raises
    ------
    NotFound
        There is no such interview, or it has no transcript.
    """
    interview, transcript_id = _interview(session, interview_id)
    count = session.scalar(select(func.count()).where(Revision.transcript_id == transcript_id)) or 0
    rows = _rows(session, words, transcript_id, (page - 1) * ROWS_A_PAGE)
    return HistoryView(
        interview_id=interview_id,
        leader_name=interview.leader.name,
        notice=notice,
        count_text=words.ngettext("%(num)s révision", "%(num)s révisions", count),
        revisions=rows,
        newer_query=urlencode({"page": page - 1}) if page > 1 else "",
        older_query=urlencode({"page": page + 1}) if page * ROWS_A_PAGE < count else "",
    )


def compare_revisions(
    session: Session, words: Wording, interview_id: int, before: int, after: int, notice: str = ""
) -> ComparedRevisions:
    """Return what changed between two revisions, passage by passage; `before` 0 is the empty page.

    Raises
    ------
    NotFound
        There is no such interview, or no such revision.
    """
    interview, transcript_id = _interview(session, interview_id)
    last = session.scalar(select(func.max(Revision.number)).where(Revision.transcript_id == transcript_id))
    known = {one.number: one for one in _rows(session, words, transcript_id, numbers=(before, after))}
    if before not in known or after not in known:
        raise NotFound(
            _("Cette transcription n'a pas de révision %(number)s."),
            number=before if before not in known else after,
        )
    passages = _changed(session, words, interview, transcript_id, before, after)
    return ComparedRevisions(
        interview_id=interview_id,
        leader_name=interview.leader.name,
        notice=notice,
        before=known[before],
        after=known[after],
        passages=passages,
        count_text=words.ngettext("%(num)s passage diffère", "%(num)s passages diffèrent", len(passages)),
        last_number=last or after,
        can_restore=not known[after].is_latest and not known[after].is_offered,
        can_take_back=after == before + 1 and not known[after].is_offered,
    )


def transcript_of_interview(session: Session, interview_id: int) -> int:
    """Return the transcript of an interview; raises NotFound."""
    return _interview(session, interview_id)[1]


def _interview(session: Session, interview_id: int) -> tuple[Interview, int]:
    interview = session.scalars(interviews_with_parts().where(Interview.id == interview_id)).one_or_none()
    if interview is None:
        raise NotFound(_("Cette entrevue n'existe pas."))
    if interview.recording is None or interview.recording.transcript is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return interview, interview.recording.transcript.id


def _rows(
    session: Session,
    words: Wording,
    transcript_id: int,
    offset: int = 0,
    numbers: tuple[int, ...] = (),
) -> tuple[RevisionRow, ...]:
    # What a machine heard again is offered, not read: it is never the latest.
    last = session.scalar(
        select(func.max(Revision.number)).where(
            Revision.transcript_id == transcript_id, Revision.action != HEARD_AGAIN
        )
    )
    touched = (
        select(PassageVersion.revision_id, func.count().label("passages"))
        .group_by(PassageVersion.revision_id)
        .subquery()
    )
    query = (
        select(Revision, Curator.name, touched.c.passages)
        .outerjoin(Curator, Curator.id == Revision.curator_id)
        .outerjoin(touched, touched.c.revision_id == Revision.id)
        .where(Revision.transcript_id == transcript_id)
        .order_by(Revision.number.desc())
    )
    query = query.where(Revision.number.in_(numbers)) if numbers else query.limit(ROWS_A_PAGE).offset(offset)
    return tuple(
        _row(words, revision, name, count or 0, is_latest=revision.number == last)
        for revision, name, count in session.execute(query)
    )


def _row(
    words: Wording, revision: Revision, curator_name: str | None, count: int, *, is_latest: bool
) -> RevisionRow:
    is_machine = revision.made_by == "machine"
    machine = words.gettext(
        "Machine : %(engine)s, modèle %(model)s", engine=revision.engine, model=revision.model or "?"
    )
    return RevisionRow(
        number=revision.number,
        who_text=machine if is_machine else curator_name or words.gettext("Ligne de commande"),
        at=revision.created_at.isoformat(),
        at_text=words.short_instant(revision.created_at),
        act_text=words.gettext(_("Texte de la machine"))
        if is_machine and revision.action != HEARD_AGAIN
        else act_text(words, revision.action),
        reason=revision.reason,
        passages_text=words.ngettext("%(num)s passage", "%(num)s passages", count),
        is_first=revision.number == 1,
        is_offered=revision.action == HEARD_AGAIN,
        is_latest=is_latest,
    )


def _changed(
    session: Session, words: Wording, interview: Interview, transcript_id: int, before: int, after: int
) -> tuple[ChangedPassage, ...]:
    old = versions_at(session, transcript_id, before)
    new = versions_at(session, transcript_id, after)
    pairs = {id: (old.get(id), new.get(id)) for id in {**old, **new}}
    shown = [
        _passage(words, interview, id, first, second)
        for id, (first, second) in pairs.items()
        if _is_different(first, second)
    ]
    return tuple(sorted(shown, key=lambda one: (one.start_seconds, one.end_seconds)))


def _is_different(first: PassageVersion | None, second: PassageVersion | None) -> bool:
    if first is None or second is None:
        return first is not second
    return first.id != second.id and _content(first) != _content(second)


def _content(version: PassageVersion) -> tuple[object, ...]:
    return (
        version.text, version.start_seconds, version.end_seconds, version.status, version.speaker_role,
        version.is_speaker_confirmed, version.starts_turn, version.exchange, version.words,
    )  # fmt: skip


def _passage(
    words: Wording,
    interview: Interview,
    passage_id: str,
    first: PassageVersion | None,
    second: PassageVersion | None,
) -> ChangedPassage:
    place = second or first
    assert place is not None  # noqa: S101 (one of two keys gave it)
    parts = word_difference(first.text if first else "", second.text if second else "")
    return ChangedPassage(
        passage_id=passage_id,
        timecode=format_timecode(place.start_seconds),
        start_seconds=place.start_seconds,
        end_seconds=place.end_seconds,
        language=place.language,
        before_speaker=speaker_text(words, first.speaker_role, interview) if first else "",
        after_speaker=speaker_text(words, second.speaker_role, interview) if second else "",
        before=_side(parts, "removed") if first else None,
        after=_side(parts, "added") if second else None,
        facts=_facts(words, interview, first, second) if first and second else (),
    )


def _side(parts: tuple[DifferencePart, ...], change: str) -> tuple[DifferencePart, ...]:
    return tuple(part for part in parts if part.change in ("same", change))


def _facts(
    words: Wording, interview: Interview, first: PassageVersion, second: PassageVersion
) -> tuple[str, ...]:
    facts: list[str] = []
    if first.speaker_role != second.speaker_role:
        who: Mapping[str, str] = {
            "before": speaker_text(words, first.speaker_role, interview),
            "after": speaker_text(words, second.speaker_role, interview),
        }
        facts.append(words.gettext("Qui parle : %(before)s, puis %(after)s.", **who))
    elif not first.is_speaker_confirmed and second.is_speaker_confirmed:
        facts.append(words.gettext("Voix confirmée par une personne."))
    if (first.start_seconds, first.end_seconds) != (second.start_seconds, second.end_seconds):
        spans = {
            "before": f"{words.number(first.start_seconds, 2)}–{words.number(first.end_seconds, 2)}",
            "after": f"{words.number(second.start_seconds, 2)}–{words.number(second.end_seconds, 2)}",
        }
        facts.append(words.gettext("Bords, en secondes : %(before)s, puis %(after)s.", **spans))
    if first.exchange != second.exchange:
        facts.append(words.gettext(_EXCHANGE_TEXTS[second.exchange]))
    heard = _scored(first) - _scored(second)
    if heard > 0 and first.text == second.text:
        facts.append(
            words.ngettext("%(num)s mot vérifié à l'écoute.", "%(num)s mots vérifiés à l'écoute.", heard)
        )
    return tuple(facts)


def _scored(version: PassageVersion) -> int:
    """Return how many words still bear a machine's figure."""
    return sum(1 for word in version.words if word[3] is not None)
