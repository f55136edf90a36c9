"""Pages of submissions, for contributors, hosts and people without an account."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches

from parvis.convene.agenda.actions import write_event
from parvis.convene.agenda.models import Event
from parvis.convene.submissions import actions
from parvis.convene.submissions.models import AnswerTemplate, Opening, Proposal, RefusalReason, Stage, Submission
from parvis.convene.submissions.queries.counts import counts_of
from parvis.convene.submissions.queries.requirements import PLACES
from parvis.convene.submissions.tasks import retention
from parvis.ground import clock
from parvis.people.todo import waiting_for
from tests.factories import EditionFactory, OpeningFactory, OrganisationFactory, both, draft, member, submitted

pytestmark = pytest.mark.django_db
EVENT = {
    "title": "Nuit des halles",
    "lead": "Une nuit pour découvrir le marché couvert.",
    "start_day": "2027-03-11",
    "start_time": "18:30",
    "end_time": "21:00",
    "where": "Halle aux Grains, 2 place des Mesureurs",
    "online_url": "",
    "admission": "free",
    "registration_url": "",
    "organisation": "Les Amis des halles",
    "name": "Camille Rivière",
    "email": "Camille@ambrelle.example",
    "note": "",
    "consent": "on",
    "nickname": "",
}


def signed_in(client, user):
    client.force_login(user)
    return client


def stamp_of(client, url: str) -> str:
    return re.search(r'name="begun" value="([^"]+)"', client.get(url).content.decode()).group(1)


def propose(client, opening: Opening, **changes):
    """Fill in the form as a person would, at a person's pace."""
    url = f"/fr/editions/{opening.edition.slug}/submit/"
    begun = stamp_of(client, url)
    with time_machine.travel(clock.now() + timedelta(seconds=40)):
        return client.post(url, {**EVENT, "begun": begun, **changes})


# --- People without an account --------------------------------------------------------------------


def test_an_event_is_submitted_by_the_mailed_link_and_not_before(client, django_capture_on_commit_callbacks) -> None:
    opening = OpeningFactory()

    with django_capture_on_commit_callbacks(execute=True):
        answer = propose(client, opening)

    assert answer.status_code == 302
    assert not Submission.objects.exists()
    assert not Event.objects.exists()
    (letter,) = mail.outbox
    assert letter.to == ["camille@ambrelle.example"]
    link = re.search(r"http\S+(/fr/submissions/confirm/\S+)", letter.body).group(1)
    assert "Oui, le proposer" in client.get(link).content.decode()
    assert not Submission.objects.exists(), "a program that reads mail opens links"

    with django_capture_on_commit_callbacks(execute=True):
        landed = client.post(link, follow=True)

    one = Submission.objects.get()
    assert (one.state, one.organisation_words) == (Stage.WAITING, "Les Amis des halles")
    assert one.event.organisation == opening.edition.host
    assert "Nuit des halles" in landed.content.decode()
    assert Proposal.objects.get().email == ""
    assert client.post(link, follow=True).redirect_chain == landed.redirect_chain
    assert Submission.objects.count() == 1
    assert not client.cookies


def test_the_same_form_sent_twice_is_one_submission(client, django_capture_on_commit_callbacks) -> None:
    opening = OpeningFactory()

    with django_capture_on_commit_callbacks(execute=True):
        propose(client, opening)
        propose(client, opening, title="  nuit des HALLES ")

    assert Proposal.objects.count() == 1
    assert len(mail.outbox) == 1, "nobody's mailbox is flooded"


@pytest.mark.parametrize("trap", ["a program"])
def test_a_program_that_fills_in_what_nobody_sees_is_thanked_and_forgotten(client, trap: str) -> None:
    opening = OpeningFactory()

    answer = propose(client, opening, nickname=trap)

    assert answer.status_code == 302
    assert not Proposal.objects.exists()


def test_a_form_sent_faster_than_one_writes_is_given_back_with_what_was_typed(client) -> None:
    opening = OpeningFactory()
    url = f"/fr/editions/{opening.edition.slug}/submit/"

    answer = client.post(url, {**EVENT, "begun": stamp_of(client, url)})

    assert answer.status_code == 422
    assert "Nuit des halles" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_each_mistake_names_its_field_and_loses_nothing(client) -> None:
    opening = OpeningFactory()

    answer = propose(client, opening, email="camille", where="", consent="", end_time="17:00")

    page = answer.content.decode()
    assert answer.status_code == 422
    for anchor in ("id_email", "id_where", "id_consent", "id_end_time"):
        assert f'href="#{anchor}"' in page
    assert 'value="Les Amis des halles"' in page


