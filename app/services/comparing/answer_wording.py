"""What readers' answers say: as words that can be compared, and as sentences."""

from __future__ import annotations

from app.domain.passage_state import INAUDIBLE
from app.domain.transcript_edit import TimedWord
from app.errors import translatable as _
from app.models import Correction, Passage
from app.services.showing.wording import Wording
from transcription.scored_words import scored_words

NOTHING, UNCLEAR = "nothing", "unclear"
ANSWER_TEXTS = {NOTHING: _("Rien n'a été dit ici"), UNCLEAR: _("Impossible à comprendre")}
REFUSAL_TEXTS = {
    "heard_otherwise": _("Le son dit autre chose."),
    "not_sure": _("Le son ne permet pas de trancher."),
    "already_so": _("Le texte le dit déjà."),
    "not_a_correction": _("Ce n'était pas une correction ; son texte n'est pas publié."),
}


def timed_words(passage: Passage) -> tuple[TimedWord, ...]:
    """Return the words of a passage."""
    return tuple(TimedWord(*values) for values in passage.words)


def heard_key(text: str, language: str) -> tuple[str, ...]:
    """Return what counts of an answer when two are compared: the words of the word error rate's normaliser.

    The mark of inaudible words alone counts as an answer that nothing can be made out.
    """
    words = scored_words(text, language)
    if words:
        return ("text", *words)
    return (UNCLEAR,) if INAUDIBLE in text else (NOTHING,)


def answer_key(correction: Correction) -> tuple[str, ...]:
    """Return what makes two waiting answers about one passage the same.

    Who did not see the text wrote no commas: words alone count, at the same seconds. Who saw it may have
    proposed a comma: every sign counts.
    """
    if correction.kind == "blind":
        seconds = f"{correction.start_seconds:.2f}-{correction.end_seconds:.2f}"
        said: tuple[str, ...] = (correction.answer,)
        if correction.answer == "text":
            said = heard_key(correction.text, correction.language)
        return (seconds, *said)
    return (correction.answer, correction.text)


def written(correction: Correction) -> str:
    """Return what an answer writes into the text, in place of what it was asked about."""
    return INAUDIBLE if correction.answer == UNCLEAR else correction.text


def answer_text(words: Wording, correction: Correction) -> str:
    """Return what a reader answered, in words."""
    if correction.answer in ANSWER_TEXTS:
        return words.gettext(ANSWER_TEXTS[correction.answer])
    return words.spoken(correction.text, correction.language)


def readers_text(words: Wording, is_blind: bool, reader_count: int) -> str:
    """Return how many readers say it, and whether they saw the text."""
    if is_blind:
        return words.ngettext(
            "%(num)s personne, à l'oreille seule", "%(num)s personnes, à l'oreille seule", reader_count
        )
    return words.ngettext(
        "%(num)s personne, texte sous les yeux", "%(num)s personnes, texte sous les yeux", reader_count
    )
