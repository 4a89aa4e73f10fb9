"""Reads manifests (TOML or CSV): campaigns, people, invitations, facts and recordings to take in."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.domain.slug import slugify
from app.errors import Refused
from app.errors import translatable as _

MAX_MANIFEST_BYTES = 10 * 1024 * 1024

Name = Annotated[str, Field(min_length=1, max_length=200)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Note = Annotated[str, Field(max_length=4000)]


class Row(BaseModel):
    """A row of a manifest; a column we do not know is an error, not silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class CampaignRow(Row):
    """A campaign."""

    slug: Slug
    name_fr: Name
    name_en: Name
    polling_on: date
    summary_fr: Note = ""
    summary_en: Note = ""


class PartyRow(Row):
    """A party; its colour is a small mark beside its name."""

    name: Name
    short_name: Annotated[str, Field(max_length=20)] = ""
    colour: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] | None = None


class LeadershipRow(Row):
    """Who heads which party, from when to when."""

    leader: Name
    party: Name
    from_on: date | None = None
    to_on: date | None = None
    source: Note = ""


class InvitationRow(Row):
    """An invitation and what came of it."""

    campaign: Slug
    leader: Name
    party: Name
    state: Literal["sent", "accepted", "declined", "unanswered"]
    sent_on: date | None = None
    answered_on: date | None = None
    checked_on: date | None = None
    note_fr: Note = ""
    note_en: Note = ""


class FactRow(Row):
    """A sourced statement."""

    campaign: Slug
    leader: Name | None = None
    dated: Annotated[str, Field(max_length=40)] = ""
    text_fr: Note
    text_en: Note
    source: Note
    confidence: Literal["A", "B", "C"]


class InterviewRow(Row):
    """An interview that is known to have taken place, without a recording here."""

    slug: Slug
    leader: Name
    party: Name
    campaign: Slug | None = None
    interviewer: Annotated[str, Field(max_length=200)] = ""
    recorded_on: date | None = None
    dated_fr: Note = ""
    dated_en: Note = ""
    place: Annotated[str, Field(max_length=200)] = ""
    language: Literal["fr", "en"] = "fr"


def _nameable(name: str) -> str:
    if not slugify(name):
        raise ValueError("needs a letter or a digit")
    return name


class RecordingRow(Row):
    """A recording to take in; `file` is relative to the manifest's folder."""

    file: Name
    leader: Annotated[str, AfterValidator(_nameable), Field(max_length=200)]
    party: Annotated[str, AfterValidator(_nameable), Field(max_length=200)]
    recorded_on: date
    place: Annotated[str, Field(max_length=200)] = ""
    interviewer: Annotated[str, Field(max_length=200)] = ""
    campaign: Slug | None = None
    language: Literal["fr", "en"] = "fr"
    publish: bool = False


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: where it stands and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All rows that could be read, and those that could not."""

    folder: Path
    is_synthetic: bool
    campaigns: tuple[CampaignRow, ...] = ()
    parties: tuple[PartyRow, ...] = ()
    leaderships: tuple[LeadershipRow, ...] = ()
    invitations: tuple[InvitationRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    interviews: tuple[InterviewRow, ...] = ()
    recordings: tuple[RecordingRow, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()


SECTIONS: dict[str, type[Row]] = {
    "campaigns": CampaignRow,
    "parties": PartyRow,
    "leaderships": LeadershipRow,
    "invitations": InvitationRow,
    "facts": FactRow,
    "interviews": InterviewRow,
    "recordings": RecordingRow,
}

AnyRow = TypeVar("AnyRow", bound=Row)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; bad rows are listed in it, the others are kept.

    Raises
    ------
    Refused
        The file is missing, too large, or neither TOML nor CSV.
    """
    if not path.is_file():
        raise Refused(_("Le manifeste « %(name)s » est introuvable. Vérifiez son chemin."), name=str(path))
    if path.stat().st_size > MAX_MANIFEST_BYTES:
        raise Refused(_("Le manifeste « %(name)s » dépasse 10 Mo. Divisez-le."), name=path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".toml":
            return _from_sections(path.parent, tomllib.loads(text))
        if path.suffix.lower() == ".csv":
            return _from_csv(path.parent, text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error, RecursionError) as error:
        raise Refused(
            _("Le manifeste « %(name)s » ne peut être lu : %(reason)s. Enregistrez-le en UTF-8."),
            name=path.name,
            reason=str(error),
        ) from error
    raise Refused(_("Le manifeste « %(name)s » doit finir par .toml ou .csv."), name=path.name)


def _from_sections(folder: Path, document: dict[str, Any]) -> Manifest:
    bad_rows: list[BadRow] = []
    is_synthetic = document.pop("is_synthetic", False) is True
    rows: dict[str, tuple[Row, ...]] = {}
    for section, values in document.items():
        row_type = SECTIONS.get(section)
        if row_type is None or not isinstance(values, list):
            bad_rows.append(BadRow(section, "unknown section"))
            continue
        places = ((f"{section} {number}", value) for number, value in enumerate(values, start=1))
        rows[section] = tuple(_read_rows(row_type, places, bad_rows))
    return Manifest(folder, is_synthetic, **rows, bad_rows=tuple(bad_rows))  # type: ignore[arg-type]


def _from_csv(folder: Path, text: str) -> Manifest:
    bad_rows: list[BadRow] = []
    lines = csv.DictReader(text.splitlines(), strict=True)
    places = (
        (f"line {lines.line_num}", {key: value for key, value in line.items() if value not in ("", None)})
        for line in lines
    )
    recordings = tuple(_read_rows(RecordingRow, places, bad_rows))
    return Manifest(folder, False, recordings=recordings, bad_rows=tuple(bad_rows))


def _read_rows(
    row_type: type[AnyRow], places: Iterator[tuple[str, Any]], bad_rows: list[BadRow]
) -> Iterator[AnyRow]:
    for place, values in places:
        try:
            yield row_type.model_validate(values)
        except ValidationError as error:
            faults = "; ".join(
                f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
            )
            bad_rows.append(BadRow(place, faults))
