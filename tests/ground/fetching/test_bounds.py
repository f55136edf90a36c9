"""An answer is bounded in bytes and in time, is of the kind that was asked for, and comes from who it says."""

from __future__ import annotations

import datetime
import gzip
import socket
import ssl
import time
import zlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from parvis.ground.fetching import Fetched, FetchError, FetchFailed, FetchRefused, fetch
from tests.ground.fetching.serving import page, serving
from tests.ground.fetching.test_reach import only_here

KINDS = ("text/calendar", "application/json")


def read(served, path: str = "/", **changes) -> Fetched:
    wanted = {"accept": KINDS, "most_bytes": 50_000, "seconds": 3, "reach": only_here(served)}
    return fetch(served.url(path), **wanted | changes)


def reason(answer, **changes) -> str:
    with serving(answer) as served, pytest.raises(FetchError) as caught:
        read(served, **changes)
    return caught.value.code


def test_an_answer_comes_with_what_the_next_request_needs():
    with serving(page(etag='"1"', last_modified="Tue, 24 Nov 2026 10:00:00 GMT")) as served:
        fetched = read(served, "/feed.ics?of=m%C3%A9tro")
    assert (fetched.status, fetched.body, fetched.content_type) == (200, b"BEGIN:VCALENDAR", "text/calendar")
    assert (fetched.etag, fetched.last_modified) == ('"1"', "Tue, 24 Nov 2026 10:00:00 GMT")
    path, headers = served.asked[0]
    assert path == "/feed.ics?of=m%C3%A9tro"
    assert headers["accept"] == "text/calendar, application/json"
    assert headers["user-agent"].startswith("Parvis/")


def test_what_did_not_change_is_not_sent_again():
    with serving(page(b"", status="304 Not Modified")) as served:
        fetched = read(served, etag='"1"', last_modified="Tue, 24 Nov 2026 10:00:00 GMT")
    assert fetched.not_modified
    assert served.asked[0][1]["if-none-match"] == '"1"'
    assert served.asked[0][1]["if-modified-since"] == "Tue, 24 Nov 2026 10:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_an_error():
    assert reason(page(b"", status="304 Not Modified")) == "status"


def test_compressed_answers_are_read():
    text = b"BEGIN:VCALENDAR" * 100
    for body, encoding in ((gzip.compress(text), "gzip"), (zlib.compress(text), "deflate")):
        with serving(page(body, content_encoding=encoding)) as served:
            assert read(served).body == text
    with serving(page(gzip.compress(text[:700]) + gzip.compress(text[700:]), content_encoding="gzip")) as served:
        assert read(served).body == text


def test_a_bomb_is_noticed_before_it_has_gone_off():
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < 100_000
    started = time.monotonic()
    assert reason(page(bomb, content_encoding="gzip"), most_bytes=200_000) == "size"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page(bytes(60_000)), "size"),
        (page(bytes(60_000), content_length=""), "size"),
        (page(b"<html>", kind="text/html"), "type"),
        (page(b"?", kind=""), "type"),
        (page(b"?", content_encoding="br"), "encoding"),
        (page(b"not gzip", content_encoding="gzip"), "answer"),
        (page(gzip.compress(b"cut" * 500)[:-9], content_encoding="gzip"), "answer"),
        (page(b"cut short", content_length="500"), "answer"),
        (page(b"", status="404 Not Found"), "status"),
        (page(b"", status="500 Broken"), "status"),
        (page(b"", status="302 Found"), "status"),
        (page(b"", status="206 Partial Content"), "status"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_refused_with_its_reason(answer, code):
    assert reason(answer) == code


def test_a_server_that_speaks_something_else_is_an_error():
    def greeting(path: str, headers: dict[str, str], client: socket.socket) -> None:
        client.sendall(b"220 mail.example ESMTP ready\r\n")

    assert reason(greeting) == "answer"


def test_headers_that_never_end_are_left():
    def endless(path: str, headers: dict[str, str], client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            client.sendall(b"x-more: and more\r\n" * 100)

    assert reason(endless) in {"answer", "size"}


def test_interim_answers_that_never_end_are_left():
    def endless(path: str, headers: dict[str, str], client: socket.socket) -> None:
        while True:
            client.sendall(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" * 100)

    assert reason(endless) == "size"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\ncontent-type: text/calendar\r\n\r\n"])
def test_a_byte_now_and_then_does_not_prolong_the_time(head):
    def drip(path: str, headers: dict[str, str], client: socket.socket) -> None:
        client.sendall(head)
        for byte in b"HTTP/1.1 200 OK and so on for a long time, a byte after another":
            client.sendall(bytes([byte]))
            time.sleep(0.1)

    started = time.monotonic()
    assert reason(drip, seconds=0.8) == "time"
    assert time.monotonic() - started < 1.5


def test_redirections_share_one_time():
    def slow(path: str, headers: dict[str, str], client: socket.socket) -> None:
        time.sleep(0.3)
        client.sendall(b"HTTP/1.1 302 Found\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n")

    assert reason(slow, seconds=0.8) == "time"


def test_a_resolver_that_never_answers_does_not_hold_anybody():
    started = time.monotonic()
    with pytest.raises(FetchFailed) as caught:
        fetch(
            "https://slow.example/",
            accept=KINDS,
            most_bytes=1000,
            seconds=0.5,
            resolve=lambda host: time.sleep(3) or [],
        )
    assert caught.value.code == "time"
    assert time.monotonic() - started < 1.5


def test_a_closed_door_is_a_failure_that_may_pass():
    with serving(page()) as served:
        pass
    with pytest.raises(FetchFailed) as caught:
        read(served)
    assert caught.value.code == "connection"


def test_the_second_address_is_tried_when_the_first_does_not_answer():
    with serving(page()) as served:
        import ipaddress

        from parvis.ground.fetching.addresses import Reach

        reach = Reach((ipaddress.ip_network("127.0.0.0/8"),), frozenset({served.port}))
        url = served.url(host="two.example")
        fetched = fetch(
            url, accept=KINDS, most_bytes=1000, seconds=5, reach=reach, resolve=lambda host: ["127.0.0.9", "127.0.0.1"]
        )
    assert fetched.status == 200


def certificate(host: str, folder) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for that name, and a client's that trusts its authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


def test_the_certificate_must_be_that_of_the_name_though_we_chose_the_address(tmp_path):
    server, trust = certificate("feeds.example", tmp_path)
    with serving(page(), server) as served:
        asked = {"accept": KINDS, "most_bytes": 1000, "seconds": 3, "reach": only_here(served)}
        here = {"resolve": lambda host: ["127.0.0.1"]}
        url = f"https://feeds.example:{served.port}/"
        assert fetch(url, **asked, **here, trust=trust).status == 200
        with pytest.raises(FetchFailed) as other:
            fetch(url.replace("feeds", "other"), **asked, **here, trust=trust)
        with pytest.raises(FetchFailed) as unknown:
            fetch(url, **asked, **here)
    assert other.value.code == unknown.value.code == "certificate"
    assert "other.example" in str(other.value)


def test_a_refusal_and_a_failure_are_told_apart():
    assert issubclass(FetchRefused, FetchError)
    assert issubclass(FetchFailed, FetchError)
    assert not issubclass(FetchFailed, FetchRefused)
