"""Six articles as readers' tools save them, with the site's own links and notes around the text, all targets lost.

Their answers were written down before any of them was tried.
"""

from collections.abc import Iterable
from dataclasses import replace

from tests.articles.recover.conftest import Recover, Web, first_of
from tests.articles.recover.stories import Link, Part, Story, as_markdown, made, page, plain, sides, tables, weblog
from tests.standin.wayback import WaybackStandin


def rss(items: Iterable[tuple[str, str]]) -> str:
    entries = "".join(f"<item><title>{title}</title><link>{url}</link></item>" for url, title in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>{entries}</channel></rss>'


WRONG = "https://wrong.example/"


def with_frame(story: Story, site: str, authors: tuple[str, str], section: str, notes: Iterable[str]) -> Story:
    """The article with what its site puts around it: authors, section, notes to readers, all with links."""
    pages = [Link(name, f"{site}/author/{number}") for number, name in enumerate(authors)]
    head: list[list[Part]] = [
        [pages[0], " / ", pages[1]],
        [f"{section}: ", Link("News", f"{site}/section/news"), ", ", Link(section, f"{site}/section/of-its-own")],
    ]
    foot: list[list[Part]] = [
        [
            pages[0],
            " has written for twelve years about bridges, ferries and those who pay for them, most lately ",
            Link("The Last Toll", f"{site}/books/toll"),
            ".",
        ],
        ["Copyright ", *pages, ", all rights with them; whoever wants to print it asks before, not afterwards."],
        *([Link(note, f"{site}/notes/{number}")] for number, note in enumerate(notes)),
    ]
    return replace(story, paragraphs=[*head, *story.paragraphs, *foot])


def another(story: Story, seed: str, title: str, **changes: str) -> Story:
    """Another article of the site: the same words are linked in the same frame, the text is of something else."""
    other = made(story.language, title, story.dateline, story.foot, seed=seed, links=30)
    anchors = iter(story.links * 9)
    number = 0
    paragraphs: list[list[Part]] = []
    for row in other.paragraphs:
        parts: list[Part] = []
        for part in row:
            number += 1
            parts.append(part if isinstance(part, str) else Link(next(anchors).text, f"{WRONG}{seed}/{number}"))
        paragraphs.append(parts)
    return replace(other, paragraphs=paragraphs, **changes)  # type: ignore[arg-type]  # texts


def swedish() -> Story:
    title, day = "Bron som ingen ville betala", "Publicerad 14 mars 2019 kl 06:30"
    foot = "© Älvbladet, alvbladet.example"
    story = made("sv", title, day, foot, seed="sv fresh", links=34)
    site = "https://www.alvbladet.example"
    return with_frame(story, site, ("Karin Ås", "Nils Öberg"), "Inrikes", ["Följ oss", "Prenumerera på brevet"])


async def test_a_number_in_the_place_of_a_slug(archive: WaybackStandin, recover: Recover) -> None:
    story = swedish()
    archive.add("https://www.alvbladet.example/artikel/883412", "20190315080000", body=page(story, weblog).encode())
    for number in range(30):
        other = another(
            story, f"o{number}", f"Något annat {number}", dateline=f"Publicerad {number % 27 + 1} mars 2019"
        )
        archive.add(
            f"https://www.alvbladet.example/artikel/8834{number + 20}",
            f"201903{number % 15 + 10}080000",
            body=page(other, weblog).encode(),
        )
    assert first_of(await recover(as_markdown(story))) == story.answers()


async def test_several_days_stand_in_the_article_and_its_copy(archive: WaybackStandin, recover: Recover) -> None:
    title, day = "Most přes řeku čeká na radu", "Vydáno 2. 5. 2017, upraveno 9. 6. 2018"
    foot = "Údolní listy, udolnilisty.example"
    story = made("cs", title, day, foot, seed="cs fresh", links=18)
    story = with_frame(story, "http://udolnilisty.example", ("Jana Malá", "Petr Dub"), "Doprava", ["Sdílet článek"])
    copied = replace(story, dateline="2. 5. 2017 | dnes je 11. 7. 2019")
    older = another(story, "older", "Most přes řeku čeká", dateline="Vydáno 9. 6. 2018")
    archive.add(
        "http://udolnilisty.example/doprava/most-pres-reku.html", "20180612080000", body=page(older, tables).encode()
    )
    archive.add(
        "http://udolnilisty.example/c/most-rada-ceka-4711", "20190711080000", body=page(copied, tables).encode()
    )
    assert first_of(await recover(as_markdown(story))) == story.answers()


async def test_a_greek_title_in_latin_letters(archive: WaybackStandin, recover: Recover) -> None:
    title, day = "Η γέφυρα και το συμβούλιο", "7 Φεβρουαρίου 2018"
    foot = "Εφημερίδα της κοιλάδας, koilada.example"
    story = made("el", title, day, foot, seed="el fresh", links=14)
    story = with_frame(story, "http://www.koilada.example", ("Άννα Κ.", "Γιώργος Π."), "Τοπικά", ["Εγγραφείτε"])
    archive.add(
        "http://www.koilada.example/2018/02/i-gefyra-kai-to-symvoulio/",
        "20180301080000",
        body=page(story, sides).encode(),
    )
    for number in range(25):
        other = another(story, f"g{number}", f"Άλλο θέμα {number}", dateline=f"{number % 27 + 1} Φεβρουαρίου 2018")
        archive.add(
            f"http://www.koilada.example/2018/02/allo-thema-{number}/",
            "20180302080000",
            body=page(other, sides).encode(),
        )
    assert first_of(await recover(as_markdown(story))) == story.answers()


async def test_the_source_of_the_article_has_a_copy_at_another_site(live: Web, recover: Recover) -> None:
    host = f"www.depeche.example:{live.sites.port}"
    title, day = "Le pont que personne ne voulait", "Publié le 9 octobre 2016"
    foot = f"La source originale de cet article est http://{host}/"
    story = made("fr", title, day, foot, seed="fr fresh", links=16)
    story = with_frame(story, f"http://{host}", ("Léa Prat", "Hugo Mas"), "Société", ["Partager"])
    live.pages["www.depeche.example/"] = "<title>La Dépêche</title>"
    live.pages["www.depeche.example/feed"] = rss(
        [(f"http://{host}/a/771", "Le pont que personne ne voulait"), (f"http://{host}/a/772", "Autre chose")]
    )
    live.pages["www.depeche.example/a/771"] = page(story, weblog)
    live.pages["www.depeche.example/a/772"] = page(another(story, "x", "Autre chose"), weblog)
    assert first_of(await recover(as_markdown(story))) == story.answers()


async def test_the_address_was_given_to_another_article_later(archive: WaybackStandin, recover: Recover) -> None:
    title, day = "Köprü için oy veren meclis", "21 Eylül 2015"
    foot = "Vadi Gazetesi - vadigazetesi.example"
    story = made("tr", title, day, foot, seed="tr fresh", links=22)
    story = with_frame(story, "http://vadigazetesi.example", ("Ayşe Ç.", "Can Ö."), "Yerel", ["Bültene katıl"])
    later = another(story, "later", "Köprü için oy veren meclis", dateline="3 Mart 2021")
    address = "http://vadigazetesi.example/kopru-icin-oy-veren-meclis"
    archive.add(address, "20150922080000", body=page(story, plain).encode())
    for moment in ("20210304080000", "20220304080000", "20230304080000"):
        archive.add(address, moment, body=page(later, plain).encode())
    assert first_of(await recover(as_markdown(story))) == story.answers()


async def test_where_only_other_articles_are_nothing_is_proposed(
    archive: WaybackStandin, live: Web, recover: Recover
) -> None:
    host = f"elvalle-dos.example:{live.sites.port}"
    title, day = "El puente que nadie quería pagar", "11 de junio de 2014"
    foot = f"Diario del valle, http://{host}"
    story = made("es", title, day, foot, seed="es fresh", links=26)
    story = with_frame(story, f"http://{host}", ("Eva Sanz", "Iker Gil"), "Local", ["Compartir"])
    live.pages["elvalle-dos.example/"] = "<title>Diario del valle</title>"
    for number, title in enumerate((story.title, f"{story.title} (II)", "El puente", "Otra cosa")):
        other = another(story, f"w{number}", title, dateline="11 de junio de 2014" if number else "12 de julio de 2019")
        archive.add(
            f"http://{host}/noticias/{number}-puente-nadie-pagar", "20140612080000", body=page(other, weblog).encode()
        )
        live.pages[f"elvalle-dos.example/noticias/{number}"] = page(other, weblog)
    live.pages["elvalle-dos.example/feed"] = rss([(f"http://{host}/noticias/0", story.title)])
    assert {target for _, target in first_of(await recover(as_markdown(story)))} == {None}
