"""Builds campaigns, leaders and interviews straight into a database. Everybody and everything is invented."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.passage_state import INAUDIBLE
from app.models import (
    Campaign,
    Exchange,
    Fact,
    Interview,
    Invitation,
    Leader,
    Leadership,
    Model,
    Party,
    Passage,
    Recording,
    Rendition,
    Revision,
    Tag,
    Theme,
    Transcript,
    Turn,
)
from app.renditions.peaks import Peaks
from app.services.editing.revision_writing import keep_first_versions
from app.storage.media_store import MediaStore

Thing = TypeVar("Thing", bound=Model)
CLEANING = {"chain": ["invented filter"], "filter": "Invented filter 1", "limit_db": 12.0}
PUBLISHED_AT = datetime(2026, 9, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """A passage to build: one turn of its own. `themes` are (slug, score, is inherited)."""

    role: str
    text: str
    themes: Sequence[tuple[str, float, bool]] = ()
    exchange: int | None = 1
    seconds: float = 10.0
    voice: int | None = None
    language: str = "fr"
    status: str = "machine"
    sound_quality: dict[str, float | None] | None = None


@dataclass
class InventedArchive:
    """Adds invented things to a session; slugs follow from names given."""

    session: Session
    store: MediaStore | None = None
    folder: Path | None = None
    themes: dict[str, Theme] = field(default_factory=dict)

    def campaign(self, slug: str = "littoral-2026", polling_on: date = date(2026, 10, 5)) -> Campaign:
        return self._add(
            Campaign(
                slug=slug,
                name_fr=f"Campagne inventée {slug}",
                name_en=f"Invented campaign {slug}",
                summary_fr="Rien ici n'est vrai : tout sert aux essais.",
                summary_en="Nothing here is true: it all serves tests.",
                polling_on=polling_on,
                is_synthetic=True,
            )
        )

    def leader(self, slug: str, name: str | None = None) -> tuple[Leader, Party]:
        party = self._add(
            Party(
                slug=f"parti-{slug}", name=f"Parti inventé {slug}", short_name="PI", colour="#336699",
                is_synthetic=True,
            )
        )  # fmt: skip
        leader = self._add(Leader(slug=slug, name=name or f"Inventée {slug.title()}", is_synthetic=True))
        self._add(Leadership(leader_id=leader.id, party_id=party.id, from_on=date(2020, 1, 1)))
        return leader, party

    def invitation(
        self, campaign: Campaign, who: tuple[Leader, Party], state: str = "accepted", **days: date
    ) -> Invitation:
        return self._add(
            Invitation(campaign_id=campaign.id, leader_id=who[0].id, party_id=who[1].id, state=state, **days)
        )

    def fact(self, campaign: Campaign, text: str, leader: Leader | None = None, source: str = "") -> Fact:
        position = len(self.session.scalars(select(Fact)).all()) + 1
        return self._add(
            Fact(
                campaign_id=campaign.id,
                leader_id=leader.id if leader else None,
                position=position,
                dated="août 2026",
                text_fr=text,
                text_en=f"{text} (en)",
                source=source or "https://exemple.invalid/source",
                confidence="A",
            )
        )

    def interview(
        self,
        who: tuple[Leader, Party],
        campaign: Campaign | None = None,
        said: Sequence[Said] = (),
        *,
        slug: str | None = None,
        state: str = "published",
        recorded_on: date | None = date(2026, 8, 14),
        has_recording: bool = True,
        has_video: bool = False,
        has_cleaned_copy: bool = False,
        interviewer: str = "Intervieweuse inventée",
        reason: str = "",
    ) -> Interview:
        leader, party = who
        interview = self._add(
            Interview(
                slug=slug or f"entrevue-{leader.slug}",
                leader_id=leader.id,
                party_id=party.id,
                campaign_id=campaign.id if campaign else None,
                interviewer=interviewer,
                recorded_on=recorded_on,
                dated_fr="" if recorded_on else "fin août 2026",
                dated_en="" if recorded_on else "end of August 2026",
                place="autobus, Rimouski",
                state=state,
                published_at=PUBLISHED_AT if state in ("published", "withdrawn") else None,
                withdrawn_at=PUBLISHED_AT if state == "withdrawn" else None,
                withdrawn_reason=reason,
                is_synthetic=True,
            )
        )
        if has_recording:
            recording = self._recording(interview, said, has_video, has_cleaned_copy)
            if said:
                self._transcript(interview, recording, said)
        self.session.flush()
        return interview

    def _recording(
        self, interview: Interview, said: Sequence[Said], has_video: bool, has_cleaned_copy: bool
    ) -> Recording:
        content = f"invented sound of {interview.slug}".encode() * 50
        sha256 = hashlib.sha256(content).hexdigest()
        recording = self._add(
            Recording(
                interview_id=interview.id,
                sha256=sha256,
                original_filename="Entrevue d'août (1).m4a",
                size_bytes=len(content),
                media_key=f"originals/{sha256[:2]}/{sha256}.m4a",
                media_type="audio/mp4",
                duration_seconds=sum(one.seconds for one in said) or 60.0,
                state="ready",
            )
        )
        peaks = Peaks(recording.duration_seconds or 60.0, tuple(range(240)))
        files = {"web_audio": ("m4a", "audio/mp4", content), "peaks": ("json", "application/json", b"")}
        if has_video:
            files["web_video"] = ("mp4", "video/mp4", content + b"picture")
            files["poster"] = ("jpg", "image/jpeg", b"poster")
        if has_cleaned_copy:
            files["cleaned_audio"] = ("m4a", "audio/mp4", content + b"with less noise")
        self._put(recording.media_key, content)
        for kind, (suffix, media_type, body) in files.items():
            body = body or json.dumps(peaks.to_json()).encode()
            key = f"renditions/{sha256[:2]}/{sha256}-{kind.replace('_', '-')}.{suffix}"
            self._put(key, body)
            self._add(
                Rendition(
                    recording_id=recording.id,
                    kind=kind,
                    media_key=key,
                    media_type=media_type,
                    sha256=hashlib.sha256(body).hexdigest(),
                    size_bytes=len(body),
                    width_pixels=480 if kind in ("web_video", "poster") else None,
                    height_pixels=854 if kind in ("web_video", "poster") else None,
                    made_with=CLEANING if kind == "cleaned_audio" else None,
                )
            )
        return recording

    def _transcript(self, interview: Interview, recording: Recording, said: Sequence[Said]) -> None:
        transcript = self._add(Transcript(recording_id=recording.id, language="fr"))
        revision = self._add(
            Revision(
                transcript_id=transcript.id,
                number=1,
                made_by="machine",
                engine="invented-engine",
                model="invented-model",
                settings={"beam_size": 5},
            )
        )
        exchanges: dict[int, Exchange] = {}
        start = 0.0
        for position, one in enumerate(said):
            end = start + one.seconds
            if one.exchange is not None and one.exchange not in exchanges:
                exchanges[one.exchange] = self._add(
                    Exchange(
                        transcript_id=transcript.id,
                        position=one.exchange,
                        start_seconds=start,
                        end_seconds=end,
                    )
                )
            turn = self._add(
                Turn(
                    transcript_id=transcript.id,
                    position=position,
                    speaker_role=one.role,
                    voice=one.voice,
                    start_seconds=start,
                    end_seconds=end,
                )
            )
            exchange = exchanges[one.exchange] if one.exchange is not None else None
            self._passage(interview, transcript, turn, exchange, one, start)
            start = end
        keep_first_versions(self.session, revision)

    def _passage(
        self,
        interview: Interview,
        transcript: Transcript,
        turn: Turn,
        exchange: Exchange | None,
        said: Said,
        start: float,
    ) -> None:
        spoken = said.text.split()
        step = said.seconds / max(1, len(spoken))
        words = [
            [text, round(start + step * i, 3), round(start + step * (i + 1), 3), _figure(text, i)]
            for i, text in enumerate(spoken)
        ]
        passage = self._add(
            Passage(
                id=hashlib.sha256(f"{interview.slug}:{start}".encode()).hexdigest()[:10],
                transcript_id=transcript.id,
                turn_id=turn.id,
                exchange_id=exchange.id if exchange else None,
                position=turn.position,
                start_seconds=start,
                end_seconds=start + said.seconds,
                text=said.text,
                words=words,
                language=said.language,
                status=said.status,
                sound_quality=said.sound_quality,
            )
        )
        for slug, score, is_inherited in said.themes:
            theme = self.theme(slug)
            self._add(
                Tag(
                    passage_id=passage.id,
                    theme_id=theme.id,
                    source="machine",
                    score=score,
                    is_inherited=is_inherited,
                )
            )

    def theme(self, slug: str) -> Theme:
        if slug not in self.themes:
            self.themes[slug] = self.session.scalars(select(Theme).where(Theme.slug == slug)).one()
        return self.themes[slug]

    def _put(self, key: str, content: bytes) -> None:
        if self.store is None or self.folder is None:
            return
        source = self.folder / "to-store"
        source.write_bytes(content)
        self.store.put(key, source)

    def _add(self, thing: Thing) -> Thing:
        self.session.add(thing)
        self.session.flush()
        return thing


def _figure(text: str, position: int) -> float | None:
    """Return how sure the machine is of a word; it gives its mark for what it gave up no figure."""
    if text.startswith(INAUDIBLE):
        return None
    return 0.9 if position else 0.3
