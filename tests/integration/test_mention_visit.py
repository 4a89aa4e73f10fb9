"""A visit to a page elsewhere can't be turned against this machine, its network, or its time."""

from __future__ import annotations

import gzip
import socket
import subprocess
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import pytest

from app.services.mentions import mention_network
from app.services.mentions.mention_network import resolve_name
from app.services.mentions.mention_visit import MOST_PAGE_BYTES, PageVisitor, VisitFailed
from tests.page_server import LOOPBACK, PageServer, html, redirect, sent

PAGE = "<title>Un billet</title><p>Bonjour</p>"


@pytest.fixture
def server() -> Iterator[PageServer]:
    with PageServer().serving() as serving:
        serving.pages["/billet"] = html(PAGE)
        yield serving


def failure(visitor: PageVisitor, url: str = "http://blogue.example/billet") -> tuple[str, bool]:
    with pytest.raises(VisitFailed) as failed:
        visitor.visit(url)
    return failed.value.code, failed.value.is_passing


def refusing(server: PageServer, *addresses: str) -> PageVisitor:
    """Return a visitor with the rule that is in force; only the names are ours."""
    return PageVisitor("Franquette/test", lambda _host: False, resolve=server.resolve(*addresses))


def test_a_page_is_read_without_cookie_credentials_or_proxy(server: PageServer, monkeypatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    page = server.visitor().visit("http://blogue.example/billet")
    assert (page.url, page.media_type, page.charset) == ("http://blogue.example/billet", "text/html", "utf-8")
    assert (page.body.decode(), page.is_cut) == (PAGE, False)
    ((_path, headers),) = server.asked
    assert headers == {
        "host": "blogue.example",
        "user-agent": "Franquette/test",
        "accept": "text/html, text/plain;q=0.5",
        "accept-encoding": "gzip",
        "connection": "close",
    }


def test_no_cookie_is_kept_between_two_pages(server: PageServer) -> None:
    server.pages["/gateau"] = sent(b"", 302, "", location="/billet", set_cookie="a=b")
    server.visitor().visit("http://blogue.example/gateau")
    assert [path for path, _headers in server.asked] == ["/gateau", "/billet"]
    assert not any("cookie" in headers for _path, headers in server.asked)


def test_this_machine_is_refused_by_default(server: PageServer) -> None:
    assert failure(refusing(server, LOOPBACK)) == ("private_address", False)
    by_itself = PageVisitor("Franquette/test", lambda _host: False)
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "0"):
        assert failure(by_itself, f"http://{host}/") == ("private_address", False), host
    assert server.asked == []


def test_a_name_with_one_private_address_is_refused_whole(server: PageServer) -> None:
    private = ("10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")
    for address in private:
        for addresses in ((address,), ("93.184.215.14", address), (address, "93.184.215.14")):
            assert failure(refusing(server, *addresses)) == ("private_address", False), addresses
    assert server.asked == []


def test_a_name_is_resolved_once_and_its_checked_address_is_the_one_connected_to(server: PageServer) -> None:
    answers = [((ip_address(LOOPBACK), server.port),), ((ip_address("10.0.0.1"), 80),)]
    asked: list[str] = []

    def rebinding(host: str, _port: int, _seconds: float):
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    visitor = PageVisitor(
        "Franquette/test", lambda _host: False, is_allowed=lambda one: str(one) == LOOPBACK, resolve=rebinding
    )
    assert visitor.visit("http://blogue.example/billet").body.decode() == PAGE
    assert asked == ["blogue.example"]
    # The name now leads elsewhere: it is checked again for the next connection.
    assert failure(visitor) == ("private_address", False)


