"""What only this machine can reach is never read, however it is written, resolved or led to."""

from __future__ import annotations

import ipaddress

import pytest

from parvis.config.environment import read
from parvis.ground.fetching import FetchFailed, FetchRefused, fetch
from parvis.ground.fetching.addresses import PORTS, Reach, public
from tests.ground.fetching.serving import moved, page, serving

ASKED = {"accept": ("text/calendar",), "most_bytes": 100_000, "seconds": 3}
HERE = ipaddress.ip_network("127.0.0.1/32")
CLOSED = """
127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.5.4 192.168.1.1 169.254.169.254 169.254.1.1 100.64.0.1
100.127.255.254 192.0.0.8 198.18.0.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
192.88.99.1 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 2002:7f00:1:: 2001:0:7f00:1:: 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1
ff02::1 100::1 3fff::1 fe80::1%eth0
"""


def names(**known: str):
    """A resolver that knows these names: feeds="93.184.216.34 10.0.0.1"."""

    def resolve(host: str) -> list[str]:
        if host.replace(".example", "") not in known:
            raise OSError(host)
        return known[host.replace(".example", "")].split()

    return resolve


def refusal(url: str, **changes) -> str:
    with pytest.raises(FetchRefused) as caught:
        fetch(url, **ASKED | changes)
    return caught.value.code


@pytest.mark.parametrize("address", CLOSED.split())
def test_an_address_that_is_not_public_is_never_reached(address):
    assert not public(ipaddress.ip_address(address))
    assert not Reach().allows(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2a01:e0a::1"])
def test_a_public_address_may_be_reached(address):
    assert Reach().allows(ipaddress.ip_address(address))


def test_the_addresses_where_clouds_keep_secrets_stay_closed_to_an_operator_who_opens_everything():
    everything = Reach(private=(ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")))
    for secret in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254"):
        assert not everything.allows(ipaddress.ip_address(secret))
    assert everything.allows(ipaddress.ip_address("10.0.0.1"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1%25lo]",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0x7f.1",
        "0",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "134744072",
    ],
)
def test_no_way_of_writing_this_machine_reaches_it(host):
    with serving(page()) as served:
        code = refusal(f"http://{host}:{served.port}/", reach=Reach(ports=PORTS | {served.port}))
    assert code in {"private", "address"}
    assert served.asked == []


@pytest.mark.parametrize(
    "found", ["127.0.0.1", "93.184.216.34 127.0.0.1", "93.184.216.34 ::1", "::ffff:10.0.0.1", "nonsense"]
)
def test_a_name_with_one_address_that_is_not_public_is_refused_with_all_its_addresses(found):
    with serving(page()) as served:
        reach = Reach(ports=PORTS | {served.port})
        assert refusal(served.url(host="trap.example"), resolve=names(trap=found), reach=reach) == "private"
    assert served.asked == []


def test_a_name_is_resolved_once_so_that_a_second_answer_cannot_be_another():
    # given a resolver that would say something else the second time
    answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]
    asked = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    # when the address is read where 127.0.0.1 is allowed
    with serving(page()) as served:
        fetched = fetch(served.url(host="moving.example"), **ASKED, resolve=rebinding, reach=only_here(served))
    # then the first answer was both checked and connected to
    assert fetched.body == b"BEGIN:VCALENDAR"
    assert asked == ["moving.example"]
    assert served.asked[0][1]["host"] == f"moving.example:{served.port}"


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.2/", "http://[::ffff:127.0.0.1]/", "http://inside.example/", "//2130706433/", "http://10.0.0.1/"],
)
def test_a_redirection_is_checked_like_a_first_address(location):
    with serving(moved(location)) as served:
        known = names(feeds="127.0.0.1", inside="192.168.0.9")
        assert refusal(served.url(host="feeds.example"), resolve=known, reach=only_here(served)) == "private"
    assert len(served.asked) == 1


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("gopher://127.0.0.1/", "scheme"),
        ("http://user:secret@feeds.example/", "credentials"),
        ("http://feeds.example:22/", "port"),
        ("http://feeds.example\\@evil.example/", "address"),
    ],
)
def test_a_redirection_keeps_to_the_web(location, code):
    with serving(moved(location)) as served:
        assert refusal(served.url(), reach=only_here(served)) == code