def test_a_part_that_the_host_demands_is_asked_for_on_the_short_form(client) -> None:
    opening = OpeningFactory(required_parts=["lead", "formats", "accessibility", "body"])

    refused = propose(client, opening)
    kept = propose(client, opening, formats=["workshop"], accessibility=["ramp"], body="Le programme.")

    assert refused.status_code == 422
    assert kept.status_code == 302
    assert actions.confirm(Proposal.objects.get().token).state == Stage.WAITING


@pytest.mark.parametrize("day", [datetime(2026, 10, 30, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)])
def test_outside_the_days_one_sentence_says_so_and_there_is_no_form(client, day: datetime) -> None:
    opening = OpeningFactory()

    with time_machine.travel(day):
        page = client.get(f"/fr/editions/{opening.edition.slug}/submit/").content.decode()

    assert 'class="refusal"' in page
    assert 'name="title"' not in page


def test_what_nobody_confirmed_is_erased_after_seven_days(client) -> None:
    propose(client, OpeningFactory())
    with time_machine.travel(clock.now() + timedelta(days=6)):
        retention()
    assert Proposal.objects.exists()

    with time_machine.travel(clock.now() + timedelta(days=8)):
        retention()

    assert not Proposal.objects.exists()


def confirmed(client, **fields) -> tuple[Submission, str]:
    from parvis.convene.submissions.links import signed

    propose(client, OpeningFactory(**fields))
    one = actions.confirm(Proposal.objects.get().token)
    return one, f"/fr/submissions/{signed(one)}/"


def test_the_signed_page_lets_one_reply_change_and_withdraw(client) -> None:
    one, page = confirmed(client)

    changed = client.post(f"{page}edit/", {**EVENT, "title": "Nuit blanche des halles", "base": one.version})
    client.post(page, {"what": "reply", "text": "J’ai changé le titre."})
    client.post(page, {"what": "withdraw"})

    one.refresh_from_db()
    assert changed.status_code == 302
    assert one.event.title == "Nuit blanche des halles"
    assert one.state == Stage.WITHDRAWN
    assert one.messages.get().text == "J’ai changé le titre."


def test_a_forged_link_leads_nowhere(client) -> None:
    _one, page = confirmed(client)

    assert client.get(page[:-3] + "xx/").status_code == 404
    assert client.get("/fr/submissions/confirm/nothing/").status_code == 404


def test_the_contact_is_erased_a_year_after_the_answer(client, reason) -> None:
    one, page = confirmed(client)
    actions.refuse(member(one.edition.host, "moderator"), one, base=0, reason=reason, text="Non.")

    with time_machine.travel(clock.now() + timedelta(days=366)):
        retention()

    one.refresh_from_db()
    assert (one.contact_name, one.contact_email) == ("", "")
    assert client.get(page).status_code == 404


def test_the_rules_say_the_criteria_the_promise_and_the_figures_and_no_name(client, reason) -> None:
    opening = OpeningFactory(two_person=True)
    one = submitted(opening, title="Le titre que nul ne lit")
    submitted(opening)
    actions.refuse(member(opening.edition.host, "moderator"), one, base=0, reason=reason, text="Des mots privés.")

    page = client.get(f"/fr/editions/{opening.edition.slug}/rules/").content.decode()
    rows = json.loads(b"".join(client.get("/fr/data/submissions.json").streaming_content))

    assert "Hors du sujet" in page
    assert "Deux personnes différentes" in page
    assert "Le titre que nul ne lit" not in page
    assert "Des mots privés" not in page
    (row,) = rows["rows"]
    assert (row["submitted"], row["waiting"], row["refused"]) == (2, 1, 1)
    assert row["reasons"] == [{"code": "off-topic", "count": 1}]
    assert not client.cookies


def test_the_page_of_an_edition_invites_while_it_is_open(client) -> None:
    opening = OpeningFactory()
    url = f"/fr/editions/{opening.edition.slug}/"

    assert f"{url}submit/" in client.get(url).content.decode()
    caches["pages"].clear()
    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC)):
        closed = client.get(url).content.decode()
    assert f"{url}submit/" not in closed
    assert f"{url}rules/" in closed


# --- Contributors ---------------------------------------------------------------------------------