def test_a_redirection_is_checked_as_the_first_address_was(server: PageServer) -> None:
    names = {"blogue.example": LOOPBACK, "interne.example": "192.168.1.1"}

    def resolve(host: str, _port: int, _seconds: float):
        return ((ip_address(names[host]), server.port),)

    visitor = PageVisitor(
        "Franquette/test",
        lambda host: host == "franquette.invalid",
        is_allowed=lambda one: str(one) == LOOPBACK,
        resolve=resolve,
    )
    for number, (location, code) in enumerate(
        {
            "http://interne.example/": "private_address",
            "http://franquette.invalid/": "own_site",
            "http://blogue.example:22/": "address",
            "http://a:b@blogue.example/": "address",
            "file:///etc/passwd": "address",
            "gopher://blogue.example/": "address",
            "\\\\blogue.example\\": "address",
        }.items()
    ):
        server.pages[f"/{number}"] = redirect(location)
        assert failure(visitor, f"http://blogue.example/{number}") == (code, False), location
    assert len(server.asked) == number + 1


def test_two_redirections_are_followed_and_not_a_third(server: PageServer) -> None:
    visitor = server.visitor()
    for status in (301, 302, 303, 307, 308):
        server.pages["/un"] = redirect("/billet", status)
        server.pages["/deux"] = redirect("http://autre.example/un", status)
        server.pages["/trois"] = redirect("deux", status)
        assert visitor.visit("http://blogue.example/deux").url == "http://autre.example/billet"
        assert failure(visitor, "http://blogue.example/trois") == ("redirects", False)


