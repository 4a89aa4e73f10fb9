"""Says who speaks, in one passage, in its whole turn, or wherever its voice is heard."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.spoken_order import turns
from app.errors import Refused
from app.errors import translatable as _
from app.models import Passage
from app.services.editing.passage_order import read_order
from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import PassageGone, Seen, tell_speaker, tell_voice

SpeakerScope = Literal["passage", "turn", "voice"]


def tell_who_speaks(session: Session, editor: Editor, seen: Seen, role: str, scope: SpeakerScope) -> Edited:
    """Say who speaks in a passage, and in what goes with it.

    Raises
    ------
    Refused
        The role is unknown, or no voice was told apart in the passage.
    EditedMeanwhile, PassageGone
        Somebody else changed the passage since.
    """
    transcript_id = session.scalar(select(Passage.transcript_id).where(Passage.id == seen.passage_id))
    if transcript_id is None:
        raise PassageGone(seen.passage_id)
    if scope == "passage":
        return tell_speaker(session, editor, transcript_id, [seen], role)
    order = read_order(session, transcript_id)
    if scope == "voice":
        voice = next(one.speaker.voice for one in order if one.passage_id == seen.passage_id)
        if voice is None:
            raise Refused(
                _("Aucune voix n'a été distinguée dans ce passage. Dites qui parle passage par passage.")
            )
        return tell_voice(session, editor, transcript_id, voice, role)
    turn = next(one for one in turns(order) if any(place.passage_id == seen.passage_id for place in one))
    ids = {place.passage_id for place in turn}
    numbers = session.execute(
        select(Passage.id, Passage.revision_number).where(Passage.id.in_(ids - {seen.passage_id}))
    )
    # What the person was reading is the passage they chose; the others follow as they stand.
    return tell_speaker(
        session, editor, transcript_id, [seen, *(Seen(id, number) for id, number in numbers)], role
    )