def test_a_contributor_reads_what_is_missing_and_is_refused_until_it_is_there(client) -> None:
    opening = OpeningFactory(required_parts=["lead", "place"])
    body = OrganisationFactory()
    event = draft(body)
    signed_in(client, member(body, "contributor"))
    url = f"/fr/organise/submissions/new/{event.uid}/{opening.edition.slug}/"

    page = client.get(url).content.decode()
    refused = client.post(url, {"note": "Bonjour"})

    assert "#id_place" in page
    assert "#id_lead" not in page
    assert refused.status_code == 422
    assert "Bonjour" in refused.content.decode()
    assert not Submission.objects.exists()


def test_a_contributor_submits_follows_and_replies_after_a_refusal(client, reason) -> None:
    opening = OpeningFactory()
    body = OrganisationFactory()
    event = draft(body)
    author = member(body, "contributor")
    signed_in(client, author)

    page = client.post(f"/fr/organise/submissions/new/{event.uid}/{opening.edition.slug}/", follow=True)
    one = Submission.objects.get()
    assert "Proposé" in page.content.decode()
    actions.refuse(member(opening.edition.host, "moderator"), one, base=0, reason=reason, text="Ce n’est pas le thème.")
    own = f"/fr/organise/submissions/yours/{one.uid}/"
    told = client.get(own).content.decode()
    client.post(own, {"what": "reply", "text": "Relisez le programme."})

    assert "Hors du sujet" in told
    assert "Ce n’est pas le thème." in told
    one.refresh_from_db()
    assert one.replied_at is not None


def test_the_page_on_which_an_event_is_written_leads_to_submitting_it(client) -> None:
    opening = OpeningFactory()
    body = OrganisationFactory()
    event = draft(body)
    signed_in(client, member(body, "contributor"))

    page = client.get(f"/fr/organise/events/{event.uid}/").content.decode()

    assert f"/fr/organise/submissions/new/{event.uid}/{opening.edition.slug}/" in page
    for anchor in PLACES.values():
        assert f'id="{anchor}"' in page, "a missing part leads to where it is written"


def test_late_is_one_clear_sentence(client) -> None:
    opening = OpeningFactory()
    body = OrganisationFactory()
    event = draft(body)
    author = member(body, "contributor")

    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC)):
        signed_in(client, author)
        answer = client.post(f"/fr/organise/submissions/new/{event.uid}/{opening.edition.slug}/")

    assert answer.status_code == 409
    assert "on ne peut plus rien proposer" in answer.content.decode()


@pytest.mark.parametrize("role", ["contributor", "reviewer"])
def test_nobody_else_opens_a_submission(client, role: str) -> None:
    one = submitted(OpeningFactory())
    signed_in(client, member(OrganisationFactory(), role))

    for page in (f"/fr/organise/submissions/{one.uid}/", f"/fr/organise/submissions/yours/{one.uid}/"):
        assert client.get(page).status_code == 403


def test_yours_lists_what_waits_for_you_first(client) -> None:
    opening = OpeningFactory()
    body = OrganisationFactory()
    author = member(body, "contributor")
    first, second = (submitted(opening, organisation=body, author=author, title=name) for name in ("Un", "Deux"))
    actions.ask_for_changes(member(opening.edition.host, "moderator"), first, base=0, text="Précisez.")
    signed_in(client, author)

    page = client.get("/fr/organise/submissions/yours/").content.decode()

    assert page.index(f"yours/{first.uid}") < page.index(f"yours/{second.uid}")


# --- The host -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_queries_for_one_and_for_three(
    client, django_assert_max_num_queries, number: int
) -> None:
    opening = OpeningFactory()
    for _n in range(number):
        submitted(opening)
    signed_in(client, member(opening.edition.host, "moderator"))
    client.get("/fr/organise/submissions/")

    with django_assert_max_num_queries(12) as asked:
        page = client.get("/fr/organise/submissions/")

    assert page.content.decode().count("data-row") == number
    assert len(asked) == 9, [query["sql"][:90] for query in asked.captured_queries]


def test_the_queue_is_narrowed_by_edition_body_state_and_findings(client) -> None:
    opening = OpeningFactory()
    host = opening.edition.host
    other = OpeningFactory(edition=EditionFactory(host=host))
    wrong = submitted(opening, title="Le samedi", lead="Rendez-vous le samedi 11 mars 2027.")
    online = {"admission": "free", "mode": "online", "online_url": "https://salle.example/"}
    right = submitted(other, title="Le jeudi", lead="Rendez-vous le jeudi 11 mars 2027.", **online)
    moderator = member(host, "moderator")
    signed_in(client, moderator)

    def titles(query: str) -> set[str]:
        page = client.get(f"/fr/organise/submissions/?{query}").content.decode()
        return {one.title for one in (wrong, right) if f"{one.uid}/" in page}

    assert titles("") == {"Le samedi", "Le jeudi"}
    assert titles(f"edition={other.edition.slug}") == {"Le jeudi"}
    assert titles(f"body={wrong.event.organisation.slug}") == {"Le samedi"}
    assert titles("findings=with") == {"Le samedi"}
    assert titles("findings=without") == {"Le jeudi"}
    assert titles("state=refused") == set()
    assert titles("state=nonsense&page=x&findings=perhaps") == {"Le samedi", "Le jeudi"}


