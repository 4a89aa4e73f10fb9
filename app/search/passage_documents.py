"""A passage as the search index takes it."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PassageDocument:
    """One passage with what it is searched, filtered and counted by.

    Attributes
    ----------
    passage_id : str
        Public and permanent.
    speaker_role : str
        'leader', 'interviewer' or 'unknown'.
    status : str
        'machine', 'corrected' or 'checked'.
    start_seconds, end_seconds : float
        Half-open span from the beginning of the recording.
    """

    passage_id: str
    interview_slug: str
    leader_slug: str
    leader_name: str
    party_slug: str
    campaign_slug: str | None
    theme_slugs: tuple[str, ...]
    speaker_role: str
    status: str
    language: str
    text: str
    start_seconds: float
    end_seconds: float
    recorded_on: date

    @property
    def spoken_order(self) -> int:
        """A number under 2**57 that, read downwards, gives the latest day first and speech in its order.

        Interviews of one day are kept apart by a checksum of their slug, which favours no one.
        """
        tenths = min(int(max(self.start_seconds, 0.0) * 10), 2**20 - 1)
        interview = zlib.crc32(self.interview_slug.encode()) & 0xFFFF
        return (((self.recorded_on.toordinal() << 16) | interview) << 20) | (2**20 - 1 - tenths)

    def to_json(self) -> str:
        """Write as one JSON object, as an index stores it."""
        return json.dumps(
            {name: getattr(self, name) for name in self.__slots__}
            | {"recorded_on": self.recorded_on.isoformat()},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> PassageDocument:
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(
            **{
                **values,
                "theme_slugs": tuple(values["theme_slugs"]),
                "recorded_on": date.fromisoformat(values["recorded_on"]),
            }
        )