def test_a_redirection_that_never_ends_is_left_after_five():
    with serving(moved("/again")) as served:
        assert refusal(served.url(), reach=only_here(served)) == "redirects"
    assert len(served.asked) == 6


def test_a_redirection_from_a_safe_address_to_an_unsafe_one_is_refused():
    from parvis.ground.fetching.targets import next_target, target_of

    with pytest.raises(FetchRefused) as caught:
        next_target(target_of("https://feeds.example/", Reach()), "http://feeds.example/", Reach())
    assert caught.value.code == "downgrade"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "address"),
        ("agenda.example/feed.ics", "address"),
        ("localhost:8000/feed.ics", "address"),
        ("https://", "address"),
        ("https:///path", "address"),
        ("https://a b.example/", "address"),
        ("https://feeds.example:99999/", "address"),
        ("https://feeds.example/\r\nHost: other", "address"),
        ("https://-feeds.example/", "address"),
        ("https://feeds..example/", "address"),
        ("https://" + "a" * 2001, "address"),
        ("ftp://feeds.example/", "scheme"),
        ("https://me@feeds.example/", "credentials"),
        ("https://feeds.example:8080/", "port"),
    ],
)
def test_an_address_that_is_none_is_refused_with_its_reason(url, code):
    assert refusal(url, resolve=names()) == code


def test_a_name_that_nobody_has_is_a_failure_that_may_pass():
    with pytest.raises(FetchFailed) as caught:
        fetch("https://nowhere.example/", **ASKED, resolve=names())
    assert caught.value.code == "name"


def test_the_sentence_is_in_the_readers_language():
    from django.utils import translation

    refused = FetchRefused("port", port=22)
    with translation.override("en"):
        assert str(refused) == "Port 22 is not one this site may reach; web addresses use 443 or 80."
    with translation.override("fr"):
        assert str(refused).startswith("Le port 22")


def test_an_operator_names_what_is_private_and_read_and_is_reminded_of_it_in_production():
    values = read({"PARVIS_FETCH_PRIVATE": "10.1.2.3, fd00:1::/64", "PARVIS_FETCH_PORTS": "8080"})
    assert values.mistakes == ()
    assert [str(network) for network in values["PARVIS_FETCH_PRIVATE"]] == ["10.1.2.3/32", "fd00:1::/64"]
    assert values["PARVIS_FETCH_PORTS"] == [8080]
    production = read({"PARVIS_ENV": "production", "PARVIS_FETCH_PRIVATE": "127.0.0.1"})
    assert "PARVIS_FETCH_PRIVATE" in {mistake.variable for mistake in production.mistakes if not mistake.blocking}


@pytest.mark.parametrize(
    "variable", ["PARVIS_FETCH_PRIVATE=everywhere", "PARVIS_FETCH_PORTS=web", "PARVIS_FETCH_PORTS=70000"]
)
def test_an_operator_who_names_nonsense_is_told(variable):
    name, value = variable.split("=")
    (mistake,) = read({name: value}).mistakes
    assert mistake.blocking


def test_the_settings_decide_when_nothing_else_is_said(settings):
    with serving(page()) as served:
        assert refusal(served.url()) == "port"
        settings.FETCH_PORTS = [served.port]
        assert refusal(served.url()) == "private"
        settings.FETCH_PRIVATE = [HERE]
        assert fetch(served.url(), **ASKED).status == 200


def only_here(served) -> Reach:
    return Reach(private=(HERE,), ports=PORTS | {served.port})