def test_an_accented_address_is_followed_as_browsers_do(server: PageServer) -> None:
    server.pages["/%C3%A9t%C3%A9"] = html(PAGE)

    def lead_on(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write("HTTP/1.1 302 Found\r\nLocation: /été\r\nContent-Length: 0\r\n\r\n".encode())

    server.pages["/ici"] = lead_on
    assert server.visitor().visit("http://blogue.example/ici").url == "http://blogue.example/%C3%A9t%C3%A9"


def test_a_status_says_whether_to_come_back(server: PageServer) -> None:
    visitor = server.visitor()
    settled, passing = ("not_found", False), ("status", True)
    for status in (404, 410, 300, 304, 403, 429, 503):
        server.pages["/billet"] = html("", status)
        assert failure(visitor) == (settled if status in (404, 410) else passing), status


def test_only_pages_and_texts_are_read(server: PageServer) -> None:
    visitor = server.visitor()
    for kind in ("application/pdf", "image/png", "application/json", "text/css", "", "text/htmlx"):
        server.pages["/billet"] = sent(b"x", content_type=kind)
        assert failure(visitor) == ("kind", False), kind


def test_a_megabyte_is_read_and_no_more(server: PageServer) -> None:
    server.pages["/billet"] = html(b"a" * MOST_PAGE_BYTES)
    page = server.visitor().visit("http://blogue.example/billet")
    assert (len(page.body), page.is_cut) == (MOST_PAGE_BYTES, False)
    server.pages["/billet"] = html(b"a" * 20 * MOST_PAGE_BYTES)
    page = server.visitor().visit("http://blogue.example/billet")
    assert (len(page.body), page.is_cut) == (MOST_PAGE_BYTES, True)


def test_a_packed_page_is_unpacked(server: PageServer) -> None:
    server.pages["/billet"] = html(gzip.compress(PAGE.encode()), content_encoding="gzip")
    assert server.visitor().visit("http://blogue.example/billet").body.decode() == PAGE


def test_a_bomb_is_unpacked_to_a_megabyte_only(server: PageServer) -> None:
    packer = zlib.compressobj(6, wbits=31)
    bomb = b"".join(packer.compress(bytes(10**6)) for _ in range(50)) + packer.flush()
    assert len(bomb) < 60_000
    server.pages["/billet"] = html(bomb, content_encoding="gzip")
    page = server.visitor().visit("http://blogue.example/billet")
    assert (len(page.body), page.is_cut) == (MOST_PAGE_BYTES, True)


def test_other_packings_and_broken_ones_are_refused(server: PageServer) -> None:
    visitor = server.visitor()
    for encoding, code in {"br": "kind", "gzip, gzip": "kind", "zstd": "kind", "gzip": "unreadable"}.items():
        server.pages["/billet"] = html(b"not packed", content_encoding=encoding)
        assert failure(visitor) == (code, False), encoding


def test_a_page_that_drips_in_is_given_up_when_the_time_is_over(server: PageServer) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.send_header("content-length", "100000")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.05)

    def drip_headers(handler: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 50:
            handler.wfile.write(bytes([letter]))
            handler.wfile.flush()
            time.sleep(0.05)

    for answer in (drip, drip_headers):
        server.pages["/billet"] = answer
        started = time.monotonic()
        assert failure(server.visitor(seconds=0.6)) == ("slow", True)
        assert time.monotonic() - started < 3


def test_redirections_share_the_time_of_one_visit(server: PageServer) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        redirect("/lent")(handler)

    server.pages["/lent"] = slowly
    assert failure(server.visitor(seconds=0.6), "http://blogue.example/lent") == ("slow", True)


def test_endless_headers_and_endless_crumbs_are_given_up(server: PageServer) -> None:
    def headers(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for number in range(20_000):
            handler.send_header(f"x-{number}", "a" * 100)
        handler.end_headers()

    def crumbs(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        crumb = b"1;" + b"x" * 1000 + b"\r\na\r\n"
        for _ in range(3000):
            handler.wfile.write(crumb)

    server.pages["/billet"] = headers
    assert failure(server.visitor()) == ("unreachable", True)
    server.pages["/billet"] = crumbs
    assert failure(server.visitor()) == ("too_large", False)


def test_who_answers_nonsense_or_hangs_up_may_answer_later(server: PageServer) -> None:
    server.pages["/billet"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n") and None
    assert failure(server.visitor()) == ("unreachable", True)
    server.pages["/billet"] = lambda _handler: None
    assert failure(server.visitor()) == ("unreachable", True)


def test_a_name_nobody_knows_may_be_known_later() -> None:
    unknown = PageVisitor("Franquette/test", lambda _host: False, resolve=lambda *_unused: ())
    assert failure(unknown) == ("unreachable", True)
    assert resolve_name("a" * 70 + ".invalid", 80, 5.0) == ()


def test_the_system_is_not_waited_for_longer_than_there_is_time(monkeypatch) -> None:
    def sleepy(*_unused, **_more):
        time.sleep(1.0)
        return []

    monkeypatch.setattr(mention_network, "getaddrinfo", sleepy)
    started = time.monotonic()
    assert resolve_name("blogue.example", 80, 0.1) == ()
    assert time.monotonic() - started < 0.9


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(server: PageServer) -> None:
    with socket.socket() as silent:
        silent.bind((LOOPBACK, 0))
        closed_port = silent.getsockname()[1]
        visitor = PageVisitor(
            "Franquette/test",
            lambda _host: False,
            is_allowed=lambda one: one.is_loopback,
            resolve=lambda *_unused: (
                (ip_address("127.0.0.2"), closed_port),
                (ip_address(LOOPBACK), server.port),
            ),
        )
        assert visitor.visit("http://blogue.example/billet").body.decode() == PAGE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for blogue.example that nobody vouches for."""
    path = tmp_path_factory.mktemp("certificate") / "blogue.pem"
    proof = path.with_suffix(".crt")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=blogue.example -addext subjectAltName=DNS:blogue.example"
    )
    try:
        subprocess.run([*command.split(), "-keyout", path, "-out", proof], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    path.write_bytes(path.read_bytes() + proof.read_bytes())
    return path


def test_who_can_not_prove_its_name_is_not_read(certificate: Path, monkeypatch) -> None:
    with PageServer(certificate).serving() as server:
        server.pages["/billet"] = html(PAGE)
        assert failure(server.visitor(), "https://blogue.example/billet") == ("unreachable", True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert server.visitor().visit("https://blogue.example/billet").body.decode() == PAGE
        assert failure(server.visitor(), "https://autre.example/billet") == ("unreachable", True)
    assert len(server.asked) == 1
