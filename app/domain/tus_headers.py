"""Reads the headers of the tus protocol 1.0 for resumable uploads.

References
----------
tus 1.0.0, https://tus.io/protocols/resumable-upload: core, creation, checksum, expiration, termination.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = "creation,expiration,checksum,termination"
CHECKSUM_ALGORITHMS = ("sha1", "sha256")
PATCH_TYPE = "application/offset+octet-stream"

MOST_METADATA_CHARACTERS = 8192
_NUMBER = re.compile(r"[0-9]{1,15}")
_KEY = re.compile(r"[!-+\--~]+")  # visible ASCII without the comma


class MalformedHeader(ValueError):
    """A header does not say what the protocol wants there."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the body of one PATCH should hash to; `algorithm` is a name that hashlib knows."""

    algorithm: str
    digest: bytes


def read_size(header: str | None) -> int:
    """Return the number of bytes that Upload-Length or Upload-Offset tells; raises MalformedHeader."""
    if header is None or not _NUMBER.fullmatch(header):
        raise MalformedHeader
    return int(header)


def read_metadata(header: str) -> dict[str, str]:
    """Return the pairs of Upload-Metadata: `key base64,key base64,key`; raises MalformedHeader."""
    if len(header) > MOST_METADATA_CHARACTERS:
        raise MalformedHeader
    pairs: dict[str, str] = {}
    for pair in header.split(",") if header else ():
        key, _space, value = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in pairs:
            raise MalformedHeader
        pairs[key] = _decoded(value).decode("utf-8", "replace")
    return pairs


def write_metadata(pairs: dict[str, str]) -> str:
    """Return the Upload-Metadata header of these pairs."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def read_checksum(header: str) -> Checksum:
    """Return what Upload-Checksum tells; raises MalformedHeader for another algorithm than ours."""
    algorithm, _space, value = header.partition(" ")
    if algorithm not in CHECKSUM_ALGORITHMS:
        raise MalformedHeader
    return Checksum(algorithm, _decoded(value))


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedHeader from error
