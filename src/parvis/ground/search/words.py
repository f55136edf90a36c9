"""From what a person types to words that no engine can mistake for syntax."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
WORD = re.compile(r"[a-z0-9]+|[^\W_]+")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)")
MOST_WORDS = 12
LONGEST_WORD = 40
# Words that say nothing of the subject, for an engine that keeps them all; PostgreSQL has its own lists.
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a au aux avec ce ces dans de des du elle en et il je la le les leur lui ma mais me meme mes moi mon ne nos
        notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous y
        an and are as at be by for from in is it of or that the this to was were will with""",
    )
)


def fold(text: str) -> str:
    """The text in lower case without accents nor ligatures; as long as its letters, not always as the text."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(query: str) -> list[str]:
    """The words to look for, folded, in order: 12 at most, each of 40 letters at most; [] when there is none."""
    plain = ELISION.sub("", fold(query[:1000]))
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)][:MOST_WORDS]


def with_number(word: str) -> tuple[str, ...]:
    """The word and its plain singular or plural, for an engine without a stemmer."""
    if len(word) < 4 or word.isdigit():
        return (word,)
    if word.endswith(("s", "x")):
        return word, word[:-1]
    return word, f"{word}s"


def with_ligatures(word: str) -> tuple[str, ...]:
    """The word and its spelling with œ or æ, for an engine that does not open them."""
    bound = word.replace("oe", "œ").replace("ae", "æ")
    return (word,) if bound == word else (word, bound)
