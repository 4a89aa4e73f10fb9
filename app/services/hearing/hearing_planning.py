"""Plans how a recording is heard, from what its interview and the archive tell beforehand."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Interview, Recording, Theme
from app.services.glossary.glossary_listing import entries_known_in
from transcription.decode_settings import default_setting
from transcription.expected_words import expected_words
from transcription.hearing_plan import HearingPlan, languages_from


def plan_hearing(session: Session, recording_id: int, engine: str, model: str) -> HearingPlan:
    """Return the plan: the interview's language first, its names, its themes, and the glossary."""
    query = (
        select(Interview)
        .join(Recording, Recording.interview_id == Interview.id)
        .options(joinedload(Interview.leader), joinedload(Interview.party))
        .where(Recording.id == recording_id)
    )
    interview = session.scalars(query).one()
    names = [interview.leader.name, interview.party.name, interview.place]
    themes = session.scalars(select(Theme).where(Theme.retired_on.is_(None)).order_by(Theme.position))
    labels = [(theme.slug, {"fr": theme.label_fr, "en": theme.label_en}) for theme in themes]
    glossary = [(entry.text, entry.language) for entry in entries_known_in(session, interview.campaign_id)]
    return HearingPlan(
        languages_from("en" if interview.language == "en" else "fr"),
        default_setting(engine, model),
        expected_words([name for name in names if name], labels, glossary),
    )
