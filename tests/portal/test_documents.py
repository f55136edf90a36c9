"""The page of the five documents tells what the checker really finds in them."""

import re
from datetime import date

import pytest
from django.test import Client

from parvis.civics.checks import check
from parvis.portal.documents import ORIGINS, Origin
from tests import shared


@pytest.mark.parametrize("origin", ORIGINS, ids=lambda origin: origin.seed)
def test_every_rule_the_page_names_is_found_in_the_document(origin: Origin) -> None:
    [document] = shared.path("seeds").glob(f"{origin.seed}*")

    report = check(document.read_text(), document.name, today=date(2026, 11, 22))

    found = {finding.rule for finding in report.findings}
    assert {remark.rule for remark in origin.remarks} <= found


@pytest.mark.parametrize("origin", ORIGINS, ids=lambda origin: origin.seed)
def test_a_document_is_told_in_both_languages(origin: Origin) -> None:
    for words in (origin.name, origin.shows, origin.became, *(remark.sentence for remark in origin.remarks)):
        assert set(words) == {"fr", "en"}
        assert words["fr"] != words["en"]


@pytest.mark.django_db
def test_an_instance_without_the_archive_says_so(client: Client) -> None:
    page = client.get("/fr/documents/").content.decode()

    assert len(re.findall(r'<li class="origin', page)) == 5
    assert "archive" in page
