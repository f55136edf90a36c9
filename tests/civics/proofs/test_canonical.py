"""One way of writing JSON: the vectors of RFC 8785, and what is no document at all."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.proofs import Unreadable, canonical, digest, parse

# RFC 8785, appendix B: bits of a double → how it is written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "written"), NUMBERS.items())
def test_a_number_is_written_as_every_browser_writes_it(bits, written):
    (value,) = struct.unpack(">d", bytes.fromhex(bits))

    assert canonical(value).decode() == written


def test_keys_are_sorted_by_utf_16_code_units():
    document = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7}

    written = canonical(document).decode()

    assert list(parse(written.encode()).values()) == [2, 4, 6, 7, 1, 5, 3]


def test_a_document_is_written_as_the_rfc_does():
    document = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }

    assert canonical(document).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_reads_back_and_is_written_the_same(value):
    written = canonical(value)

    assert canonical(parse(written)) == written
    assert parse(written) == value


@given(st.dictionaries(st.text(), VALUES, min_size=2, max_size=6))
def test_the_order_in_which_keys_were_given_does_not_count(document):
    shuffled = dict(reversed(document.items()))

    assert digest(shuffled) == digest(document)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        2**53 + 1,
        -(2**53) - 1,
        10**400,
        "\ud800",
        {1: 2},
        {"a": {3}},
        b"bytes",
        [[[]] * 1, object()],
    ],
)
def test_what_is_no_json_is_refused(value):
    with pytest.raises(Unreadable):
        canonical(value)


@pytest.mark.parametrize("data", [b'{"a": 1, "a": 1}', b"[NaN]", b"\xff", b"{", b"", b"[" * 100_000])
def test_bytes_that_are_no_document_are_refused(data):
    with pytest.raises(Unreadable):
        parse(data)


def test_a_document_nested_without_end_is_refused():
    value = []
    for _ in range(200):
        value = [value]

    with pytest.raises(Unreadable):
        canonical(value)
