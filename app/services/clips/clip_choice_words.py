"""The words between two edges that a reader chose, and the lists from which other edges are taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.clip_anchor import SpokenWord
from app.domain.sentence_context import sentence_context
from app.domain.timecode import format_timecode
from app.errors import Refused
from app.errors import translatable as _
from app.models import Interview, Passage, Transcript
from app.services.clips.clip_choice_views import ChoiceGroup, ChoiceOption, ChosenWords
from app.services.clips.clip_making import LONGEST_SECONDS, require_clip_length
from app.services.clips.clip_parts import clip_parts, cut_notice, span_text
from app.services.clips.spoken_window import SpokenWindow, read_window
from app.services.editing.passage_following import present_ids
from app.services.showing.state_wording import speaker_text
from app.services.showing.view_building import ViewBuilder
from app.services.showing.wording import Wording

# A word of a list stands with two of its neighbours: « le » alone is read twenty times.
_NEIGHBOURS = 2
_EDGE = re.compile(r"(?P<passage>[0-9a-z]{1,20})(?:\.(?P<number>\d{1,5}))?")


def choose_words(
    session: Session, builder: ViewBuilder, interview: Interview, first: str, last: str
) -> ChosenWords:
    """Return the words between two edges, each a passage or a word `passage.number`, in whichever order.

    Raises
    ------
    Refused
        The edges are not (or no longer) there, or too far from each other.
    """
    window, first_place, last_place = _find_edges(session, interview, first, last)
    words = builder.words
    chosen = window.words[first_place : last_place + 1]
    start, end = chosen[0].start_seconds, chosen[-1].end_seconds
    context = sentence_context(window.words, first_place, last_place + 1)
    offered = _offered(window, first_place, last_place)
    return ChosenWords(
        first=_address(chosen[0]),
        last=_address(chosen[-1]),
        first_words=_groups(words, interview, window, offered, first_place, is_first=True),
        last_words=_groups(words, interview, window, offered, last_place, is_first=False),
        parts=clip_parts(words, interview, window, first_place, last_place + 1),
        before=span_text(words, window, context.before),
        after=span_text(words, window, context.after),
        cut_notice=cut_notice(words, window, context),
        start_seconds=start,
        end_seconds=end,
        timecode=format_timecode(start),
        length_text=words.length(end - start),
        player=builder.player(interview, start, end),
        refusal=_refusal(words, chosen),
    )


def _find_edges(
    session: Session, interview: Interview, first: str, last: str
) -> tuple[SpokenWindow, int, int]:
    """Return the words around two edges, and the places of the first and the last chosen one among them."""
    begins, ends = sorted(
        (_find_edge(session, interview, given) for given in (first, last)), key=lambda one: one[0].position
    )
    if ends[0].start_seconds - begins[0].end_seconds > LONGEST_SECONDS:
        raise Refused(
            _(
                "Ces passages sont trop loin l'un de l'autre : un extrait dure au plus %(most)s s. "
                "Choisissez-les plus proches."
            ),
            most=round(LONGEST_SECONDS),
        )
    window = read_window(session, begins[0].transcript_id, begins[0].start_seconds, ends[0].end_seconds)
    places = sorted((_place(window, begins, is_first=True), _place(window, ends, is_first=False)))
    return window, places[0], places[1]


def _find_edge(session: Session, interview: Interview, given: str) -> tuple[Passage, int | None]:
    """Return a passage of the interview and which of its words is meant, None for the passage as a whole."""
    read = _EDGE.fullmatch(given)
    recording_id = interview.recording.id if interview.recording else None
    if read is None:
        raise _gone()
    now_id = present_ids(session, [read["passage"]])[read["passage"]]
    passage = session.scalars(
        select(Passage)
        .join(Passage.transcript)
        .where(Passage.id == now_id, Transcript.recording_id == recording_id)
    ).one_or_none()
    if passage is None:
        raise _gone()
    # In a passage that took the words of another in, the numbers of that one mean other words.
    is_numbered = read["number"] is not None and now_id == read["passage"]
    return passage, int(read["number"]) if is_numbered else None


def _place(window: SpokenWindow, edge: tuple[Passage, int | None], *, is_first: bool) -> int:
    passage, number = edge
    places = [place for place, word in enumerate(window.words) if word.passage_id == passage.id]
    wanted = number if number is not None else 0 if is_first else len(places) - 1
    if not 0 <= wanted < len(places):
        raise _gone()
    return places[wanted]


def _offered(window: SpokenWindow, first_place: int, last_place: int) -> tuple[int, int]:
    """Return the half-open span of the words that lists offer: one passage more before and after."""
    ids = [one.id for one in window.passages]
    begins = max(0, ids.index(window.words[first_place].passage_id) - 1)
    near = set(ids[begins : ids.index(window.words[last_place].passage_id) + 2])
    places = [place for place, word in enumerate(window.words) if word.passage_id in near]
    return places[0], places[-1] + 1


def _groups(
    words: Wording,
    interview: Interview,
    window: SpokenWindow,
    offered: tuple[int, int],
    chosen: int,
    *,
    is_first: bool,
) -> tuple[ChoiceGroup, ...]:
    """Return the words offered for one edge, a group a passage."""
    groups = []
    for _passage_id, run in groupby(range(*offered), lambda place: window.words[place].passage_id):
        places = tuple(run)
        passage = window.passage(places[0])
        options = tuple(
            ChoiceOption(
                _address(window.words[place]),
                _option_text(words, window, places, place, is_first=is_first),
                place == chosen,
            )
            for place in places
        )
        speaker = speaker_text(words, passage.turn.speaker_role, interview)
        groups.append(ChoiceGroup(f"{format_timecode(passage.start_seconds)} · {speaker}", options))
    return tuple(groups)


def _option_text(
    words: Wording, window: SpokenWindow, of_passage: tuple[int, ...], place: int, *, is_first: bool
) -> str:
    """Return the number of a word in its passage, from 1, and the word with those that stay in the clip."""
    if is_first:
        span = place, min(place + _NEIGHBOURS, of_passage[-1]) + 1
    else:
        span = max(place - _NEIGHBOURS, of_passage[0]), place + 1
    return f"{place - of_passage[0] + 1}. {span_text(words, window, span)}"


def _refusal(words: Wording, chosen: Sequence[SpokenWord]) -> str:
    try:
        require_clip_length(chosen)
    except Refused as error:
        return words.error(error)
    return ""


def _address(word: SpokenWord) -> str:
    return f"{word.passage_id}.{word.number}"


def _gone() -> Refused:
    return Refused(_("Ces mots ne se lisent plus ainsi : choisissez-les de nouveau."))
