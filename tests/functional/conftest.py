"""What several tests of the site as others see it stand on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models import Interview, Passage, Recording, Transcript
from app.services.clips.clip_making import WordAddress, make_clip
from tests.mention_senders import SAID


@pytest.fixture
def citable(archive, inventing) -> dict[str, str]:
    """The paths of an interview, one of its passages and a clip; another interview was withdrawn."""
    with inventing() as invented:
        campaign = invented.campaign()
        invented.interview(invented.leader("savard"), campaign, SAID)
        invented.interview(invented.leader("roy"), campaign, SAID, state="withdrawn", reason="Demande.")
        invented.interview(invented.leader("cote"), campaign, SAID, state="draft")
    with archive.database.write() as session:
        recording = select(Recording.id).join(Recording.interview).where(Interview.slug == "entrevue-savard")
        first, second = session.scalars(
            select(Passage.id)
            .join(Passage.transcript)
            .where(Transcript.recording_id.in_(recording))
            .order_by(Passage.position)
        )
        clip = make_clip(session, "entrevue-savard", WordAddress(first, 0), WordAddress(first, 2))
        return {
            "interview": "/entrevues/entrevue-savard",
            "passage": f"/passages/{first}",
            "other_passage": f"/passages/{second}",
            "clip": f"/extraits/{clip.id}",
            "withdrawn": "/entrevues/entrevue-roy",
            "draft": "/entrevues/entrevue-cote",
        }
