"""`parvis verify` as a journalist runs it: no Django, no database, sentences and an exit code."""

import json
import subprocess
import sys

import pytest

from parvis.civics.proofs import digest, one_time_signed, thumbprint, unsigned
from parvis.civics.proofs.command import main

DOCUMENT = {"heading": "Bilan", "judged": {"title": "Ouvrir les comptes"}, "assessments": []}
DATA, KEY = one_time_signed(DOCUMENT, signer="Camille Rivière", signed_at="2026-11-26T07:12:00Z")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "review.json"
    path.write_bytes(DATA)
    return path


def test_it_says_what_holds_in_both_languages(file, capsys):
    assert main([str(file), "--language", "en"]) == 0
    english = capsys.readouterr().out
    assert "Review “Bilan” of “Ouvrir les comptes”." in english
    assert "The contents are unchanged" in english
    assert (
        f"Signed by Camille Rivière on 26 November 2026 at 07:12 UTC with a one-time key, {thumbprint(KEY)}." in english
    )

    assert main([str(file), "--language", "fr"]) == 0
    assert "Signée par Camille Rivière le 26 novembre 2026 à 07:12 UTC" in capsys.readouterr().out


def test_a_changed_file_leaves_with_one(file, capsys):
    file.write_bytes(DATA.replace(b"comptes", b"coffres"))

    assert main([str(file), "--language", "en"]) == 1

    assert "THE CONTENTS WERE CHANGED" in capsys.readouterr().out


def test_the_expected_key_is_compared(file, capsys):
    assert main([str(file), "--key", thumbprint(KEY), "--lang", "en"]) == 0
    assert main([str(file), "--key", "somebody-else", "--lang", "en"]) == 1

    assert "IT IS NOT the key" in capsys.readouterr().out


def test_a_file_that_nobody_signed_leaves_with_one_until_its_hash_is_given(file, capsys):
    file.write_bytes(unsigned(DOCUMENT))

    assert main([str(file), "--lang", "fr"]) == 1
    assert "Personne ne l’a signée." in capsys.readouterr().out
    assert main([str(file), "--lang", "fr", "--digest", digest(DOCUMENT)]) == 0


def test_what_cannot_be_read_leaves_with_two(file, tmp_path, capsys):
    assert main([str(tmp_path / "absent.json"), "--lang", "en"]) == 2
    file.write_text("{}")
    assert main([str(file), "--lang", "en"]) == 2
    assert main(["--no-such-option"]) == 2

    assert "cannot be opened" in capsys.readouterr().err


def test_it_says_the_same_to_a_program(file, capsys):
    assert main([str(file), "--format", "json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["holds"], said["signed"], said["key"]) == (True, True, thumbprint(KEY))


def test_it_needs_neither_django_nor_a_database(file):
    program = (
        "import sys; from parvis.cli import main; code = main(['verify', sys.argv[1]]); "
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules); sys.exit(code)"
    )

    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, env={"DATABASE_URL": "nonsense://"})

    assert done.returncode == 0, done.stderr
