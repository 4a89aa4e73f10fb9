"""An XML-RPC call is read without ever expanding what it declares."""

from __future__ import annotations

import time
import xmlrpc.client

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.pingback import MOST_CALL_BYTES, MalformedCall, parse_ping

CALL = xmlrpc.client.dumps(("https://blogue.example/a", "https://franquette.example/b"), "pingback.ping")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def with_head(head: str, source: str) -> str:
    call = CALL.partition("?>")[2]
    return head + call.replace("https://blogue.example/a", source)


def test_a_call_gives_its_two_addresses() -> None:
    assert parse_ping(CALL.encode()) == ("https://blogue.example/a", "https://franquette.example/b")
    assert parse_ping(CALL.replace("?>", " encoding='UTF-16'?>", 1).encode("utf-16"))[0].endswith("/a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "document",
    [
        with_head(BOMB, "&l9;"),
        with_head(OUTSIDE, "&e;"),
        with_head('<!DOCTYPE x PUBLIC "a" "http://b/c">', "x"),
    ],
)
def test_a_document_that_declares_a_type_is_refused_at_once(document: str, encoding: str) -> None:
    started = time.process_time()
    with pytest.raises(MalformedCall):
        parse_ping(document.encode(encoding))
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<methodCall/>",
        b"<html><body>hello</body></html>",
        xmlrpc.client.dumps(("a", "b"), "system.listMethods").encode(),
        xmlrpc.client.dumps(("a",), "pingback.ping").encode(),
        xmlrpc.client.dumps(("a", "b", "c"), "pingback.ping").encode(),
        xmlrpc.client.dumps((1, "b"), "pingback.ping").encode(),
        xmlrpc.client.dumps(({"a": "b"}, ["b"]), "pingback.ping").encode(),
        xmlrpc.client.dumps(xmlrpc.client.Fault(1, "x")).encode(),
        CALL.replace("string", "int").encode(),
        CALL.replace("string", "i8").replace("https://blogue.example/a", "9" * 5000).encode(),
        CALL.replace("string", "base64").encode(),
        CALL.replace("string", "dateTime.iso8601").encode(),
        CALL.replace("string", "boolean").encode(),
        CALL.replace("string", "invented").encode(),
        CALL.replace("pingback.ping", "").encode(),
        CALL.encode() + b" " * MOST_CALL_BYTES,
        b"<methodCall>" + b"<a>" * 5000,
        b"\xff\xfe" + CALL.encode(),
    ],
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedCall):
        parse_ping(body)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda one: f"<methodCall>{one}".encode()))
def test_no_bytes_break_the_reading(body: bytes) -> None:
    with pytest.raises(MalformedCall):
        parse_ping(body)


@given(cut=st.integers(0, len(CALL)), put=st.text(alphabet="<>&/\"'abi0é", max_size=8))
def test_a_broken_call_is_read_or_refused(cut: int, put: str) -> None:
    body = (CALL[:cut] + put + CALL[cut + len(put) :]).encode()
    try:
        source, target = parse_ping(body)
    except MalformedCall:
        return
    assert isinstance(source, str)
    assert isinstance(target, str)
