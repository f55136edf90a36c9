"""How far a measure is applied, from facts alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.commit.law.application import (
    Application,
    DecreeFacts,
    DutyFacts,
    LawFacts,
    ProvisionFacts,
    State,
    application,
)

TODAY = date(2026, 11, 26)
LAW = LawFacts(signed_on=date(2026, 1, 7), published_on=date(2026, 1, 8), in_force_on=date(2026, 1, 9))
PUBLISHED = DecreeFacts("published", published_on=date(2026, 3, 2))
AWAITED = DecreeFacts("awaited")
DONE = DutyFacts(declared_done=True, evidence=1)


def of(
    *decrees: DecreeFacts,
    law: LawFacts = LAW,
    provisions: tuple[ProvisionFacts, ...] = (),
    duties: tuple[DutyFacts, ...] = (),
) -> Application:
    return application(law, provisions, decrees, duties, today=TODAY)


def test_a_missing_decree_is_awaited_since_the_law_was_published() -> None:
    found = of(AWAITED)

    assert (found.state, found.since, found.days) == (State.AWAITED, date(2026, 1, 8), 322)


def test_one_missing_decree_outweighs_those_that_are_published() -> None:
    found = of(PUBLISHED, AWAITED, duties=(DONE,))

    assert (found.state, found.published, found.needed) == (State.AWAITED, 1, 2)


def test_a_decree_is_late_from_the_day_after_the_last_one_announced() -> None:
    assert of(DecreeFacts("awaited", expected_by=date(2026, 11, 25))).days_late == 1
    assert of(DecreeFacts("awaited", expected_by=TODAY)).days_late == 0
    assert of(DecreeFacts("awaited", expected_by=date(2027, 1, 1))).days_late == 0


def test_the_days_are_not_counted_when_nobody_knows_when_the_law_was_published() -> None:
    assert of(AWAITED, law=LawFacts()).days is None


def test_a_measure_is_applied_when_each_duty_is_done_with_evidence() -> None:
    assert of(PUBLISHED, duties=(DONE, DONE)).state == State.APPLIED
    assert of(PUBLISHED, duties=(DONE, DutyFacts())).state == State.PUBLISHED


def test_a_duty_declared_done_without_evidence_does_not_count() -> None:
    found = of(PUBLISHED, duties=(DutyFacts(declared_done=True, evidence=0),))

    assert (found.state, found.done, found.duties) == (State.PUBLISHED, 0, 1)


@pytest.mark.parametrize("standing", ["not-found", "not-looked-up"])
def test_what_nobody_found_is_not_known_rather_than_missing(standing: str) -> None:
    assert of(DecreeFacts(standing)).state == State.UNKNOWN
    assert of(PUBLISHED, DecreeFacts(standing)).state == State.UNKNOWN


def test_a_measure_about_which_nothing_is_written_is_not_known() -> None:
    assert of().state == State.UNKNOWN


def test_a_measure_that_needs_no_decree_binds_from_the_laws_own_day() -> None:
    found = of(DecreeFacts("not-needed"))

    assert (found.state, found.since) == (State.NO_DECREE, date(2026, 1, 9))


def test_the_last_decree_dates_the_state() -> None:
    assert of(PUBLISHED, DecreeFacts("published", published_on=date(2026, 7, 1))).since == date(2026, 7, 1)


def test_a_decree_announced_for_tomorrow_is_still_awaited() -> None:
    assert of(DecreeFacts("published", published_on=date(2026, 11, 27))).state == State.AWAITED


def test_a_repealed_decree_leaves_the_measure_waiting() -> None:
    assert of(DecreeFacts("published", date(2026, 2, 1), repealed_on=date(2026, 6, 1))).state == State.AWAITED


def test_a_measure_is_repealed_with_its_law_or_with_its_last_article() -> None:
    whole = LawFacts(published_on=date(2026, 1, 8), repealed_on=date(2026, 10, 1))
    gone, kept = ProvisionFacts(repealed_on=date(2026, 9, 1)), ProvisionFacts()

    assert (of(PUBLISHED, law=whole).state, of(PUBLISHED, law=whole).since) == (State.REPEALED, date(2026, 10, 1))
    assert of(PUBLISHED, provisions=(gone,)).state == State.REPEALED
    assert of(PUBLISHED, provisions=(gone, kept)).state == State.PUBLISHED


def test_a_repeal_to_come_changes_nothing_today() -> None:
    assert of(PUBLISHED, provisions=(ProvisionFacts(repealed_on=date(2027, 1, 1)),)).state == State.PUBLISHED


def test_a_measure_whose_articles_begin_later_is_not_in_force() -> None:
    later = ProvisionFacts(in_force_on=date(2027, 1, 1))

    assert of(AWAITED, provisions=(later,)).state == State.NOT_IN_FORCE
    assert of(AWAITED, provisions=(later, ProvisionFacts())).state == State.AWAITED


DAYS = st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1))
DECREES = st.builds(
    DecreeFacts,
    st.sampled_from(["published", "awaited", "not-needed", "not-found", "not-looked-up"]),
    DAYS,
    DAYS,
    DAYS,
)


@given(st.lists(DECREES, max_size=5), st.builds(LawFacts, DAYS, DAYS, DAYS, DAYS), st.randoms())
def test_the_order_of_decrees_never_matters_and_counts_add_up(decrees, law, random) -> None:
    shuffled = random.sample(decrees, len(decrees))

    found = application(law, (), decrees, (), today=TODAY)

    assert found == application(law, (), shuffled, (), today=TODAY)
    assert found.needed == found.published + found.awaited
    assert found.state != State.AWAITED or found.awaited
    assert found.days_late >= 0
