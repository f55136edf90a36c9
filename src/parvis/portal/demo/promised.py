"""What Ambrelle promised, in its own words: facts of a city that does not exist. Days count from the anchor."""

from __future__ import annotations

from parvis.portal.demo.promise import Amendment, PlanData, Promise, Step, Told, Withdrawal

PARTICIPATION, DIGITAL, WATER = (
    "Direction de la participation",
    "Direction du numérique d’Ambrelle",
    "Service de l’eau d’Ambrelle",
)
ACCESS, TAKING_PART, ANSWERING = "access-to-information", "civic-participation", "public-accountability"

PLAN = PlanData(
    framework={"fr": "Plans locaux d’Ambrelle", "en": "Ambrelle’s local plans"},
    title={"fr": "Plan d’action {}–{} pour une ville ouverte", "en": "Action plan {}–{} for an open city"},
    summary={
        "fr": "Douze promesses écrites avec les habitants, chacune avec qui en répond, pour quand, et ce qui le montrera.",
        "en": "Twelve promises written with residents, each with who answers for it, by when, and what will show it.",
    },
    adopted={
        "fr": "Onze engagements adoptés par le conseil, après trois réunions publiques.",
        "en": "Eleven commitments adopted by the council, after three public meetings.",
    },
)

COMMITMENTS = (
    Promise(
        "1",
        ("Rendre lisible ce qui se décide avec les habitants", "Make legible what is decided with residents"),
        (
            ("La Ville publie le calendrier, l’ordre du jour et le compte rendu de toutes les instances où siègent des "
            "habitants, dans des mots que chacun comprend."),
            ("The City publishes the calendar, the agenda and the minutes of every body on which residents sit, in words "
            "that anyone understands."),
        ),
        (
            ("lead", PARTICIPATION, None, None),
            ("supporting", "Archives municipales d’Ambrelle", None, None),
            ("supporting", "Signes en ville", -200, None),
        ),
        ("right-to-information", "public-participation"),
        (ACCESS, TAKING_PART),
        (
            Step(
                ("Publier le calendrier de toutes les instances", "Publish the calendar of every body"), -255,
                Told(-273, "complete", "Seize instances sont au calendrier.", (
                    ("direct", "calendrier-des-instances", "Le calendrier des instances", -275),
                    ("supporting", "theme:participation", "Le calendrier y a été présenté et discuté.", 0),
                )),
            ),
            Step(
                ("Publier chaque ordre du jour sept jours avant", "Publish each agenda seven days ahead"), -163,
                Told(-165, "complete", "", (("direct", "ordres-du-jour", "Les ordres du jour, avec leur date", -166),)),
            ),
            Step(
                ("Mettre en ligne les comptes rendus de toutes les instances", "Put the minutes of every body online"), -40,
                Told(-38, "limited", "Neuf instances sur seize. Sept n’ont pas encore de secrétariat.", (
                    ("direct", "comptes-rendus", "Les comptes rendus publiés", -41),
                )),
            ),
            Step(
                ("Écrire les convocations en facile à lire", "Write the invitations in easy language"), 110,
                Told(-38, "limited", "Trois modèles ont été essayés."),
            ),
            Step(("Publier un bilan des présences", "Publish who was present"), "{0}-41"),
        ),
        ends="{0}-41",
        told=Told(-38, "substantial", "Deux jalons sur cinq sont tenus, deux sont en cours. Sept instances n’ont pas encore "
                  "de secrétariat.", (("direct", "point-avancement", "Le point d’avancement du trimestre", -38),)),
        texts={
            "problem": (
                ("Seize instances réunissent des habitants. En 2024, onze n’ont publié ni date ni compte rendu : on apprend "
                "ce qui s’y est dit par qui y siège."),
                ("Sixteen bodies bring residents together. In 2024, eleven published neither date nor minutes: what was "
                "said there is learnt from those who sit on them."),
            ),
            "public_change": (
                "Qui n’y siège pas sait quand cela se décide, et peut lire pourquoi.",
                "Whoever does not sit there knows when it is decided, and can read why.",
            ),
        },
        absences={"budget": "not-published"},
    ),
    Promise(
        "2",
        ("Publier chaque marché public, du besoin à la facture", "Publish every public contract, from the need to the invoice"),
        (
            ("Chaque marché de plus de 5 000 € a sa page : ce qui était demandé, qui a répondu, qui a été choisi et pourquoi, "
            "ce qui a été payé."),
            "Every contract above €5,000 has its page: what was asked, who answered, who was chosen and why, what was paid.",
        ),
        (
            ("lead", "Ville d’Ambrelle", -430, -220),
            ("lead", DIGITAL, -219, None),
            ("supporting", "Données d’ici", None, None),
        ),
        ("open-contracting", "private-sector"),
        (ACCESS, ANSWERING),
        (
            Step(
                ("Publier les marchés attribués", "Publish the contracts awarded"), "{0}-33",
                Told(-70, "complete", "", (("direct", "marches", "Le registre des marchés", -72),)),
            ),
            Step(("Publier les raisons du choix", "Publish the reasons of the choice"), -12, Told(-60, "limited")),
            Step(("Publier ce qui est payé, chaque mois", "Publish what is paid, every month"), "{1}-40"),
        ),
        told=Told(-60, "limited", "Les marchés sont en ligne ; les raisons attendent l’accord du service juridique."),
        budget=6_500_000,
    ),
    Promise(
        "3",
        ("Dire quand un algorithme décide, et comment", "Say when an algorithm decides, and how"),
        (
            "Tout calcul qui attribue une place, une aide ou un rang est nommé, expliqué, et chacun peut refaire le sien.",
            "Every calculation that grants a place, a benefit or a rank is named and explained, and anyone can redo theirs.",
        ),
        (("lead", DIGITAL, None, None), ("partner", "Parents du Levant", None, None)),
        ("data-stewardship-and-privacy", "challenge-digital-governance"),
        (ACCESS, ANSWERING, "technology-and-innovation"),
        (
            Step(
                ("Ouvrir un registre des algorithmes", "Open a register of algorithms"), -120,
                Told(-118, "complete", "", (("direct", "algorithmes", "Le registre", -119),)),
            ),
            Step(
                ("Expliquer l’attribution des places en crèche", "Explain how nursery places are granted"), 30,
                Told(-20, "substantial", "La règle est publiée ; la réunion avec les parents est au programme."),
            ),
        ),
        told=Told(-20, "substantial", "", (("direct", "algorithmes", "Le registre des algorithmes", -20),)),
        events=("algorithme-des-creches",),
    ),
    Promise(
        "4",
        ("Choisir les berges de l’Ambre avec celles et ceux qui y vivent", "Choose the banks of the Ambre with those who live there"),
        (
            "Trois scénarios sont comparés en public avant tout vote du conseil ; chaque avis reçoit une réponse écrite.",
            "Three scenarios are compared in public before any vote of the council; every opinion gets a written answer.",
        ),
        (("lead", WATER, None, None), ("supporting", "Rives vivantes", None, None),
         ("supporting", "Agence de l’eau Ambre-Amont", None, None)),
        ("public-participation", "climate-mitigation"),
        (TAKING_PART, ANSWERING),
        (
            Step(
                ("Publier l’étude de crue", "Publish the flood study"), -90,
                Told(-12, "limited", "L’étude est rendue ; deux annexes attendent l’accord de l’agence."),
            ),
            Step(
                ("Comparer les trois scénarios en réunion publique", "Compare the three scenarios in a public meeting"), 0,
                Told(0, "substantial", "", (
                    ("direct", "berges-de-l-ambre", "La réunion où les scénarios sont comparés", 0),
                )),
            ),
            Step(("Répondre à chaque avis", "Answer every opinion"), 60),
            Step(("Organiser un vote consultatif du quartier", "Hold an advisory vote of the quarter"), "{0}-40"),
        ),
        told=Told(-12, "limited", "L’étude de crue est en retard de trois mois."),
        events=("marche-sur-la-digue",),
        texts={
            "problem": (
                "La digue du quai Vert doit être refaite avant trois ans, et personne n’a vu les plans.",
                "The dyke of the quai Vert must be rebuilt within three years, and nobody has seen the plans.",
            ),
        },
        budget=18_000_000,
    ),
    Promise(
        "5",
        ("Aider à voter dans chaque quartier", "Help people vote in every quarter"),
        (
            "Deux permanences par quartier, avant chaque scrutin, expliquent comment voter et comment donner procuration.",
            "Two sessions in each quarter, before each ballot, explain how to vote and how to appoint a proxy.",
        ),
        (("lead", PARTICIPATION, None, None), ("supporting", "Bibliothèques d’Ambrelle", None, None)),
        ("public-participation", "people-with-disabilities"),
        (TAKING_PART, "inclusion"),
        (
            Step(
                ("Tenir les permanences du premier scrutin", "Hold the sessions of the first ballot"), 33,
                Told(0, "limited", "Quatre quartiers sur six ont leurs dates.", (
                    ("direct", "aide-au-vote", "Une des permanences", 0),
                )),
            ),
            Step(("Mesurer qui est venu", "Measure who came"), "{0}-41"),
        ),
        carried_over=True,
        absences={"budget": "not-published"},
    ),
    Promise(
        "6",
        ("Publier les délibérations sous 72 heures", "Publish the council’s decisions within 72 hours"),
        (
            "Chaque délibération est en ligne trois jours après le conseil, avec le vote de chaque élu.",
            "Each decision is online three days after the council, with the vote of each member.",
        ),
        (("lead", "Ville d’Ambrelle", None, None),),
        ("right-to-information", "social-accountability"),
        (ACCESS, ANSWERING),
        (
            Step(
                ("Publier sous 72 heures", "Publish within 72 hours"), -11,
                Told(-17, "complete", "", (("direct", "deliberations", "Les délibérations et leurs délais", -17),)),
            ),
            Step(
                ("Publier le vote de chaque élu", "Publish the vote of each member"), -11,
                Told(-17, "complete", "", (("direct", "votes", "Les votes nominatifs", -17),)),
            ),
        ),
        ends=-11,
        told=Told(-17, "complete", "", (("direct", "deliberations", "Douze conseils de suite à l’heure", -17),)),
    ),
    Promise(
        "7",
        ("Une facture d’eau que l’on comprend", "A water bill that people understand"),
        (
            "La facture tient sur une page et dit ce que chaque ligne paie ; une personne répond dans la semaine.",
            "The bill fits on one page and says what each line pays for; a person answers within the week.",
        ),
        (("lead", WATER, None, None), ("supporting", "Médiateurs du numérique", None, None)),
        ("health-and-nutrition", "access-to-justice"),
        (ACCESS,),
        (
            Step(
                ("Essayer la nouvelle facture avec cent abonnés", "Try the new bill with a hundred customers"), -60,
                Told(-55, "complete", "", (("direct", "facture-essai", "Le compte rendu de l’essai", -58),)),
            ),
            Step(
                ("L’envoyer à tout le monde", "Send it to everyone"), "{0}-04",
                Told(-3, "limited", "Deux quartiers sur six la reçoivent."),
            ),
        ),
        told=Told(-3, "substantial", "", (("direct", "facture-essai", "L’essai de la facture", -55),)),
        events=("facture-d-eau",),
    ),
    Promise(
        "8",
        ("Répondre à chaque contribution, avec une raison", "Answer every contribution, with a reason"),
        (
            "Toute proposition faite à la Ville reçoit en deux mois une réponse qui dit le critère, la raison et le recours.",
            ("Every proposal made to the City receives within two months an answer that says the criterion, the reason and "
            "the appeal."),
        ),
        (("lead", PARTICIPATION, None, None),),
        ("public-participation", "social-accountability"),
        (TAKING_PART, ANSWERING),
        (
            Step(("Répondre aux propositions de l’an passé", "Answer last year’s proposals"), -75),
            Step(("Tenir le délai de deux mois", "Keep to two months"), "{0}/.."),
        ),
        absences={"budget": "not-applicable"},
    ),
    Promise(
        "9",
        ("Une carte ouverte des trottoirs praticables", "An open map of the pavements one can use"),
        (
            "Les trottoirs sont relevés avec celles et ceux qui s’y heurtent ; la carte est libre et mise à jour chaque mois.",
            "The pavements are surveyed with those who stumble on them; the map is free and updated every month.",
        ),
        (("lead", DIGITAL, None, None), ("supporting", "Les Trottoirs libres", None, None),
         ("partner", "Cartes ouvertes de l’Ambre", None, None)),
        ("people-with-disabilities", "infrastructure-and-transport"),
        (ACCESS, TAKING_PART, "inclusion"),
        (
            Step(
                ("Relever le centre", "Survey the centre"), -100,
                Told(-95, "complete", "", (("direct", "carte-trottoirs", "La carte du centre", -96),)),
            ),
            Step(
                ("Relever les six quartiers", "Survey the six quarters"), "{0}-09",
                Told(-8, "limited", "Deux quartiers relevés.", (
                    ("supporting", "theme:accessibility", "Le relevé y a été montré.", 0),
                )),
            ),
            Step(("Rendre la carte aux services de voirie", "Hand the map to the road services"), "{1}"),
        ),
        events=("trottoirs",),
    ),
    Promise(
        "10",
        ("Le budget des toits solaires, ligne par ligne", "The budget of the solar roofs, line by line"),
        (
            "Ce que coûtent et rapportent les toits solaires des écoles est publié chaque trimestre, école par école.",
            "What the solar roofs of the schools cost and bring is published every quarter, school by school.",
        ),
        (("lead", "Ambre Habitat", None, None), ("supporting", "Voisins solaires", None, None)),
        ("challenge-fiscal-openness", "climate-finance"),
        (ACCESS, ANSWERING),
        (
            Step(("Publier le premier trimestre", "Publish the first quarter"), "{0}-34"),
            Step(("En parler avec les écoles", "Talk about it with the schools"), 45,
                 Told(-6, "not-started", "", ())),
        ),
        budget=2_400_000,
    ),
    Promise(
        "11",
        ("Un conseil tiré au sort dans les Hauts-Jardins", "A council drawn by lot in the Hauts-Jardins"),
        (
            "Trente habitants tirés au sort suivent pendant un an les travaux du quartier.",
            "Thirty residents drawn by lot follow the works of the quarter for a year.",
        ),
        (("lead", PARTICIPATION, None, None), ("partner", "Collectif des Hauts-Jardins", None, None)),
        ("mainstreaming-participation",),
        (TAKING_PART,),
        (Step(("Tirer au sort trente habitants", "Draw thirty residents by lot"), -150, Told(-160, "limited")),),
    ),
    Promise(
        "12",
        ("Dire pourquoi un bus passe, ou ne passe pas", "Say why a bus runs, or does not"),
        (
            "Chaque ligne demandée a sa page : ce qu’elle coûterait, ce qui l’empêche, ce qui la rendrait possible.",
            "Each line that is asked for has its page: what it would cost, what prevents it, what would make it possible.",
        ),
        (("lead", "Régie des transports d’Ambrelle", None, None),),
        ("infrastructure-and-transport",),
        (ACCESS, ANSWERING),
        (
            Step(
                ("Publier la réponse sur les bus de nuit", "Publish the answer on night buses"), 20,
                Told(-4, "limited", "La réponse est écrite ; elle sera discutée avant d’être publiée."),
            ),
            Step(("Ouvrir les données d’horaires et de retards", "Open the data of timetables and delays"), "{1}-41"),
        ),
        events=("bus-de-nuit",),
        amendment=True,
    ),
)  # fmt: skip

AMENDMENT = Amendment(
    "5",
    {
        "solution_fr": "Trois permanences par quartier, avant chaque scrutin, expliquent comment voter et comment donner "
        "procuration ; l’une d’elles en langue des signes.",
        "solution_en": "Three sessions in each quarter, before each ballot, explain how to vote and how to appoint a proxy; "
        "one of them in sign language.",
    },
    {
        "fr": "L’engagement 5 passe de deux à trois permanences par quartier ; l’engagement 12 est ajouté.",
        "en": "Commitment 5 goes from two to three sessions in each quarter; commitment 12 is added.",
    },
)
WITHDRAWAL = Withdrawal(
    "11",
    "Le tirage au sort a réuni neuf personnes sur trente. Le conseil préfère reprendre avec le collectif du quartier, et le "
    "dira dans le prochain plan.",
)
# What a shorter page says of the first commitment: (part, language, text).
SUMMARY = (
    ("solution", "fr", "Calendrier, ordres du jour et comptes rendus publiés, en mots simples."),
    ("solution", "en", "Calendar, agendas and minutes published, in plain words."),
)
