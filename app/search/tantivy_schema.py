"""The fields of the embedded index and how a passage fills them."""

from __future__ import annotations

from tantivy import Document, Schema, SchemaBuilder

from app.search.passage_documents import PassageDocument
from app.search.search_terms import AnalysedText

# An index of another version is not read: raise this with any change of fields or analysis.
SCHEMA_VERSION = 1
_SLUG_FIELDS = ("leader", "party", "theme", "speaker", "status", "language", "campaign")


def build_schema() -> Schema:
    """Make the schema.

    Terms come ready from `search_terms`, one blank between two, so that tantivy only splits at blanks:
    `words` with positions for phrases; `stems`, `numbers`, `sounds` and `joined_sounds` as sets.
    """
    builder = SchemaBuilder()
    builder.add_text_field("passage_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stored", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    for name in ("stems", "numbers", "sounds", "joined_sounds"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in _SLUG_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("year", "recorded_day", "spoken_order"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def tantivy_document(passage: PassageDocument) -> Document:
    """Fill the fields from a passage."""
    analysed = AnalysedText(passage.text)
    document = Document()
    document.add_text("passage_id", passage.passage_id)
    document.add_text("stored", passage.to_json())
    document.add_text("words", " ".join(analysed.folded))
    document.add_text("stems", " ".join(analysed.stems))
    values = {value for number in analysed.numbers for value in number.values}
    document.add_text("numbers", " ".join(sorted(values)))
    document.add_text("sounds", " ".join(analysed.sounds))
    document.add_text("joined_sounds", " ".join(analysed.joined_sounds))
    _add_filters(document, passage)
    return document


def _add_filters(document: Document, passage: PassageDocument) -> None:
    document.add_text("leader", passage.leader_slug)
    document.add_text("party", passage.party_slug)
    document.add_text("speaker", passage.speaker_role)
    document.add_text("status", passage.status)
    document.add_text("language", passage.language)
    if passage.campaign_slug is not None:
        document.add_text("campaign", passage.campaign_slug)
    for theme in passage.theme_slugs:
        document.add_text("theme", theme)
    document.add_integer("year", passage.recorded_on.year)
    document.add_integer("recorded_day", passage.recorded_on.toordinal())
    document.add_integer("spoken_order", passage.spoken_order)
