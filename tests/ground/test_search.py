"""What is typed is found, whatever is typed, on either engine."""

import random
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.ground.places.models import Place
from parvis.ground.search.excerpts import excerpt, highlight
from parvis.ground.search.indexing import Text, index, index_many, register_indexer, reindex, remove
from parvis.ground.search.models import Document
from parvis.ground.search.queries import count, matching, search
from parvis.ground.search.words import words_of

pytestmark = pytest.mark.django_db


def put(title, body="", language="fr", uid=None, **more):
    uid = uid or uuid4()
    index("thing", uid, [Text(language, title, body, f"/{language}/things/{uid}/", **more)])
    return uid


def titles(query, language="fr", **more):
    return [hit.title for hit in search(query, language, **more).hits]


@pytest.mark.parametrize(
    "query",
    ["Séance", "seance", "SEANCE", "séances", "l'ouverture", "l’ouverture séance", "ouvert", "plén", "pleniere", "sea"],
)
def test_accents_case_number_and_unfinished_words_are_tolerated(query):
    put("Séance plénière d’ouverture", "Le matin.")
    put("Atelier", "L’après-midi.")

    assert titles(query) == ["Séance plénière d’ouverture"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("numériqu", "Le numérique public"),
        ("atelier", "Des ateliers"),
        ("oeuvre", "Mise en œuvre"),
        ("co-construction", "La co-construction des politiques"),
        ("coconstr", "coconstruction"),
        ("15 novembre 2018", "Le 15 novembre 2018, à Paris"),
        ("parvis.example", "Écrire à contact@parvis.example"),
        ("2018-11-15", "Le 2018-11-15"),
        ("c", "Un cours de C"),
        ("la mairie de quartier", "Une mairie du quartier"),
        ("qu'une réunion d'information", "La réunion publique d’information"),
        ("été", "Un été à Ambrelle"),
    ],
)
def test_words_are_found_in_the_body(query, text):
    put("Titre", text)
    put("Autre", "Rien de tel.")

    assert titles(query) == ["Titre"]


def test_every_word_counts():
    put("Budget participatif", "Le vote des projets")
    put("Budget municipal", "Le vote du conseil")

    assert titles("budget projets") == ["Budget participatif"]
    assert titles("budget projets conseil") == []


def test_a_word_in_the_title_comes_first():
    put("Compte rendu", "On y parle du budget, du budget et encore du budget.")
    put("Budget", "Compte rendu")

    assert titles("budget") == ["Budget", "Compte rendu"]


def test_weight_raises_an_object():
    put("Budget", "deux", weight=1)
    put("Budget", "un", weight=5, uid=(heavy := uuid4()))

    assert search("budget", "fr").hits[0].uid == heavy


def test_languages_are_apart():
    uid = uuid4()
    index("thing", uid, [Text("fr", "Le budget", "", "/fr/"), Text("en", "The budget", "", "/en/")])

    assert [hit.url for hit in search("budget", "en").hits] == ["/en/"]
    assert [hit.url for hit in search("budget", "fr").hits] == ["/fr/"]


def test_types_are_chosen():
    put("Budget")
    index("other", uuid4(), [Text("fr", "Budget autre", "", "/fr/")])

    assert titles("budget", types=["other"]) == ["Budget autre"]
    assert titles("budget", types=[]) == []
    assert len(titles("budget")) == 2


def test_pages_follow_one_another_and_say_how_many_there_are():
    for number in range(5):
        put(f"Budget {number}", day=date(2026, 1, number + 1))

    first, second = search("budget", "fr", limit=3), search("budget", "fr", limit=3, offset=3)

    assert [len(first.hits), len(second.hits)] == [3, 2]
    assert first.total == second.total == count("budget", "fr") == 5
    assert {hit.uid for hit in first.hits} & {hit.uid for hit in second.hits} == set()
    assert first.hits[0].day == date(2026, 1, 5)
    assert search("budget", "fr", limit=3, offset=30).total == 5


def test_what_is_indexed_again_is_found_by_its_new_words_only():
    uid = put("Ancien titre")
    put("Nouveau nom", uid=uid)

    assert titles("ancien") == []
    assert titles("nouveau") == ["Nouveau nom"]
    assert Document.objects.count() == 1


def test_a_language_that_is_not_said_any_more_is_forgotten():
    uid = uuid4()
    index("thing", uid, [Text("fr", "Budget", "", "/fr/"), Text("en", "Budget", "", "/en/")])

    index("thing", uid, [Text("fr", "Budget", "", "/fr/")])

    assert titles("budget", "en") == []
    assert titles("budget", "fr") == ["Budget"]


