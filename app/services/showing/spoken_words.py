"""The words of a passage as they are shown: their spaces, and which of them deserve an ear."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.passage_state import PassageState
from app.domain.settled_spots import UntoldWords, is_vouched_for
from app.domain.typography import typeset_word
from app.domain.word_spacing import spaces_before
from app.models import Passage, Revision
from app.services.showing.view_parts import WordDoubt, WordView
from app.services.showing.wording import Wording
from transcription.scored_words import INAUDIBLE_MARK


def word_views(words: Wording, passage: Passage, revision: Revision | None) -> tuple[WordView, ...]:
    """Return the words of a passage.

    A word is to be listened to again when its probability is among the lowest of its whole recording, as the
    settings of the machine's revision tell (`transcription.inaudible.tell_confidence`). A person's words have
    no probability and are never pointed out.
    """
    doubts = _doubts_by_limit(words, revision)
    inaudible = WordDoubt("inaudible", words.gettext("Inaudible pour la machine : écoutez ce moment"))
    views: list[WordView] = []
    spaces = spaces_before(passage.text, (one[0] for one in passage.words))
    for (text, start, end, probability), has_space in zip(passage.words, spaces, strict=True):
        typed = typeset_word(text, passage.language)
        doubt = inaudible if text.startswith(INAUDIBLE_MARK) else _doubt(probability, doubts)
        views.append(WordView(typed, start, end, doubt, has_space and typed[:1] not in "\u202f\u00a0"))
    return tuple(views)


def doubtful_words(
    state: PassageState, revision: Revision | None, untold: UntoldWords = frozenset()
) -> tuple[int, ...]:
    """Return the numbers of the words of a passage that deserve an ear: the least sure, and machines' marks.

    What a person wrote or vouched for is never among them.

    Parameters
    ----------
    state : PassageState
        What the passage says now.
    revision : Revision or None
        The machine's, whose settings say how sure the least sure words are.
    untold : UntoldWords
        The marks without probability that a machine made (`app.services.editing.machine_text.unheard_marks`):
        any other is a person's.
    """
    limit = max(_least_sure(revision).values(), default=-1.0)
    return tuple(
        number
        for number, word in enumerate(state.words)
        if (word.probability is not None and word.probability <= limit)
        or (word.text.startswith(INAUDIBLE_MARK) and not is_vouched_for(state, word, untold))
    )


def _least_sure(revision: Revision | None) -> dict[int, float]:
    """Return the highest probability of each share, in per cent, of the least sure words."""
    settings: Mapping[str, object] = (revision.settings or {}) if revision else {}
    limits = settings.get("least_sure")
    if not isinstance(limits, Mapping):
        return {}
    return {int(share): float(limit) for share, limit in limits.items()}


def _doubts_by_limit(words: Wording, revision: Revision | None) -> dict[float, WordDoubt]:
    """Return what to say of words whose probability is at most the key, lowest key first."""
    # The narrowest share is written last, so that it stands where two shares have the same limit.
    shares = sorted(
        ((limit, share) for share, limit in _least_sure(revision).items()),
        key=lambda one: (one[0], -one[1]),
    )
    return {
        limit: WordDoubt(
            "doubtful",
            words.gettext(
                "À réécouter : parmi les %(share)s %% les moins sûrs de cet enregistrement", share=share
            ),
        )
        for limit, share in shares
    }


def _doubt(probability: float | None, doubts: Mapping[float, WordDoubt]) -> WordDoubt | None:
    if probability is None:
        return None
    return next((doubt for limit, doubt in doubts.items() if probability <= limit), None)
