"""Two bodies, everything that can be theirs, and somebody in every role: what the tables of rights are made of."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser

from parvis.commit.charters import actions as charters
from parvis.commit.charters.actions import Asker
from parvis.commit.drafting.models import CoCreation, Contribution
from parvis.commit.exchange.models import BroughtTable
from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.commit.plans.actions import adopt_plan
from parvis.commit.plans.models import Commitment, ReadPage, Responsibility
from parvis.commit.reviews.models import Comment
from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.models import QuarantinedDocument
from parvis.convene.editing.models import WorkingCopy
from parvis.convene.guests.mailing.actions import write
from parvis.convene.guests.mailing.segments import Segment
from parvis.convene.guests.models import Mailing
from parvis.convene.guests.papers.runs import ask
from parvis.convene.guests.papers.wanted import Wanted
from parvis.convene.imports.models import Batch, Custody
from parvis.convene.registration.actions import register
from parvis.convene.registration.models import Question, Registration
from parvis.convene.submissions.models import AnswerTemplate, RefusalReason
from parvis.disclose.links.actions import add_link
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground import clock
from parvis.ground.identifiers import Ref, Resolved, resolve
from parvis.ground.versions.actions import keep
from parvis.people.actions.memberships import grant_role, invite
from parvis.people.actions.tokens import create_token
from parvis.people.models import Organisation, Role, User
from tests.commit.reviews import world as reviewing
from tests.factories import (
    CharterFactory,
    CommitmentFactory,
    EditionFactory,
    EventFactory,
    FeedFactory,
    OpeningFactory,
    OrganisationFactory,
    PlaceFactory,
    PlanFactory,
    RegistrationFactory,
    SeriesFactory,
    UserFactory,
    both,
    demand,
    in_staff_mode,
    signed_by,
    submitted,
)

PAGES = Path(__file__).parents[1] / "civics" / "formats" / "pages"

# code of a column → who it is
ROLES = {
    "nob": "nobody: a stranger",
    "acc": "an account without a role",
    "con": "contributor of our body",
    "mod": "moderator of our body",
    "org": "organiser of our body",
    "adm": "administrator of our body",
    "rev": "reviewer of our body",
    "els": "administrator of another body",
    "sup": "superuser outside staff mode",
    "SUP": "superuser in staff mode",
    "STA": "staff account without superuser's rights, in staff mode",
}
MEMBERS = {
    "con": Role.CONTRIBUTOR,
    "mod": Role.MODERATOR,
    "org": Role.ORGANISER,
    "adm": Role.ADMINISTRATOR,
    "rev": Role.REVIEWER,
}


class World:
    """Ours, theirs, and the people."""

    def __init__(self) -> None:
        self.ours: Organisation = OrganisationFactory(slug="ours", name="Ours")
        self.theirs: Organisation = OrganisationFactory(slug="theirs", name="Theirs")
        self.people: dict[str, Any] = {code: self.person(code) for code in ROLES}
        grant_role(None, UserFactory(), self.ours, Role.ADMINISTRATOR)  # so that no refusal is about the last one
        self.write()

    def person(self, code: str) -> Any:
        if code == "nob":
            return AnonymousUser()
        special = {"is_superuser": code in ("sup", "SUP"), "is_staff": code in ("sup", "SUP", "STA")}
        user: User = UserFactory(
            name=ROLES[code], email=f"{code.lower()}{code.isupper():d}@ambrelle.example", **special
        )
        if code in MEMBERS:
            grant_role(None, user, self.ours, MEMBERS[code])
        if code == "els":
            grant_role(None, user, self.theirs, Role.ADMINISTRATOR)
        return in_staff_mode(user) if code.isupper() else user

    def write(self) -> None:
        ours, theirs, adm, els = self.ours, self.theirs, self.people["adm"], self.people["els"]
        self.opening = OpeningFactory(edition=EditionFactory(slug="hosted", host=ours))
        self.hosted = self.opening.edition
        self.elsewhere = OpeningFactory(edition=EditionFactory(slug="elsewhere", host=theirs)).edition
        self.orphan = EditionFactory(slug="orphan", host=None)
        self.to_us = submitted(self.opening, organisation=theirs, author=els, slug="to-us")
        self.to_them = submitted(self.elsewhere.opening, organisation=ours, author=adm, slug="to-them")
        self.events = {
            **{f"our {state}": EventFactory(organisation=ours, state=state, slug=f"our-{state}") for state in STATES},
            **{
                f"their {state}": EventFactory(organisation=theirs, state=state, slug=f"their-{state}")
                for state in STATES
            },
            "theirs, submitted to us": self.to_us.event,
            "ours, submitted to them": self.to_them.event,
            "nobody’s published": EventFactory(slug="nobodys"),
        }
        self.registrations = {side: self.register(self.events[f"{whose} draft"]) for side, whose in WHOSE.items()}
        self.mailing, self.their_mailing = (self.written(row) for row in self.registrations.values())
        self.papers, self.their_papers = (
            ask(user, self.registration(row), Wanted("badges"), "fr")
            for user, row in zip((self.people["org"], els), self.registrations.values(), strict=True)
        )
        self.link = self.tied("our published", "their published")
        self.their_link = self.tied("their published", "nobody’s published")
        for event in (self.events["our draft"], self.events["their draft"]):
            keep(None, "event", event.uid, content_of(event))
            keep(None, "event", event.uid, {**content_of(event), "title": "Autrement"})
        self.series = {
            "series we host": self.hosted.series,
            "series they host": self.elsewhere.series,
            "series without a host": SeriesFactory(slug="nobodys"),
        }
        self.write_charters()
        self.feed, self.their_feed = FeedFactory(organisation=ours), FeedFactory(organisation=theirs)
        self.plans = {
            "we answer for": PlanFactory(slug="our-plan", organisation=ours),
            "they answer for": PlanFactory(slug="their-plan", organisation=theirs),
            "nobody answers for": PlanFactory(slug="nobodys-plan", organisation=None),
        }
        self.laws = {
            words: LegalText.objects.create(plan=plan, title="Loi no 2026-12") for words, plan in self.plans.items()
        }
        whose = {"ours": "we answer for", "theirs": "they answer for"}
        self.measures = {side: CommitmentFactory(plan=self.plans[words]) for side, words in whose.items()}
        self.articles = {side: Provision.objects.create(measure=of, article="4") for side, of in self.measures.items()}
        self.decrees = {side: Decree.objects.create(measure=of) for side, of in self.measures.items()}
        self.commitments = {words: self.promise(*who) for words, who in PROMISES.items()}
        adopt_plan(None, self.commitments["adopted, we lead"].plan, on=clock.today())
        self.commitments["adopted, we lead"].refresh_from_db()
        self.held = {side: held_page(self.commitments[f"of {side} plan"]) for side in ("our", "their")}
        self.reviews = reviews_by(self.people["rev"], self.promise("ours", ""), lead=theirs)
        self.tables = {
            words: BroughtTable.objects.create(plan=plan, name="a.csv", content=b"titre;fin\na;b\n")
            for words, plan in self.plans.items()
        }
        self.contributions = {words: self.contribute(self.plans[words]) for words in self.plans}
        self.batch = Batch.objects.create(organisation=ours, by=adm, name="a.csv", state="ready")
        self.their_batch = Batch.objects.create(organisation=theirs, by=els, name="b.csv", state="ready")
        self.place, self.other_place = PlaceFactory(), PlaceFactory()
        self.invitation, _link = invite(adm, ours, "guest@ambrelle.example", Role.ORGANISER)
        self.token, _secret = create_token(adm, ours, name="Site de la ville")
        self.reason = RefusalReason.objects.create(host=ours, code="own", label=both("Hors sujet", "Off topic"))
        self.template = AnswerTemplate.objects.create(host=ours, title="Merci", text=both("Merci.", "Thanks."))
        self.document = QuarantinedDocument.objects.create(
            origin="a.csv",
            external_id="x",
            kind="text",
            name="x.md",
            title="Billet",
            text="Un billet.",
            seen_at=clock.now(),
        )
        Custody.objects.create(document=self.document, organisation=ours)
        self.copies = {
            "a form typed by our organiser": WorkingCopy.objects.create(
                user=self.people["org"], form="event", object_uid=self.events["our draft"].uid, data={}
            )
        }

    def register(self, event: Any) -> dict[str, Any]:
        """What the addresses of a registration name: it, something of each kind that it asks, somebody registered."""
        registration = RegistrationFactory(event=event)
        category = registration.categories.get()
        question = Question.objects.create(registration=registration, label=both("Repas", "Meal"))
        guest = register(registration, category, demand(category, origin="organiser")).sign_up
        return {"uid": event.uid, "which": registration.uid, "row": question.uid, "sign_up": guest.uid}

    def registration(self, row: dict[str, Any]) -> Registration:
        return Registration.objects.get(uid=row["which"])

    def written(self, row: dict[str, Any]) -> Mailing:
        """A message to those who registered, not sent yet."""
        words = {"fr": "La salle change"}
        return write(None, self.registration(row), Segment(), words, words)

    def contribute(self, plan: Any) -> Contribution:
        """What somebody proposed for a plan, not shown yet."""
        day = clock.today()
        made = CoCreation.objects.create(plan=plan, first_day=day, last_day=day, announced_at=clock.now())
        return Contribution.objects.create(
            cocreation=made, number=1, title="Des bancs", body="Des bancs.", stage="waiting", submitted_at=clock.now()
        )

    def promise(self, plan: str, role: str) -> Any:
        """A published commitment of a plan of ours or theirs, in which our body has this role."""
        body = self.ours if plan == "ours" else self.theirs
        one = CommitmentFactory(plan=PlanFactory(organisation=body))
        if role:
            Responsibility.objects.create(commitment=one, role=role, organisation=self.ours)
        return one

    def tied(self, one: str, other: str) -> Link:
        start, end = (Ref("event", self.events[event].uid) for event in (one, other))
        return add_link(None, start, Relation.RELATED, end, standing=Standing.ILLUSTRATIVE)

    def seen(self, event: str) -> Resolved:
        """A published event as links and stories see it."""
        ref = Ref("event", self.events[event].uid)
        return resolve([ref], AnonymousUser(), "fr")[ref]

    def write_charters(self) -> None:
        """A charter kept by each body and one by nobody; both bodies signed ours, we withdrew from theirs."""
        self.charter = CharterFactory(slug="kept", host=self.ours)
        self.their_charter = CharterFactory(slug="theirs", host=self.theirs)
        self.old_charter = CharterFactory(slug="old", host=None)
        gone = signed_by(self.ours, self.their_charter)
        charters.withdraw(None, gone, clock.today())
        self.signatories = {
            "we sign our charter": signed_by(self.ours, self.charter),
            "they sign our charter": signed_by(self.theirs, self.charter),
            "we sign nobody’s": signed_by(self.ours, self.old_charter),
            "we withdrew": gone,
        }
        asker = Asker("Atelier", "civic-tech", "civic", "Inès", "cofondatrice", "ines@budgets.example")
        self.to_sign, self.to_sign_theirs = (
            confirmed(charters.ask_to_sign(charter, asker)) for charter in (self.charter, self.their_charter)
        )

    def things(self, kind: str) -> dict[str, Any]:
        """The objects of a kind, as annotations name it; KeyError for one that the table does not know yet."""
        return {
            "Organisation": {"our body": self.ours, "their body": self.theirs},
            "Organisation | None": {"our body": self.ours, "their body": self.theirs, "no body": None},
            "Sequence[Organisation]": {"[ours]": [self.ours], "[theirs]": [self.theirs], "no host": []},
            "Event": self.events,
            "Edition": {"we host": self.hosted, "they host": self.elsewhere, "without a host": self.orphan},
            "Edition | None": {"we host": self.hosted, "they host": self.elsewhere, "no edition": None},
            "Series": self.series,
            "Feed": {"our source": self.feed, "their source": self.their_feed},
            "BroughtTable": self.tables,
            "Batch": {"our import": self.batch, "their import": self.their_batch},
            "Submission": {"theirs to us": self.to_us, "ours to them": self.to_them},
            "WorkingCopy": self.copies,
            "Plan": self.plans,
            "LegalText": self.laws,
            "Commitment": self.commitments,
            "Charter": {"we keep": self.charter, "they keep": self.their_charter, "without a host": self.old_charter},
            "Signatory": self.signatories,
            "Contribution": self.contributions,
            "Resolved": {
                "our event": self.seen("our published"),
                "their event": self.seen("their published"),
                "nobody’s event": self.seen("nobody’s published"),
            },
            "Review": self.reviews,
            "Recommendation": {
                words: one.recommendations.first() for words, one in self.reviews.items() if one.recommendations.count()
            },
        }[kind]


def reviews_by(reviewer: User, commitment: Any, *, lead: Organisation) -> dict[str, Any]:
    """Reviews at each of their stages, of a commitment of our plan that they lead, by a reviewer of ours."""
    Responsibility.objects.create(commitment=commitment, role="lead", organisation=lead)
    made = {
        "offered": reviewing.offered(commitment, reviewer),
        "being written": reviewing.coded(reviewing.drafted(commitment, reviewer), reviewer),
        "open to comments": reviewing.commented(
            reviewing.coded(reviewing.drafted(commitment, reviewer), reviewer), reviewer
        ),
        "published": reviewing.published(commitment, reviewer),
    }
    Comment.objects.create(review=made["open to comments"], side="public", body="Il manque un fichier.")
    return made


def confirmed(request: Any) -> Any:
    return charters.confirm(request.token)


WHOSE = {"ours": "our", "theirs": "their"}
STATES = ("draft", "submitted", "published", "refused", "withdrawn")
# commitment in words → (whose plan it is of, what our body is in it)
PROMISES = {
    "of our plan": ("ours", ""),
    "of their plan": ("theirs", ""),
    "of their plan, we lead": ("theirs", "lead"),
    "of their plan, we do a milestone": ("theirs", "responsible"),
    "of their plan, we support": ("theirs", "supporting"),
    "adopted, we lead": ("theirs", "lead"),
}


def held_page(commitment: Commitment) -> ReadPage:
    """A page whose reviews wait for somebody independent; its words are made up."""
    text = (PAGES / "XQ0012.fr.txt").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReadPage.objects.create(
        commitment=commitment, digest=digest, name="page.txt", text=text, held_back=["review"], seen_at=clock.now()
    )