def test_a_moderator_reads_decides_and_goes_to_the_next(client) -> None:
    opening = OpeningFactory()
    first, second = submitted(opening), submitted(opening)
    signed_in(client, member(opening.edition.host, "moderator"))
    url = f"/fr/organise/submissions/{first.uid}/"

    page = client.get(url).content.decode()
    answer = client.post(url, {"what": "accept", "base": "0", "version": str(first.version), "accept-text": ""})

    for key in ("a", "c", "r", "o"):
        assert f'data-key="{key}"' in page
    assert answer.status_code == 302
    assert answer.url == f"/fr/organise/submissions/{second.uid}/"


def test_an_answer_without_words_or_reason_is_given_back(client, reason) -> None:
    one = submitted(OpeningFactory())
    signed_in(client, member(one.edition.host, "moderator"))

    answer = client.post(
        f"/fr/organise/submissions/{one.uid}/", {"what": "refuse", "base": "0", "refuse-text": "Parce que."}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "#id_refuse-reason" in page
    assert "Parce que." in page
    one.refresh_from_db()
    assert one.state == Stage.WAITING


def test_a_second_answer_is_told_what_the_first_was_and_keeps_what_was_typed(client, reason) -> None:
    one = submitted(OpeningFactory())
    actions.ask_for_changes(member(one.edition.host, "moderator"), one, base=0, text="Précisez.")
    signed_in(client, member(one.edition.host, "moderator"))

    answer = client.post(
        f"/fr/organise/submissions/{one.uid}/",
        {"what": "changes", "base": "0", "changes-text": "Un mot que je garde"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "modifications demandées" in page
    assert "Un mot que je garde" in page


def test_a_template_is_filled_in_the_language_of_the_contributor(client) -> None:
    opening = OpeningFactory()
    body = OrganisationFactory()
    author = member(body, "contributor", language="en", name="Jo March")
    one = submitted(opening, organisation=body, author=author, title="Night walk")
    template = AnswerTemplate.objects.create(
        host=opening.edition.host, kind="changes", title="L’heure", text=both("Bonjour {name}", "Hello {name}: {title}")
    )
    signed_in(client, member(opening.edition.host, "moderator"))

    page = client.get(f"/fr/organise/submissions/{one.uid}/?template={template.pk}").content.decode()

    assert "Hello Jo March: Night walk" in page


def test_an_organiser_of_the_host_reads_and_does_not_answer(client) -> None:
    one = submitted(OpeningFactory())
    signed_in(client, member(one.edition.host, "organiser"))
    url = f"/fr/organise/submissions/{one.uid}/"

    assert client.get(url).status_code == 200
    assert client.post(url, {"what": "changes", "base": "0", "changes-text": "x"}).status_code == 403


def test_a_refused_event_is_shown_to_the_host_no_more(client, reason) -> None:
    one = submitted(OpeningFactory(), lead="Un texte qui redevient privé.")
    moderator = member(one.edition.host, "moderator")
    actions.refuse(moderator, one, base=0, reason=reason, text="Non.")
    signed_in(client, moderator)

    page = client.get(f"/fr/organise/submissions/{one.uid}/").content.decode()

    assert "Un texte qui redevient privé." not in page
    assert "Hors du sujet" in page


def test_what_was_changed_after_acceptance_is_read_and_noted(client) -> None:
    one = submitted(OpeningFactory())
    moderator = member(one.edition.host, "moderator")
    actions.accept(moderator, one, base=0, version=one.version)
    write_event(one.submitted_by, Event.objects.get(pk=one.event_id), {"lead": "Un tout autre texte."})
    signed_in(client, moderator)
    url = f"/fr/organise/submissions/{one.uid}/"

    assert "Un tout autre texte." in client.get(url).content.decode()
    client.post(f"{url}seen/", {"version": one.version + 1})

    one.refresh_from_db()
    assert one.version == 2


def test_an_organiser_opens_an_edition_and_everybody_reads_the_rules(client) -> None:
    host = OrganisationFactory()
    edition = EditionFactory(host=host)
    signed_in(client, member(host, "organiser"))
    url = f"/fr/organise/editions/{edition.slug}/opening/"
    given = {
        "opens_day": "2026-11-20",
        "opens_time": "09:00",
        "closes_day": "2026-12-20",
        "closes_time": "23:59",
        "guidelines_fr": "Venez <script>alert(1)</script> nombreux.",
        "guidelines_en": "",
        "required_parts": ["lead"],
        "answer_within": "12",
        "public": "on",
        "contact": "",
    }

    assert client.post(url, {**given, "closes_day": "2026-11-01"}).status_code == 200
    assert client.post(url, given).status_code == 302

    opening = Opening.objects.get()
    assert opening.closes_at == datetime(2026, 12, 20, 22, 59, tzinfo=UTC)
    assert "script" not in str(opening.guidelines_html)
    assert "sous 12 jours" in client.get(f"/fr/editions/{edition.slug}/rules/").content.decode().replace("\u202f", " ")


def test_a_moderator_may_not_open_an_edition(client) -> None:
    edition = EditionFactory(host=OrganisationFactory())
    signed_in(client, member(edition.host, "moderator"))

    assert client.get(f"/fr/organise/editions/{edition.slug}/opening/").status_code == 403


def test_a_host_writes_reasons_and_templates_of_its_own(client) -> None:
    host = OrganisationFactory()
    signed_in(client, member(host, "moderator"))
    root = f"/fr/organise/answers/{host.slug}/"

    client.post(
        f"{root}reasons/new/",
        {"label_fr": "Salle trop petite", "label_en": "Room too small", "remedy_fr": "Une autre salle.",
         "remedy_en": "Another room.", "in_use": "on"},
    )  # fmt: skip
    wrong = client.post(
        f"{root}templates/new/", {"kind": "changes", "title": "x", "text_fr": "{prenom}", "text_en": "a"}
    )
    client.post(f"{root}templates/new/", {"kind": "changes", "title": "L’heure", "text_fr": "{name}", "text_en": "a"})

    assert RefusalReason.objects.get(host=host).code == "room-too-small"
    assert "{prenom}" in wrong.content.decode()
    assert "{title}" in wrong.content.decode()
    assert AnswerTemplate.objects.get().title == "L’heure"
    assert "Salle trop petite" in client.get(root).content.decode()


# --- What waits -----------------------------------------------------------------------------------


def test_what_waits_is_on_the_list_of_who_may_act_on_it(reason) -> None:
    opening = OpeningFactory()
    moderator = member(opening.edition.host, "moderator")
    waits, refused, accepted, asked = (submitted(opening) for _ in range(4))
    actions.refuse(moderator, refused, base=0, reason=reason, text="Non.")
    actions.reply(refused.submitted_by, refused, "Pourquoi ?")
    actions.accept(moderator, accepted, base=0, version=accepted.version)
    write_event(accepted.submitted_by, Event.objects.get(pk=accepted.event_id), {"title": "Changé"})
    actions.ask_for_changes(moderator, asked, base=0, text="Précisez.")

    mine = waiting_for(moderator, 20)
    hers = waiting_for(asked.submitted_by, 20)

    kinds = {one.kind for one in mine.oldest}
    assert {"événement proposé", "réponse reçue", "événement accepté, modifié"} <= kinds
    assert next(one for one in mine.oldest if one.kind == "événement proposé").due == waits.due
    assert [one.kind for one in hers.oldest if str(asked.uid) in one.url] == ["modifications demandées"]


def test_a_late_answer_is_counted_late_also_once_it_is_given() -> None:
    opening = OpeningFactory(answer_within=2)
    one, _other = submitted(opening), submitted(opening)
    moderator = member(opening.edition.host, "moderator")

    with time_machine.travel(clock.now() + timedelta(days=5)):
        actions.ask_for_changes(moderator, one, base=0, text="Précisez.")
        counts = counts_of([opening.edition_id], clock.now())[opening.edition_id]

    assert (counts.submitted, counts.waiting, counts.changes, counts.late) == (2, 1, 1, 2)
    assert counts.median_days == 5.0


def test_the_page_of_an_edition_leads_its_organisers_to_the_opening(client):
    opening = OpeningFactory()
    organiser = member(opening.edition.host, "organiser")
    client.force_login(organiser)

    page = client.get(f"/fr/organise/editions/{opening.edition.uid}/").content.decode()

    assert f'href="/fr/organise/editions/{opening.edition.slug}/opening/"' in page
