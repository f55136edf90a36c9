"""A plan made with others: announced beforehand, open to anybody, each proposal answered with a reason."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from parvis.commit.drafting import actions
from parvis.commit.drafting.actions.contributing import forget_unconfirmed
from parvis.commit.drafting.models import Answer, CoCreation, Contribution, Criterion, Outcome, Stage, TimelineStep
from parvis.commit.drafting.queries.requirements import requirements_of
from parvis.commit.drafting.tasks import forget_old_addresses
from parvis.disclose.links.models import Link
from parvis.ground import clock
from parvis.ground.identifiers import Ref
from tests.commit.drafting.conftest import World, person
from tests.commit.drafting.test_pages import signed_in
from tests.factories import CommitmentFactory, EventFactory, both

pytestmark = pytest.mark.django_db
OPEN = "2026-04-02T10:00:00+00:00"


def opened(world: World, **others: Any) -> CoCreation:
    """Announced on 12 March, open in April, with one criterion."""
    given = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30), "answer_within": 30, **others}
    steps = [
        TimelineStep(kind="outreach", day=date(2026, 3, 20), label=both("Affiches", "Posters")),
        TimelineStep(kind="meeting", day=date(2026, 4, 10), label=both("Atelier", "Workshop")),
    ]
    one = actions.write_cocreation(world.contact, world.plan, given, steps, [Criterion(label=both("Utile", "Useful"))])
    return actions.announce(world.contact, one)


def received(world: World, one: CoCreation, **others: Any) -> Contribution:
    proposed = actions.Proposed("Des bancs", "Des bancs **à l’ombre**.", **{"email": "ines@example.org", **others})
    with time_machine.travel(OPEN, tick=False):
        made = actions.propose(one, proposed)
        confirmed = actions.confirm(made.token)
    assert confirmed is not None
    return actions.show(world.contact, confirmed)


def test_nothing_is_announced_without_a_criterion(world: World) -> None:
    given = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30)}
    one = actions.write_cocreation(world.contact, world.plan, given, [], [])

    with pytest.raises(ValidationError):
        actions.announce(world.contact, one)
    assert Client().get(reverse("drafting:cocreation-page", args=["plan-local"])).status_code == 404


def test_the_day_of_the_announcement_does_not_move(world: World) -> None:
    one = opened(world)
    announced = one.announced_at
    with time_machine.travel("2026-03-30T10:00:00+00:00", tick=False):
        again = actions.announce(world.contact, one)
        actions.write_cocreation(
            world.contact, world.plan, {"first_day": date(2026, 4, 15), "last_day": date(2026, 4, 30)}, [], []
        )

    assert again.announced_at == announced
    page = Client().get(reverse("drafting:cocreation-page", args=["plan-local"])).content.decode()
    assert "12 mars 2026" in page


def test_a_criterion_that_an_answer_may_name_goes_out_of_use_and_stays(world: World) -> None:
    one = opened(world)
    actions.write_cocreation(
        world.contact,
        world.plan,
        {"first_day": one.first_day, "last_day": one.last_day},
        [],
        [Criterion(label=both("Possible", "Feasible"))],
    )

    assert list(one.criteria.order_by("pk").values_list("in_use", flat=True)) == [False, True]


def test_a_resident_proposes_without_an_account_and_the_mailed_link_sends_it(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    opened(world)
    client = Client()
    address = reverse("drafting:propose", args=["plan-local"])
    with time_machine.travel(OPEN, tick=False):
        form = client.get(address).content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', form)
    assert begun is not None
    typed = {
        "title": "Des bancs",
        "body": "À l’ombre.",
        "email": "Ines@Example.org",
        "signature": "Inès",
        "begun": begun[1],
    }

    with time_machine.travel("2026-04-02T10:01:00+00:00", tick=False):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, typed)
        assert answer.status_code == 302
        assert not Contribution.objects.exclude(stage=Stage.UNCONFIRMED).exists()
        link = re.search(r"https?://\S+/cocreation/confirm/\S+", mail.outbox[0].body)
        assert link is not None
        path = "/" + link[0].split("/", 3)[3]
        assert client.get(path).status_code == 200
        assert Contribution.objects.get().stage == Stage.UNCONFIRMED, "opening the link is not pressing the button"
        with django_capture_on_commit_callbacks(execute=True):
            client.post(path)

    one = Contribution.objects.get()
    assert (one.stage, one.number, one.email) == (Stage.WAITING, 1, "ines@example.org")
    assert "1" in mail.outbox[1].body
    assert "Des bancs" not in client.get(reverse("drafting:cocreation-page", args=["plan-local"])).content.decode()


def test_a_program_that_fills_every_field_learns_nothing_and_leaves_nothing(world: World) -> None:
    opened(world)
    with time_machine.travel(OPEN, tick=False):
        answer = Client().post(
            reverse("drafting:propose", args=["plan-local"]),
            {"title": "Achetez", "body": "Achetez", "email": "a@example.org", "nickname": "bot"},
        )

    assert answer.status_code == 302
    assert not Contribution.objects.exists()


def test_nothing_is_proposed_outside_the_days(world: World) -> None:
    one = opened(world)

    with pytest.raises(actions.NotOpen):  # 12 March
        actions.propose(one, actions.Proposed("Trop tôt", "Trop tôt.", "a@example.org"))
    answer = Client().post(reverse("drafting:propose", args=["plan-local"]), {"title": "Trop tôt"})
    assert answer.status_code == 409


def test_numbers_run_without_a_gap_whoever_confirms_first(world: World) -> None:
    one = opened(world)
    with time_machine.travel(OPEN, tick=False):
        made = [actions.propose(one, actions.Proposed(f"Idée {n}", "Oui.", f"p{n}@example.org")) for n in range(3)]
        confirmed = [actions.confirm(each.token) for each in reversed(made)]

    assert [each.number for each in confirmed if each] == [1, 2, 3]


def test_a_refusal_names_a_criterion_a_reason_and_what_would_make_it_eligible(world: World) -> None:
    one = opened(world)
    contribution, criterion = received(world, one), one.criteria.get()

    for given, part in (
        ({"outcome": "not-kept", "reason": ""}, "reason"),
        ({"outcome": "not-kept", "reason": "Trop cher."}, "criterion"),
        ({"outcome": "not-kept", "reason": "Trop cher.", "criterion": criterion}, "remedy"),
        ({"outcome": "kept", "reason": "Oui."}, "commitment"),
        ({"outcome": "kept", "reason": "Oui.", "commitment": CommitmentFactory()}, "commitment"),
        ({"outcome": "peut-être", "reason": "Oui."}, "outcome"),
    ):
        with pytest.raises(ValidationError) as refused:
            actions.answer(world.contact, contribution, base=0, **given)  # type: ignore[arg-type]
        assert part in refused.value.message_dict

    answer = actions.answer(
        world.contact,
        contribution,
        base=0,
        outcome="not-kept",
        reason="La commune n’a **pas** ce terrain.",
        criterion=criterion,
        remedy="Un autre terrain.",
    )
    assert (answer.number, answer.commitment) == (1, None)
    page = Client().get(reverse("drafting:contribution", args=["plan-local", contribution.number])).content.decode()
    assert "Utile" in page
    assert "Un autre terrain." in page
    assert "<strong>pas</strong>" in page


def test_what_is_kept_is_tied_to_its_commitment_and_its_author_is_told(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    one = opened(world)
    contribution = received(world, one)

    with django_capture_on_commit_callbacks(execute=True):
        actions.answer(
            world.contact,
            contribution,
            base=0,
            outcome="partly",
            reason="Oui.",
            commitment=world.commitment,
            criterion=one.criteria.get(),
            remedy="Le reste, l’an prochain.",
        )

    page = Client().get(reverse("drafting:cocreation-page", args=["plan-local"])).content.decode()
    assert "retenue en partie" in page
    assert Client().get(reverse("drafting:contribution", args=["plan-local", 1])).status_code == 200
    link = Link.objects.get(from_type="contribution")
    assert (link.relation, link.to_type, link.to_uid) == ("feeds", "commitment", world.commitment.uid)
    assert link.source is not None
    (told,) = [message for message in mail.outbox if message.to == ["ines@example.org"]]
    assert "retenue" in told.body
    assert "/cocreation/yours/" in told.body


def test_of_two_answers_at_once_one_is_given(world: World) -> None:
    contribution = received(world, opened(world))
    actions.answer(world.contact, contribution, base=0, outcome="kept", reason="Oui.", commitment=world.commitment)

    with pytest.raises(actions.AlreadyAnswered):
        actions.answer(world.contact, contribution, base=0, outcome="kept", reason="Si.", commitment=world.commitment)
    assert contribution.answers.count() == 1


def test_an_answer_is_never_rewritten(world: World) -> None:
    contribution = received(world, opened(world))
    answer = actions.answer(
        world.contact, contribution, base=0, outcome="kept", reason="Oui.", commitment=world.commitment
    )

    for attempt in (lambda: Answer.objects.filter(pk=answer.pk).update(reason="Non."), answer.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert Answer.objects.get().reason == "Oui."


def test_the_author_replies_once_and_it_is_shown_when_somebody_has_read_it(world: World) -> None:
    from parvis.commit.drafting.links import signed

    contribution = received(world, opened(world))
    own = reverse("drafting:follow", args=[signed(contribution)])
    assert Client().post(own, {"text": "Trop tôt."}).status_code == 422
    actions.answer(world.contact, contribution, base=0, outcome="kept", reason="Oui.", commitment=world.commitment)

    assert Client().post(own, {"text": "Merci, mais à l’ombre."}).status_code == 302
    assert Client().post(own, {"text": "Encore."}).status_code == 422
    public = reverse("drafting:contribution", args=["plan-local", contribution.number])
    assert "à l’ombre." not in Client().get(public).content.decode().split("Réponse motivée")[1]
    signed_in(world.contact).post(reverse("drafting:answer", args=[contribution.uid]), {"what": "show-reply"})

    assert "Merci, mais à l’ombre." in Client().get(public).content.decode()


def test_a_wrong_signature_opens_nothing(world: World) -> None:
    received(world, opened(world))

    assert Client().get(reverse("drafting:follow", args=["0" * 32 + ".abc"])).status_code == 404


def test_what_is_not_shown_is_counted_and_its_author_reads_why(world: World) -> None:
    one = opened(world)
    contribution = received(world, one)
    actions.set_aside(world.contact, contribution, "Nomme un voisin.")

    page = Client().get(reverse("drafting:cocreation-page", args=["plan-local"])).content.decode()
    assert "Des bancs" not in page
    assert "une non affichée" in page
    address = reverse("drafting:contribution", args=["plan-local", contribution.number])
    assert Client().get(address).status_code == 404


def test_the_moderator_of_the_body_answers_and_the_lead_of_a_commitment_does_not(world: World) -> None:
    from parvis.people.models import Role

    contribution = received(world, opened(world))
    address = reverse("drafting:answer", args=[contribution.uid])
    criterion = Criterion.objects.get()

    assert signed_in(world.reviewer).get(address).status_code == 403
    assert "Utile" not in signed_in(world.lead).get(address).content.decode()
    answered = signed_in(person(world.city, Role.MODERATOR)).post(
        address,
        {
            "what": "answer",
            "base": "0",
            "outcome": "not-kept",
            "criterion": str(criterion.pk),
            "reason": "Pas de terrain.",
            "remedy": "Un autre lieu.",
        },
    )

    assert answered.status_code == 302
    assert Answer.objects.get().outcome == Outcome.NOT_KEPT


def test_what_was_said_in_a_meeting_is_answered_like_the_rest(world: World) -> None:
    opened(world)
    client = signed_in(world.contact)
    client.post(
        reverse("drafting:write-down", args=[world.plan.uid]),
        {"title": "Un marché", "body": "Le soir.", "heard_on": "2026-03-10", "body_name": "DGDP"},
    )

    one = Contribution.objects.get()
    assert (one.number, one.stage, one.organisation, one.email) == (1, Stage.WAITING, world.directorate, "")
    assert client.get(reverse("drafting:queue")).status_code == 200


def test_the_organiser_writes_announces_and_links_a_meeting_without_a_script(world: World) -> None:
    client = signed_in(world.contact)
    address = reverse("drafting:cocreation", args=[world.plan.uid])
    typed = {
        "first_day": "2026-04-01",
        "last_day": "2026-04-30",
        "answer_within": "30",
        "steps-TOTAL_FORMS": "1",
        "steps-INITIAL_FORMS": "0",
        "steps-0-kind": "meeting",
        "steps-0-day": "2026-04-10",
        "steps-0-label_fr": "Atelier",
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "0",
        "criteria-0-label_fr": "Utile",
    }
    assert client.get(address).status_code == 200
    more = client.post(address, {**typed, "add": "criteria"})
    assert 'name="criteria-1-label_fr"' in more.content.decode()
    assert not CoCreation.objects.exists()
    wrong = client.post(address, {**typed, "last_day": "2026-03-01", "do": "announce"})
    assert wrong.status_code == 422
    client.post(address, {**typed, "do": "announce"})
    assert CoCreation.objects.get().announced_at is not None

    event = EventFactory(slug="atelier", start_day=date(2026, 4, 10))
    client.post(
        reverse("drafting:meeting-link", args=[world.plan.uid]),
        {"url": "/fr/agenda/atelier/", "note": "Premier atelier"},
    )
    link = Link.objects.get()
    assert (link.from_uid, link.relation, link.to_uid, link.note) == (
        event.uid,
        "part-of",
        world.plan.uid,
        "Premier atelier",
    )
    assert "Premier atelier" in client.get(address).content.decode()
    client.post(reverse("drafting:meeting-unlink", args=[world.plan.uid, link.uid]))
    assert not Link.objects.exists()


def facts_of(one: CoCreation) -> dict[str, Any]:
    return {row.code: row for row in requirements_of(one, clock.now(), "fr")}


def test_the_requirements_say_what_happened_and_what_was_not_found(world: World) -> None:
    one = opened(world)
    rows = facts_of(one)

    assert list(rows) == ["1.1", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "5.1"]
    assert "20 jours avant" in rows["3.1"].sentence
    assert [fact.words for fact in rows["3.2"].facts] == ["Affiches"]
    assert rows["1.1"].sentence == "Rien trouvé sur ce site."
    assert not rows["5.1"].found
    assert not rows["4.1"].found
    assert rows["2.1"].found


def test_meetings_are_counted_by_their_days_and_the_longest_silence_is_told(world: World) -> None:
    one = opened(world, forum_rules=both("Dix sièges.", "Ten seats."))
    for slug, day in (("un", date(2025, 6, 1)), ("deux", date(2026, 1, 10)), ("trois", date(2026, 2, 20))):
        event = EventFactory(slug=slug, start_day=day)
        actions.link_meeting(world.contact, world.plan, Ref("event", event.uid))

    rows = facts_of(one)
    assert rows["1.1"].sentence.startswith("3 réunions.")
    assert "223 jours" in rows["1.1"].sentence
    assert "Ses règles sont publiques." in rows["1.1"].sentence
    assert "2026 : 2" in rows["5.1"].sentence.replace("\u00a0", " ") or "2026: 2" in rows["5.1"].sentence
    assert all(fact.url for fact in rows["5.1"].facts)


def test_the_share_of_answers_is_told_with_their_delay(world: World) -> None:
    one = opened(world)
    first = received(world, one)
    received(world, one, email="paul@example.org")
    with time_machine.travel("2026-04-12T10:00:00+00:00", tick=False):
        actions.answer(world.contact, first, base=0, outcome="kept", reason="Oui.", commitment=world.commitment)
        sentence = facts_of(one)["4.1"].sentence

    assert "1 sur 2" in sentence
    assert "10 jours" in sentence


def test_a_meeting_that_nobody_can_read_proves_nothing(world: World) -> None:
    hidden = EventFactory(state="draft")

    with pytest.raises(ValidationError):
        actions.link_meeting(world.contact, world.plan, Ref("event", hidden.uid))


@pytest.mark.parametrize("count", [1, 12])
def test_the_public_pages_cost_the_same_and_set_no_cookie(
    world: World, count: int, django_assert_max_num_queries: Any
) -> None:
    one = opened(world)
    for number in range(count):
        received(world, one, email=f"p{number}@example.org")
        event = EventFactory(start_day=date(2026, 1, 1) + timedelta(days=number))
        actions.link_meeting(world.contact, world.plan, Ref("event", event.uid))

    for name, arguments in (("cocreation-page", []), ("requirements", []), ("contribution", [1]), ("propose", [])):
        with django_assert_max_num_queries(13):  # 12 of the page and the version of the journal
            answer = Client().get(reverse(f"drafting:{name}", args=["plan-local", *arguments]))
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer.headers.get("ETag") or name == "propose"


def test_unconfirmed_proposals_and_old_addresses_are_forgotten(world: World) -> None:
    one = opened(world)
    contribution = received(world, one)
    with time_machine.travel(OPEN, tick=False):
        actions.propose(one, actions.Proposed("Jamais confirmée", "Non.", "paul@example.org"))
    actions.answer(world.contact, contribution, base=0, outcome="kept", reason="Oui.", commitment=world.commitment)

    with time_machine.travel("2027-05-01T10:00:00+00:00", tick=False):
        assert forget_unconfirmed() == 1
        assert forget_old_addresses() == 1
    contribution.refresh_from_db()
    assert (contribution.email, contribution.title) == ("", "Des bancs")


def test_the_page_of_the_plan_leads_to_how_it_is_made_for_one_query(
    world: World, django_assert_max_num_queries: Any
) -> None:
    address = reverse("plans:plan", args=["plan-local"])
    assert "Avec vous" not in Client().get(address).content.decode()
    received(world, opened(world))

    with django_assert_max_num_queries(13):  # 12 of the page and the version of the journal
        page = Client().get(address).content.decode()

    assert "Avec vous" in page
    assert "1 reçue, 0 avec réponse." in page
    assert reverse("drafting:cocreation-page", args=["plan-local"]) in page


def test_the_requirements_do_not_tell_the_title_of_what_is_not_shown(world: World) -> None:
    one = opened(world)
    contribution = received(world, one)
    actions.answer(world.contact, contribution, base=0, outcome="kept", reason="Oui.", commitment=world.commitment)
    actions.set_aside(world.contact, contribution, "Nomme quelqu’un.")

    html = Client().get(reverse("drafting:requirements", args=["plan-local"])).content.decode()

    assert "Des bancs" not in html
    assert "nº 1, qui n’est pas montrée" in html
