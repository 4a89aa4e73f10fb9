"""What curators decide about the themes of passages: to confirm or add one, and to refuse one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.errors import translatable as _
from app.models import Passage, Recording, Tag, Theme, ThemeDecision, Transcript
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.theming.theme_listing import theme_by_slug


def decide_theme(
    session: Session,
    passage_id: str,
    slug: str,
    *,
    is_about: bool,
    actor: str,
    curator_id: int | None = None,
) -> int:
    """Settle whether a passage is about a theme, for good and as a lesson; returns the interview's id.

    A theme that is confirmed or added becomes the curator's tag; one that is refused goes, and no later
    tagging brings it back. Passages like this one follow when they are tagged the next time.

    Raises
    ------
    NotFound
        No passage has that id, or no theme that slug.
    """
    passage = session.get(Passage, passage_id)
    if passage is None:
        raise NotFound(_("Aucun passage ne porte le numéro « %(id)s »."), id=passage_id)
    theme = theme_by_slug(session, slug)
    tag = session.scalar(select(Tag).where(Tag.passage_id == passage_id, Tag.theme_id == theme.id))
    session.add(
        ThemeDecision(
            passage_id=passage.id,
            theme_id=theme.id,
            is_about=is_about,
            text=passage.text,
            language=passage.language,
            actor=actor,
            curator_id=curator_id,
        )
    )
    action = _settle(session, passage, theme, tag, is_about, curator_id)
    write_audit(session, actor, f"theme.{action}", f"passage:{passage.id}", {"theme": theme.slug})
    return session.scalars(
        select(Recording.interview_id)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .where(Transcript.id == passage.transcript_id)
    ).one()


def _settle(
    session: Session, passage: Passage, theme: Theme, tag: Tag | None, is_about: bool, curator_id: int | None
) -> str:
    """Make the tag agree with the decision; returns what was done."""
    if not is_about:
        if tag is not None:
            session.delete(tag)
        return "refused"
    action = "added" if tag is None else "confirmed"
    tag = tag or Tag(passage_id=passage.id, theme_id=theme.id)
    tag.source, tag.score, tag.is_inherited, tag.curator_id = "curator", None, False, curator_id
    tag.evidence, tag.nearest_example = [], ""
    # From now on it is the person's tag.
    tag.created_at = now()
    session.add(tag)
    return action
