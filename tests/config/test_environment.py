"""Every mistake of the configuration is told at once, in a sentence, in the operator's language."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from parvis.config.environment import read
from parvis.config.sentences import operator_language
from parvis.config.variables import VARIABLES

GOOD = {
    "PARVIS_ENV": "production",
    "SECRET_KEY": "k" * 50,
    "PARVIS_HOSTS": "agenda.ambrelle.example",
    "PARVIS_URL": "https://agenda.ambrelle.example",
    "EMAIL_URL": "submission://u:p@mail.ambrelle.example:587",
    "PARVIS_CONTACT": "equipe@ambrelle.example",
    "PARVIS_PUBLISHER": "Ville d’Ambrelle",
    "PARVIS_DIRECTOR": "Awa Morvan",
    "PARVIS_HOSTING": "Hébergeur d’Ambrelle",
}


def variables(environ: dict[str, str]) -> set[str]:
    return {mistake.variable for mistake in read(environ).mistakes}


def test_nothing_at_all_is_a_good_configuration_for_a_trial():
    assert read({}).mistakes == ()


def test_a_complete_production_has_no_mistake():
    assert read(GOOD).mistakes == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARVIS_ENV", "prod"),
        ("PARVIS_DEMO", "maybe"),
        ("PARVIS_MODULES", "agenda,votes"),
        ("PARVIS_TIME_ZONE", "Mars/Olympus"),
        ("PARVIS_URL", "agenda.example"),
        ("DATABASE_URL", "mysql://server/base"),
        ("DATABASE_URL", "sqlite://relative"),
        ("EMAIL_URL", "pigeon://tower"),
        ("PARVIS_CONTACT", "nobody"),
        ("PARVIS_LOG_LEVEL", "LOUD"),
        ("REDIS_URL", "http://cache"),
        ("PARVIS_ACCESSIBILITY_AUDITED", "last spring"),
    ],
)
def test_a_value_that_is_not_understood_names_its_variable_and_what_is_expected(name, value):
    (mistake,) = read({name: value}).mistakes
    assert mistake.variable == name
    assert mistake.blocking
    assert mistake.sentence("fr") != mistake.sentence("en")


def test_secrets_are_never_repeated():
    (mistake,) = read({"DATABASE_URL": "mysql://u:s3cret@server/base"}).mistakes
    assert "s3cret" not in mistake.sentence("en") + mistake.sentence("fr")


def test_a_misspelt_variable_is_pointed_out_without_stopping():
    (mistake,) = read({"PARVIS_MODULE": "agenda"}).mistakes
    assert not mistake.blocking
    assert "PARVIS_MODULES" in mistake.sentence("en")


@pytest.mark.parametrize("absent", ["SECRET_KEY", "PARVIS_HOSTS", "PARVIS_URL", "EMAIL_URL", "PARVIS_CONTACT"])
def test_production_demands_what_it_cannot_do_without(absent):
    environ = {name: value for name, value in GOOD.items() if name != absent}
    assert absent in variables(environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("PARVIS_HOSTS", "*"),
        ("PARVIS_URL", "http://agenda.ambrelle.example"),
        ("PARVIS_URL", "https://other.example"),
        ("PARVIS_DEMO", "1"),
    ],
)
def test_production_refuses_what_would_be_dangerous(name, value):
    assert name in variables(GOOD | {name: value})


def test_all_mistakes_come_together():
    found = variables({"PARVIS_ENV": "production", "PARVIS_DEMO": "x", "DATABASE_URL": "x", "PARVIS_TIME_ZONE": "x"})
    assert found >= {"PARVIS_DEMO", "DATABASE_URL", "PARVIS_TIME_ZONE", "SECRET_KEY", "PARVIS_HOSTS", "EMAIL_URL"}


@pytest.mark.parametrize(
    ("environ", "language"), [({"LANG": "fr_FR.UTF-8"}, "fr"), ({"LC_ALL": "C"}, "en"), ({}, "en")]
)
def test_the_operator_is_spoken_to_in_their_language(environ, language):
    assert operator_language(environ) == language


def test_every_variable_is_in_the_operators_guide():
    from parvis.config.messages import SOURCE

    guide = (SOURCE.parents[1] / "docs" / "operator" / "configure.md").read_text()
    missing = [variable.name for variable in VARIABLES if f"`{variable.name}`" not in guide]
    assert missing == []


def test_a_start_with_mistakes_is_refused_with_all_of_them_and_no_traceback(parvis):
    env = {"PARVIS_ENV": "production", "PARVIS_DEMO": "maybe", "LANG": "fr_FR.UTF-8", "LC_ALL": "", "SECRET_KEY": ""}
    done = parvis("serve", env=env)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for name in ("PARVIS_DEMO", "SECRET_KEY", "PARVIS_HOSTS", "PARVIS_URL", "EMAIL_URL", "PARVIS_CONTACT"):
        assert name in done.stderr
    assert "ne démarre pas" in done.stderr


def test_the_wsgi_application_refuses_in_the_same_words():
    environ = {**os.environ, "PARVIS_ENV": "production", "SECRET_KEY": "", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", "import parvis.config.wsgi"], capture_output=True, text=True, env=environ
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "SECRET_KEY" in done.stderr


def test_doctor_lists_every_mistake_of_a_broken_configuration(parvis):
    env = {"PARVIS_ENV": "production", "PARVIS_MODULES": "x", "DATABASE_URL": "x", "SECRET_KEY": ""}
    done = parvis("doctor", "--lang", "en", env=env)
    assert done.returncode == 1
    assert {"PARVIS_MODULES", "DATABASE_URL", "SECRET_KEY"} <= set(done.stdout.replace(":", " ").split())


def test_production_settings_are_safe_by_default():
    code = (
        "import json; from parvis.config import settings as s; print(json.dumps([s.SESSION_COOKIE_SECURE,"
        "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_NAME, s.DEBUG, s.ALLOWED_HOSTS]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **GOOD})
    assert json.loads(done.stdout) == [True, True, 31536000, "__Host-session", False, ["agenda.ambrelle.example"]]
