"""CPU seconds of `parvis check` on 1,000 generated pages, the whole process counted. The bar is 15.

Run: python bench/check.py [PAGES]
"""

import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

BAR = 15.0  # CPU seconds
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
TOPICS = ("l’eau", "les jardins", "la mobilité", "le logement", "les données ouvertes", "le climat", "la jeunesse")
SENTENCES = (
    "Les habitants du quartier présentent leurs propositions pour {topic}, puis chacun choisit un groupe de travail.",
    "Une équipe de la ville expose ce qu’elle a retenu de la consultation de l’automne, et ce qu’elle n’a pas retenu.",
    "Chaque table rédige une question pour {topic} ; les réponses seront publiées le mois suivant avec leurs sources.",
    "Le [programme complet](https://ville.example/programme/{number}) tient sur une page, **avec les plans d’accès**.",
    "Rendez-vous le {weekday} {day} {month} de 9h30 à 16h dans la grande salle, ou en ligne de 14h à 15h30.",
    "La séance est ouverte à toutes et tous, l’inscription est gratuite, et la salle est de plain-pied.",
)


def page(number: int, random: Random) -> str:
    """A page of a made-up agenda, some 60 lines; one in five has a wrong weekday."""
    day = date(2026, 1, 1) + timedelta(days=random.randrange(365))
    topic = random.choice(TOPICS)
    shown = DAYS[(day.weekday() + (number % 5 == 0)) % 7]
    words = {"topic": topic, "number": number, "weekday": shown, "day": day.day, "month": MONTHS[day.month - 1]}
    paragraphs = [" ".join(random.choice(SENTENCES) for _ in range(4)).format(**words) for _ in range(8)]
    slots = [f"* **{hour}h-{hour + 1}h :** atelier {hour - 8} sur {topic}" for hour in range(9, 17)]
    return "\n".join(
        [
            "---",
            f"title: Rencontre numéro {number} sur {topic}",
            f"date: {day - timedelta(days=40)} 10:00:00 +01:00",
            "categories:", "- Atelier", "tags:", "- participation", "- quartier",
            f"chapeau-text: Une journée pour {topic}, avec les services de la ville",
            "  et les associations du quartier.",
            "une-ou-diaporama:", f'- image: "/uploads/{number}.png"', "  alternative-textuelle: La place du marché",
            f"event_start_date: {day} 09:30:00 +02:00",
            "lieu: Maison des associations", f"adresse: {number} rue des Tilleuls, 44000 Villeneuve",
            "acces:", "- type: Tram", "  lignes:", "  - nom: Ligne 2, arrêt Marché",
            "champs_informations:", "- intitule: Horaires", "  contenu: 9h30-16h",
            "- intitule: Inscription", "  contenu: Gratuite", f"  lien: https://ville.example/inscription/{number}",
            "---", "", "## La journée", "",
            *[line for paragraph in paragraphs for line in (paragraph, "")],
            "## Programme", "", *slots, "",
        ]
    )  # fmt: skip


def main() -> int:
    """Generate, run, print; 1 when over the bar."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        random = Random(4)
        size = 0
        for number in range(count):
            text = page(number, random)
            size += len(text)
            Path(folder, f"{number:05}.md").write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(
            [sys.executable, "-m", "parvis.cli", "check", folder, "--format", "json", "--today", "2026-11-22"],
            stdout=subprocess.PIPE,
            check=False,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{count} pages of {size // count:,} characters, exit code {run.returncode}, {len(run.stdout):,} bytes of JSON"
    )
    print(f"{cpu:.2f} CPU s (bar: {BAR:g}), {cpu / count * 1000:.2f} ms a page, {after.ru_maxrss // 1024} MB at most")
    return 0 if run.returncode in {0, 1} and cpu <= BAR * max(1, count / 1_000) else 1


if __name__ == "__main__":
    sys.exit(main())
