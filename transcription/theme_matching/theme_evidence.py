"""Weighs the cues found in a text for one theme and turns the sum into a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcription.theme_matching.cue_finder import CueHit
from transcription.theme_matching.theme_vocabulary import ThemeCues

DECISIVE, STRONG, WEAK = 3.0, 2.0, 1.0
# Weak words alone never make a tag, however many they are.
_WEAK_SUM_AT_MOST = 1.4
_AGAINST = 0.8
_AGAINST_SUM_AT_MOST = 1.6
# A further word of a combination that is already met.
_FURTHER_WORD = 0.15
_FURTHER_WORDS_SUM_AT_MOST = 0.6
# A passage is a few sentences; in a longer text, cues further apart than this do not support each other.
WINDOW_WORDS = 90


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a theme: the sum and the words, strongest first."""

    points: float
    heard: tuple[str, ...]


NO_EVIDENCE = Evidence(0.0, ())


class ThemeEvidence:
    """Weighs hits for one theme in one language."""

    def __init__(self, cues: ThemeCues) -> None:
        self._weights: dict[str, float] = {}
        for weight, names in ((WEAK, cues.weak), (STRONG, cues.strong), (DECISIVE, cues.decisive)):
            self._weights.update(dict.fromkeys(names, weight))
        self._against = frozenset(cues.against)
        self._combinations = tuple(
            (tuple(frozenset(group) for group in rule.groups), rule.weight) for rule in cues.combinations
        )
        grouped = {cue for groups, _ in self._combinations for group in groups for cue in group}
        self.names = frozenset(self._weights) | self._against | grouped

    def weigh(self, hits: Sequence[CueHit]) -> Evidence:
        """Give the evidence of the best stretch of `WINDOW_WORDS` words.

        Parameters
        ----------
        hits : sequence of CueHit
            In the order of their first word; hits of other themes are ignored.
        """
        mine = [hit for hit in hits if hit.cue in self.names]
        best = NO_EVIDENCE
        last_end = -1
        for first, hit in enumerate(mine):
            start = hit.positions[0]
            stretch = [h for h in mine[first:] if h.positions[-1] < start + WINDOW_WORDS]
            end = max((h.positions[-1] for h in stretch), default=start)
            if end <= last_end:
                continue  # inside the stretch weighed before
            last_end = end
            evidence = self._weigh_stretch(stretch)
            if evidence.points > best.points:
                best = evidence
        return best

    def _weigh_stretch(self, hits: Sequence[CueHit]) -> Evidence:
        against = [hit for hit in hits if hit.cue in self._against]
        masked = {position for hit in against for position in hit.positions}
        free = [hit for hit in hits if hit.cue not in self._against and not masked.issuperset(hit.positions)]
        together, members = self._together(free)
        phrases = self._phrases(free, frozenset(p for hit in members for p in hit.positions))
        points = together + sum(phrases.values())
        points -= min(_AGAINST_SUM_AT_MOST, _AGAINST * len({hit.cue for hit in against}))
        parts = {hit.heard: hit.quality for hit in members} | phrases
        heard = sorted(parts, key=lambda words: (-parts[words], words))
        return Evidence(points, tuple(heard))

    def _phrases(self, hits: Sequence[CueHit], taken: frozenset[int]) -> dict[str, float]:
        """Give the points of each phrase heard, each once, words inside a longer phrase not again.

        Weak words already counted in a combination (`taken`) do not count; the weak ones left are scaled
        down to `_WEAK_SUM_AT_MOST`.
        """
        strong: dict[str, float] = {}
        weak: dict[str, float] = {}
        covered: set[int] = set()
        for hit in sorted(hits, key=lambda h: (-len(h.positions), -h.quality, h.positions, h.cue)):
            weight = self._weights.get(hit.cue)
            if weight is None or covered.issuperset(hit.positions):
                continue
            covered.update(hit.positions)
            if weight > WEAK:
                strong[hit.heard] = max(weight * hit.quality, strong.get(hit.heard, 0.0))
            elif taken.isdisjoint(hit.positions):
                weak[hit.heard] = max(weight * hit.quality, weak.get(hit.heard, 0.0))
        total = sum(weak.values())
        scale = min(1.0, _WEAK_SUM_AT_MOST / total) if total else 1.0
        return {heard: points * scale for heard, points in weak.items()} | strong

    def _together(self, hits: Sequence[CueHit]) -> tuple[float, tuple[CueHit, ...]]:
        """Give the points of the best combination that is met, and its words."""
        best: tuple[float, tuple[CueHit, ...]] = (0.0, ())
        for groups, weight in self._combinations:
            members = [[hit for hit in hits if hit.cue in group] for group in groups]
            chosen = _distinct(members, frozenset())
            if chosen is None:
                continue
            words = {hit.heard: hit for group in members for hit in group}
            further = max(0, len(words) - len(groups))
            quality = sum(hit.quality for hit in chosen) / len(chosen)
            points = weight * quality + min(_FURTHER_WORDS_SUM_AT_MOST, _FURTHER_WORD * further)
            if points > best[0]:
                best = (points, tuple(words.values()))
        return best


def _distinct(members: Sequence[Sequence[CueHit]], used: frozenset[int]) -> tuple[CueHit, ...] | None:
    """Choose one hit of each group so that no word of the text serves twice."""
    if not members:
        return ()
    for hit in sorted(members[0], key=lambda h: (-h.quality, h.positions))[:4]:
        if used.isdisjoint(hit.positions):
            rest = _distinct(members[1:], used | frozenset(hit.positions))
            if rest is not None:
                return (hit, *rest)
    return None
