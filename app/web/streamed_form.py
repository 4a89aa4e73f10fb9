"""Reads a form with files as it arrives: no file stands in memory, and the first field may stop the rest."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

MOST_PARTS = 200


class MalformedForm(ValueError):
    """The body is no form with files, ends before its end, or has more parts than any of ours."""


@dataclass(frozen=True, slots=True)
class PartBegun:
    """A field begins; `filename` is None where it is text, empty where no file was chosen."""

    name: str
    filename: str | None


@dataclass(frozen=True, slots=True)
class PartData:
    """Some bytes of the field that began last."""

    data: bytes


@dataclass(frozen=True, slots=True)
class PartEnded:
    """The field is whole."""


FormEvent = PartBegun | PartData | PartEnded


@dataclass(slots=True)
class _Events:
    """What the parser tells while it is fed, gathered."""

    gathered: list[FormEvent] = field(default_factory=list)
    is_whole: bool = False
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _name: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)

    def on_part_begin(self) -> None:
        self._headers = {}

    def on_header_begin(self) -> None:
        self._name, self._value = bytearray(), bytearray()

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[bytes(self._name).lower()] = bytes(self._value)

    def on_headers_finished(self) -> None:
        kind, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if kind != b"form-data" or b"name" not in options:
            raise MalformedForm
        filename = options.get(b"filename")
        self.gathered.append(
            PartBegun(_text(options[b"name"]), None if filename is None else _text(filename))
        )

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.gathered.append(PartData(bytes(data[start:end])))

    def on_part_end(self) -> None:
        self.gathered.append(PartEnded())

    def on_end(self) -> None:
        self.is_whole = True


async def form_events(content_type: str, pieces: AsyncGenerator[bytes, None]) -> AsyncIterator[FormEvent]:
    """Yield what happens in a multipart/form-data body, piece by piece; raises MalformedForm."""
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise MalformedForm
    events = _Events()
    names = [name for name in dir(events) if name.startswith("on_")]
    parts = 0
    try:
        parser = MultipartParser(
            options[b"boundary"],
            {name: getattr(events, name) for name in names},  # type: ignore[arg-type]
        )
        async for piece in pieces:
            parser.write(piece)
            told, events.gathered = events.gathered, []
            for event in told:
                parts += isinstance(event, PartBegun)
                if parts > MOST_PARTS:
                    raise MalformedForm
                yield event
    except FormParserError as error:
        raise MalformedForm from error
    if not events.is_whole:
        raise MalformedForm


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
