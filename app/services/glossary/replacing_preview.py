"""The studio's page that replaces words in all interviews: what would change, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.timecode import format_timecode
from app.domain.typography import typeset, typeset_spans
from app.domain.word_replacing import Replaced
from app.errors import translatable as _
from app.models import Campaign, Interview, Recording, Transcript
from app.services.editing.editor_reading import STUDIO_MEDIA
from app.services.glossary.glossary_views import Choice
from app.services.glossary.replacing_in_all import IMPOSSIBLE, ReplacedInAll
from app.services.glossary.replacing_search import (
    MOST_PASSAGES,
    ReplaceablePassage,
    ReplacingRequest,
    find_replaceable,
)
from app.services.glossary.replacing_views import (
    ReplacingDone,
    ReplacingInterview,
    ReplacingPassage,
    ReplacingView,
    TextPart,
)
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.showing.state_wording import speaker_text, status_view
from app.services.showing.view_building import play_files, play_sources
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording

REACH_TEXTS: Mapping[str, str] = {
    "machine": _("Seulement les mots de la machine"),
    "people": _("Aussi les mots que des personnes ont écrits ou entendus"),
    "checked": _("Aussi les passages vérifiés en entier"),
}


def view_replacing(
    session: Session,
    words: Wording,
    request: ReplacingRequest,
    *,
    done: ReplacedInAll | None = None,
    refusal: str = "",
) -> ReplacingView:
    """Return the page; without anything to find and to put it holds the form alone."""
    is_asked = bool(request.find.strip() or request.by.strip())
    is_possible = request.replacing.is_possible
    found = find_replaceable(session, request) if is_possible else None
    shown = found.found if found else ()
    interviews = _interviews(session, {one.passage.transcript_id for one in shown})
    campaigns = session.scalars(select(Campaign).order_by(Campaign.polling_on.desc(), Campaign.id))
    return ReplacingView(
        request=request,
        reaches=tuple(
            Choice(reach, words.gettext(text), reach == request.reach) for reach, text in REACH_TEXTS.items()
        ),
        campaigns=(
            Choice("", words.gettext("Toutes les campagnes"), not request.campaign),
            *(
                Choice(one.slug, words.pick(one.name_fr, one.name_en), one.slug == request.campaign)
                for one in campaigns
            ),
        ),
        refusal=refusal or (words.gettext(IMPOSSIBLE) if is_asked and not is_possible else ""),
        done=_done(session, words, done) if done else None,
        is_searched=is_possible,
        count_text=_count_text(words, found.passage_count, found.place_count) if found else "",
        more_text=words.gettext(
            "Voici les %(most)s premiers. Remplacez-les, puis recommencez pour les autres.",
            most=MOST_PASSAGES,
        )
        if found and found.passage_count > len(shown)
        else "",
        interviews=tuple(_grouped(words, shown, interviews)),
    )


def _count_text(words: Wording, passage_count: int, place_count: int) -> str:
    passages = words.ngettext("%(num)s passage", "%(num)s passages", passage_count)
    return words.ngettext(
        "%(num)s endroit dans %(passages)s",
        "%(num)s endroits dans %(passages)s",
        place_count,
        passages=passages,
    )


def _grouped(
    words: Wording, found: Sequence[ReplaceablePassage], interviews: Mapping[int, Interview]
) -> Iterator[ReplacingInterview]:
    for transcript_id, group in groupby(found, key=lambda one: one.passage.transcript_id):
        interview, passages = interviews[transcript_id], list(group)
        dated = words.day(interview.recorded_on) or words.pick(interview.dated_fr, interview.dated_en)
        yield ReplacingInterview(
            id=interview.id,
            name=interview.leader.name,
            facts=tuple(filter(None, (interview.party.name, dated, interview.place))),
            count_text=words.ngettext("%(num)s passage", "%(num)s passages", len(passages)),
            passages=tuple(_passage(words, one, interview) for one in passages),
        )


def _passage(words: Wording, found: ReplaceablePassage, interview: Interview) -> ReplacingPassage:
    passage, recording = found.passage, interview.recording
    start, end = passage.start_seconds, passage.end_seconds
    sound = play_files(recording)[-1:] if recording else ()
    sources = tuple(
        replace(one, url=f"{STUDIO_MEDIA}{one.url}")
        for one in (play_sources(recording, sound, start, end) if recording else ())
    )
    return ReplacingPassage(
        key=f"{passage.id}.{passage.revision_number}",
        parts=tuple(_parts(found.replaced, passage.language)),
        language=passage.language,
        status_text=status_view(words, passage.status).text,
        speaker_text=speaker_text(words, passage.turn.speaker_role, interview),
        timecode=format_timecode(start),
        length_text=words.length(end - start),
        start_seconds=start,
        end_seconds=end,
        play_sources=sources,
        is_video=bool(sound) and sound[0].kind == "web_video",
        url=sources[0].url.partition("#")[0] if sources else "",
        moment_url=f"/atelier/entrevues/{interview.id}/texte#p-{passage.id}",
    )


def _parts(replaced: Replaced, language: str) -> Iterator[TextPart]:
    spans = [(place.start, place.end) for place in replaced.places]
    coming = iter(replaced.places)
    for text, is_replaced in typeset_spans(replaced.before, language, spans):
        if is_replaced:
            yield TextPart("removed", text)
            yield TextPart("added", typeset(next(coming).by, language))
        else:
            yield TextPart("same", text)


def _done(session: Session, words: Wording, done: ReplacedInAll) -> ReplacingDone:
    interviews = _interviews(session, {one.transcript_id for one in done.edits})
    stale = len(done.changed_meanwhile)
    return ReplacingDone(
        summary=words.gettext(
            "Remplacé : %(count)s.", count=_count_text(words, done.passage_count, done.place_count)
        ),
        undo_links=tuple(
            Link(
                words.gettext(
                    "%(name)s, révision %(number)s",
                    name=interviews[one.transcript_id].leader.name,
                    number=one.revision_number,
                ),
                f"/atelier/entrevues/{one.interview_id}/revisions",
            )
            for one in done.edits
        ),
        changed_meanwhile=words.ngettext(
            "%(num)s passage a changé entre-temps et n'a pas été touché. Revoyez-le ci-dessous.",
            "%(num)s passages ont changé entre-temps et n'ont pas été touchés. Revoyez-les ci-dessous.",
            stale,
        )
        if stale
        else "",
    )


def _interviews(session: Session, transcript_ids: set[int]) -> dict[int, Interview]:
    if not transcript_ids:
        return {}
    found = session.execute(
        select(Transcript.id, Recording.interview_id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .where(Transcript.id.in_(transcript_ids))
    )
    of_transcript = {row.id: row.interview_id for row in found}
    interviews = {
        one.id: one
        for one in session.scalars(
            interviews_with_parts().where(Interview.id.in_(set(of_transcript.values())))
        )
    }
    return {transcript_id: interviews[one] for transcript_id, one in of_transcript.items()}