def test_what_is_removed_is_not_found():
    uid = put("Budget")
    remove("thing", uid)

    assert titles("budget") == []


def test_an_index_follows_the_transaction():
    with transaction.atomic():
        put("Budget")
        transaction.set_rollback(True)

    assert titles("budget") == []


@pytest.mark.parametrize(
    "query",
    ["", " ", "!!!", "l'", "de la", '"', "a AND", "NEAR(", "title:x", "*", "^", "a:*", "&", "|", "!a", "<->", "'", "-",
     "\\", "%", "%s", "\x00", "a\x00b", "()", "{}", "œ", "бюджет", "预算", "٣", "ﬁ", "İ", "ß", "½", "a" * 5000,
     "mot " * 500],
)  # fmt: skip
def test_no_character_is_syntax(query):
    put("Budget")

    assert search(query, "fr").total == len(search(query, "fr").hits)
    list(Place.objects.filter(uid__in=matching("place", query, "fr")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40), text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_can_be_indexed_and_looked_for(query, text):
    uid = put("T" + text, text)

    search(query, "fr")
    list(Place.objects.filter(uid__in=matching("place", query, "en")))
    remove("thing", uid)


def test_a_list_is_filtered_in_one_query(django_assert_num_queries):
    halle = Place.objects.create(slug="halle", name="Halle aux grains")
    Place.objects.create(slug="autre", name="Autre")
    index("place", halle.uid, [Text("fr", "Halle aux grains", "", "/fr/")])
    index("thing", uuid4(), [Text("fr", "Halle aux grains", "", "/fr/")])

    with django_assert_num_queries(1):
        found = list(Place.objects.filter(uid__in=matching("place", "grain", "fr")))

    assert found == [halle]
    assert list(Place.objects.filter(uid__in=matching("place", "!", "fr"))) == []
    assert Place.objects.exclude(uid__in=matching("place", "halle", "fr")).count() == 1


def test_an_excerpt_shows_the_words_around_what_was_found_and_nothing_unescaped():
    body = "Avant. " * 80 + "Le <script>budget</script> & la séance. " + "Après. " * 80

    html = excerpt(body, words_of("budget"))

    assert "&lt;script&gt;<mark>budget</mark>&lt;/script&gt; &amp;" in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 400


def test_highlights_follow_accents_and_number():
    assert highlight("Séances d’été", words_of("séance ete")) == "<mark>Séances</mark> d’<mark>été</mark>"


def test_reindexing_forgets_what_is_gone_and_finds_what_is_there():
    uid = uuid4()
    put("Disparu")
    register_indexer("thing", lambda: iter([(uid, [Text("fr", "Présent", "", "/fr/")])]))

    assert reindex(["thing"]) == {"thing": 1}

    assert (titles("disparu"), titles("present")) == ([], ["Présent"])
    with pytest.raises(LookupError, match="nothing-like-it"):
        reindex(["nothing-like-it"])


def test_many_objects_are_indexed_in_a_few_queries(django_assert_max_num_queries):
    texts = {uuid4(): [Text("fr", f"Objet {number}", "", "/fr/")] for number in range(300)}

    with django_assert_max_num_queries(6):
        index_many("thing", texts)

    assert count("objet", "fr") == 300


@pytest.mark.only_postgres
def test_letters_lose_their_accents_without_the_extension_too():
    from parvis.ground.search.engines import FOLD_TRANSLATE

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT parvis_fold('Œuvre À L’ÉTÉ, çà-et-là ñ')")
        (with_extension,) = cursor.fetchone()
        cursor.execute(FOLD_TRANSLATE)
        cursor.execute("SELECT parvis_fold('Œuvre À L’ÉTÉ, çà-et-là ñ')")
        assert cursor.fetchone() == (with_extension,)
        transaction.set_rollback(True)
    assert with_extension == "oeuvre a l ete ca et la n"


def test_random_pairs_of_words_are_found_where_they_are():
    words = ["mairie", "vote", "école", "forêt", "hôpital", "données", "santé", "quartier", "ville", "jury"]
    chance = random.Random(7)
    texts = {uuid4(): chance.sample(words, 4) for _ in range(60)}
    index_many("thing", {uid: [Text("fr", "Fiche", " ".join(text), "/fr/")] for uid, text in texts.items()})

    for _ in range(20):
        pair = chance.sample(words, 2)
        found = {hit.uid for hit in search(" ".join(pair), "fr", limit=100).hits}
        assert found == {uid for uid, text in texts.items() if set(pair) <= set(text)}
