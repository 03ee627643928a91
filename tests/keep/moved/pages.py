"""Pages of some length in two designs, in several languages, with figures and dates that tell issues apart."""

import random

_PARTS = {
    "en": (
        """the council, a committee, the harbour, this survey, the river, our museum, the old railway, the orchard,
        a letter, the bridge, the quarry, the parish, the engine, this garden, the lantern, the mill""",
        """reported, was told of, agreed upon, looked into, lost, rebuilt, described, painted, moved, defended, counted,
        measured, forgot, remembered, opened, sold""",
        """for the second winter, without much noise, in spite of the floods, near the eastern gate, to everyone's
        surprise, as the minutes show, under new rules, before the harvest, with help from abroad""",
    ),
    "de": (
        """der Gemeinderat, die Brücke, das Museum, ein Ausschuss, der Hafen, die Mühle, der alte Bahnhof,
        das Gutachten, der Garten, die Straße, ein Brief, die Werkstatt""",
        "beschloss, verlor, beschrieb, erneuerte, verkaufte, öffnete, zählte, vergaß, prüfte, bemalte, verlegte",
        """im zweiten Winter, ohne großes Aufsehen, trotz der Überschwemmung, am östlichen Tor, nach neuen Regeln,
        vor der Ernte, mit fremder Hilfe, zur Überraschung aller""",
    ),
    "fr": (
        """le conseil, une commission, le port, la rivière, notre musée, la vieille gare, le verger, une lettre,
        le pont, la carrière, la paroisse, le moulin""",
        "a décrit, a perdu, a vendu, a ouvert, a compté, a oublié, a mesuré, a défendu, a reconstruit, a peint",
        """pour le second hiver, sans grand bruit, malgré les crues, près de la porte orientale, avant la récolte, selon
        les nouvelles règles, avec une aide étrangère""",
    ),
}


def paragraphs(seed: object, language: str = "en", *, count: int = 24, figures: object = None) -> list[str]:
    """Paragraphs of a text of its own. figures: what the numbers are made of; the same words may have others."""
    words, numbers = random.Random(f"words {seed}"), random.Random(f"figures {seed if figures is None else figures}")
    subjects, verbs, ends = ([" ".join(part.split()) for part in parts.split(",")] for parts in _PARTS[language])
    syllables = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
    own = ["".join(words.choices(syllables, k=3)) for _ in range(60)]
    made = []
    for _ in range(count):
        sentences = []
        for place in range(5):
            (subject, other), (verb,), (end,) = words.choices(subjects, k=2), words.choices(verbs), words.choices(ends)
            names = words.choices(own, k=4)
            sentence = f"{subject} {verb} {names[0]} {other} {names[1]} {end}"
            if place == 2:
                sentence += f", {numbers.randint(12, 9800)} {names[2]} {names[3]}"
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
        made.append(" ".join(sentences))
    return made


def old(title: str, body: list[str], *, head: str = "", day: str = "") -> str:
    """A page as sites were built long ago."""
    rows = "".join(f"<p>{paragraph}\n" for paragraph in body)
    menu = "".join(
        f'<tr><td><a href="/part{number}.html">Part {number} of our pages</a></td></tr>' for number in range(9)
    )
    return (
        f"<html><head><title>{title} - The Weekly Post</title>{head}</head><body bgcolor=white>"
        f"<table><tr><td><table>{menu}</table></td><td><h1>{title}</h1><font size=2>{day}</font>{rows}"
        "<hr><font size=1>You are visitor number 48213 of these pages, which are best seen with a screen of 800 by 600"
        " points. All rights are with those who wrote them.</font></td></tr></table></body></html>"
    )


def new(title: str, body: list[str], *, head: str = "", day: str = "", lang: str = "en") -> str:
    """A page as it is after the relaunch."""
    rows = "".join(f'<p class="text">{paragraph}</p>\n' for paragraph in body)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | Weekly Post</title>{head}'
        '</head><body><header><nav><ul><li><a href="/">Start</a></li><li><a href="/topics/">Topics</a></li></ul></nav>'
        '<div class="cookie-note"><p>We use small files to remember what you like; by going on you agree to this use'
        f" of them.</p></div></header><main><article><h1>{title}</h1><time>{day}</time>{rows}</article><aside><h2>More"
        "</h2><p>Ten other stories that our readers liked very much in the last few weeks are listed here.</p></aside>"
        "</main><footer><p>Published by the Weekly Post company, who answers for all that is said here.</p></footer>"
        "</body></html>"
    )
