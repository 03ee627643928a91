"""Sites of yet other shapes and languages. Their answers were written down before any of them was tried."""

import gzip
import random

from tests.keep.moved.pages import paragraphs
from tests.keep.moved.worlds import Reply, World

_ES = (
    """el ayuntamiento, la comisión, el puerto, nuestro museo, el río, la vieja estación, un jardinero, la carta,
    el puente, la cantera, el molino, la parroquia""",
    "describió, perdió, vendió, abrió, contó, olvidó, midió, defendió, reconstruyó, pintó, heredó",
    """durante el segundo invierno, sin mucho ruido, pese a las crecidas, junto a la puerta oriental, antes de la
    cosecha, según las nuevas reglas, con ayuda de fuera""",
)
_RU = (
    "совет, комиссия, гавань, наш музей, река, старый вокзал, садовник, письмо, мост, карьер, мельница, приход",
    "описал, потерял, продал, открыл, сосчитал, забыл, измерил, защитил, перестроил, раскрасил",
    "во вторую зиму, без шума, вопреки паводку, у восточных ворот, до жатвы, по новым правилам, с помощью соседей",  # noqa: RUF001 - Russian
)
_JA = "山川河橋城市農田雨雪春秋老新石木鉄書信門窓東西南北人口水火土金月日年村町学校医院船車馬牛羊"
_SYLLABLES = {"es": "ba ca do fe gui lo mar nes pa ri sol tu ve", "ru": "ба во ги до ек жи зо ла мен ро су"}  # noqa: RUF001 - Russian, too


def text(seed: str, language: str, *, figures: object = None) -> list[str]:
    """Paragraphs of a text of its own. figures: as for `paragraphs`."""
    if language in ("en", "de", "fr"):
        return paragraphs(seed, language, figures=figures)
    words, numbers = random.Random(f"words {seed}"), random.Random(f"figures {seed if figures is None else figures}")
    if language == "ja":
        return [
            "".join(
                "".join(words.choices(_JA, k=19))
                + f"が{numbers.randint(3, 900)}の"
                + "".join(words.choices(_JA, k=8))
                + "。"
                for _ in range(7)
            )
            for _ in range(24)
        ]
    subjects, verbs, ends = (
        [" ".join(one.split()) for one in part.split(",")] for part in (_ES if language == "es" else _RU)
    )
    own = ["".join(words.choices(_SYLLABLES[language].split(), k=3)) for _ in range(60)]
    made = []
    for _ in range(24):
        said = []
        for place in range(5):
            subject, verb, other = words.choice(subjects), words.choice(verbs), words.choice(subjects)
            said.append(f"{subject} {verb} {words.choice(own)} {other} {words.choice(own)} {words.choice(ends)}")
            said[-1] += f", {numbers.randint(12, 9800)} {words.choice(own)}" if place == 2 else ""
        made.append(" ".join(f"{one[0].upper()}{one[1:]}." for one in said))
    return made


def then(title: str, body: list[str], *, head: str = "", day: str = "") -> str:
    """A page as a site's first program made it: frames of tables, a guest book, a poll."""
    rows = "<br><br>\n".join(body)
    poll = "".join(f"<tr><td><input type=radio name=v>Answer {number}</td></tr>" for number in range(6))
    return (
        f"<html><head><title>{title} :: Harbour Gazette</title>{head}</head><body><center><h2>{title}</h2><i>{day}</i>"
        f"</center><table width=600><tr><td class=story>{rows}</td><td><form><table>{poll}</table></form>"
        "<p>Please sign our guest book, which three hundred readers have signed before you, and come back soon.</p>"
        "</td></tr></table><small>Made with care on a machine of our own since the year 1998.</small></body></html>"
    )


def today(title: str, body: list[str], *, head: str = "", day: str = "", lang: str = "en", notes: int = 4) -> str:
    """A page as a blog's program makes it, with what readers say of it."""
    rows = "".join(f"<p>{paragraph}</p>\n" for paragraph in body)
    said = "".join(
        f'<li class="comment"><b>Reader {number}</b><p>I have thought so for {number + 2} years, with thanks.</p>'
        for number in range(notes)
    )
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | Gazette</title>{head}</head>'
        f'<body class="single"><div id="page"><div class="site-branding"><p><a href="/">Gazette</a></p></div>'
        f'<div class="entry"><h1 class="entry-title">{title}</h1><span class="posted-on">{day}</span>'
        f'<div class="entry-content">{rows}</div></div><ol class="comment-list">{said}</ol>'
        '<div class="widget"><h3>Subscribe</h3><p>Every Thursday a letter with the best of the week, for free.</p>'
        "</div></div></body></html>"
    )


class _Site:
    """One host of a case, short to write for."""

    def __init__(self, world: World, host: str, language: str = "en") -> None:
        self.world, self.host, self.language = world, host, language

    def at(self, path: str) -> str:
        return self.world.url(self.host, path)

    def text(self, name: str, figures: object = None) -> list[str]:
        return text(f"{self.host} {name}", self.language, figures=figures)

    def was(self, path: str, title: str, body: list[str], when: str = "20090501120000", **more: str) -> str:
        self.world.was(self.at(path), when, then(title, body, **more))
        return self.at(path)

    def now(self, path: str, title: str, body: list[str], **more: str) -> str:
        return self.world.now(self.at(path), today(title, body, lang=self.language, **more))  # type: ignore[arg-type]

    def led(self, path: str, to: str, when: str = "20130501120000") -> None:
        self.world.led(self.at(path), when, to)

    def map(self, *urls: str, others: int = 25, path: str = "/sitemap.xml") -> None:
        names = [self.at(f"/other/thing-{number}-of-many") for number in range(others)]
        self.world.map(self.host, [*names, *urls], path)


def fill(world: World) -> None:
    """Add all cases."""
    for add in (*_MOVED, *_LOST):
        add(world)


# --- pages that have moved


def _accents(world: World) -> None:
    site = _Site(world, "acentos.example", "es")
    body = site.text("molino")
    before = site.was("/noticias/El-Molino-del-A%F1o.html", "El molino del año", body)
    after = site.now("/hemeroteca/el-molino-del-ano/", "El molino del año", body)
    site.map(after)
    world.expect("accents written out", before, after)


def _cyrillic(world: World) -> None:
    site = _Site(world, "gazeta.example", "ru")
    body = site.text("мельница")
    before = site.was("/article.shtml?2009/05/staraya_melnitsa", "Старая мельница", body)
    after = site.now("/ru/statyi/staraya-melnitsa", "Старая мельница", body)
    site.map(after)
    world.expect("latin letters of a cyrillic title", before, after)


def _japanese(world: World) -> None:
    site = _Site(world, "koramu.example", "ja")
    body = site.text("水車")
    before = site.was("/column/0412.html", "川の水車", body)
    after = site.now("/columns/2010/suisha", "川の水車 その一", body)
    site.map(after, *(site.now(f"/columns/2010/n{n}", f"橋 {n}", site.text(f"n{n}")) for n in range(3)), others=0)
    world.expect("japanese, few pages", before, after)


def _wiki(world: World) -> None:
    site = _Site(world, "wiki-of-mills.example")
    for name in ("Overshot_wheel", "Tide_mill", "Post_mill"):
        body = site.text(name)
        before = site.was(f"/index.php?title={name}", name.replace("_", " "), body)
        after = site.now(f"/wiki/{name}", name.replace("_", " "), body)
        if name == "Post_mill":
            world.expect("a wiki's short addresses", before, after)
        else:
            site.led(f"/index.php?title={name}", after)


def _late_og(world: World) -> None:
    site = _Site(world, "kanoniek.example", "de")
    body = site.text("deich")
    after = site.now("/thema/der-deich-von-1825", "Der Deich von 1825", body)
    before = site.was("/?q=node/77", "Der Deich", body)
    site.was(
        "/?q=node/77", "Der Deich von 1825", body, "20150501120000", head=f'<meta property="og:url" content="{after}">'
    )
    site.was("/?q=node/78", "Ein anderes", site.text("x"), "20150501120000")
    world.expect("og:url of a late capture", before, after)


def _subdomain_to_folder(world: World) -> None:
    blog, site = _Site(world, "blog.gazette-one.example"), _Site(world, "gazette-one.example")
    for number, name in enumerate(("snow-on-the-line", "the-last-ferry", "a-map-of-wells")):
        body = blog.text(name)
        before = blog.was(f"/2009/{name}.html", name.replace("-", " ").title(), body)
        after = site.now(f"/blog/2009/{name}", name.replace("-", " ").title(), body)
        if number == 2:
            world.expect("a subdomain became a folder", before, after)
        else:
            blog.led(f"/2009/{name}.html", after)
    world.gone.add(blog.host)


def _folder_to_subdomain(world: World) -> None:
    site, docs = _Site(world, "tools-two.example"), _Site(world, "manual.tools-two.example")
    for number, name in enumerate(("grinding", "sharpening", "polishing")):
        body = site.text(name)
        before = site.was(f"/manual/{name}.php", f"On {name}", body)
        after = docs.now(f"/{name}", f"On {name}", body)
        if number == 2:
            world.expect("a folder became a subdomain", before, after)
        else:
            world.leads(before, after)


def _dates_reordered(world: World) -> None:
    site = _Site(world, "fechas.example", "es")
    for number, name in enumerate(("la-feria", "el-faro", "la-nieve")):
        body = site.text(name)
        before = site.was(f"/2009-06-{number + 11}/{name}.asp", name.replace("-", " ").capitalize(), body)
        after = site.now(f"/2009/06/{number + 11}/{name}", name.replace("-", " ").capitalize(), body)
        if number == 2:
            world.expect("a date written otherwise", before, after)
        else:
            world.leads(before, after)


def _headline_anew(world: World) -> None:
    site = _Site(world, "retitled.example")
    body = site.text("bells")
    before = site.was("/s/a7f3.html", "Bells that nobody rings", body)
    after = site.now("/stories/silence-in-the-tower", "Silence in the tower", body)
    site.map(after, *(site.now(f"/stories/s{n}", f"Story {n}", site.text(f"s{n}")) for n in range(4)), others=0)
    world.expect("another headline, few pages", before, after)


def _pdf(world: World) -> None:
    site = _Site(world, "papeles.example", "es")
    raw = b"%PDF-1.4\n" + random.Random(5).randbytes(20_000)
    before, after = site.at("/docs/Informe%20Final.PDF"), site.at("/archivo/informe-final-del-agua.pdf")
    world.was(before, "20090501120000", raw, "application/pdf")
    world.now(after, raw, "application/pdf")
    other = world.now(site.at("/archivo/informe-final.pdf"), b"%PDF-1.4\n" + bytes(9000), "application/pdf")
    site.map(other, after)
    world.expect("a document beside its namesake", before, after)


def _refresh_abroad(world: World) -> None:
    site, other = _Site(world, "viejo.example", "es"), _Site(world, "nuevo-hogar.example", "es")
    body = site.text("faro")
    after = other.now("/textos/el-faro-apagado", "El faro apagado", body)
    before = site.was("/faro.htm", "El faro apagado", body)
    notice = (
        f'<html><head><title>Nos mudamos</title><meta http-equiv=refresh content="5; URL={after}"></head><body>Adiós'
    )
    world.was(before, "20120501120000", notice)
    world.gone.add(site.host)
    world.expect("a notice with a refresh to another site", before, after)


def _twin_for_phones(world: World) -> None:
    site = _Site(world, "twins-three.example", "fr")
    body = site.text("pont")
    after = site.at("/culture/le-pont-suspendu")
    head = f'<link rel="canonical" href="{after}">'
    site.now("/culture/le-pont-suspendu", "Le pont suspendu", body, head=head)
    phone = site.now("/m/le-pont-suspendu", "Le pont suspendu", body, head=head)
    prints = site.now("/imprimer/le-pont-suspendu", "Le pont suspendu", body, head=head)
    before = site.was("/article.php3?id_article=88", "Le pont suspendu", body)
    site.map(prints, phone, after)
    world.expect("twins for phones and printers", before, after)


def _print_version(world: World) -> None:
    site = _Site(world, "printed.example")
    body = site.text("canal")
    before = site.was("/print.php?sid=512", "The canal in winter", body)
    after = site.now("/2008/11/the-canal-in-winter", "The canal in winter", body)
    site.map(after)
    world.expect("a page to be printed", before, after)


def _odd_gz(world: World) -> None:
    site = _Site(world, "packed-map.example", "de")
    body = site.text("turm")
    before = site.was("/cms/index.php?id=61&L=0", "Der Turm am Fluß", body)
    after = site.now("/geschichte/der-turm-am-fluss.html", "Der Turm am Fluß", body)
    items = "".join(f"<url><loc>{site.at(f'/geschichte/stein-{n}.html')}</loc></url>" for n in range(30))
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body_of = f'<?xml version="1.0"?><urlset xmlns="{schema}">{items}<url><loc>{after}</loc></url></urlset>'.encode()
    packed = world.now(site.at("/static/maps/pages-2.xml.gz"), gzip.compress(body_of), "application/gzip")
    index = f'<?xml version="1.0"?><sitemapindex xmlns="{schema}"><sitemap><loc>{packed}</loc></sitemap></sitemapindex>'
    world.now(site.at("/static/maps/all.xml"), index, "application/xml")
    world.robots(site.host, site.at("/static/maps/all.xml"))
    world.expect("a packed map at an odd place", before, after)


def _new_name(world: World) -> None:
    site, other = _Site(world, "old-name-four.example"), _Site(world, "new-name-four.example")
    body = site.text("quarry")
    before = site.was("/essays/the-quarry-song.html", "The quarry song", body)
    after = other.now("/essays/the-quarry-song.html", "The quarry song", body)
    site.led("/", other.at("/"), "20140101120000")
    site.led("/essays/the-mill-song.html", other.at("/essays/the-mill-song.html"), "20140101120000")
    world.gone.add(site.host)
    world.expect("a new name, same paths", before, after)


def _twice(world: World) -> None:
    site = _Site(world, "twice-five.example", "ru")
    body = site.text("паром")
    before = site.was("/news/2009/parom.html", "Последний паром", body)
    after = site.now("/istorii/posledniy-parom", "Последний паром", body)
    site.led("/news/2009/parom.html", site.at("/archive/parom"), "20110501120000")
    site.led("/archive/parom", after, "20160501120000")
    for name in ("most", "sad"):
        site.led(f"/news/2009/{name}.html", site.at(f"/archive/{name}"), "20110501120000")
    world.expect("moved twice", before, after)


def _latin_escapes(world: World) -> None:
    site = _Site(world, "echappe.example", "fr")
    body = site.text("foret")
    before = site.was("/la-for%EAt-bris%E9e.html", "La forêt brisée", body)
    after = site.now("/la-for%C3%AAt-bris%C3%A9e", "La forêt brisée", body)
    site.map(after)
    world.expect("escapes of another encoding", before, after)


def _versions(world: World) -> None:
    site = _Site(world, "docs-six.example")
    for number, name in enumerate(("install", "upgrade", "backup")):
        body = site.text(name)
        before = site.was(f"/doc/1.2/{name}.html", f"How to {name}", body)
        after = site.now(f"/doc/stable/{name}/", f"How to {name}", body)
        if number == 2:
            world.expect("a version in the path", before, after)
        else:
            site.led(f"/doc/1.2/{name}.html", after)


def _own_archive(world: World) -> None:
    site, shelf = _Site(world, "daily-seven.example"), _Site(world, "archive.daily-seven.example")
    body = site.text("strike")
    before = site.was("/news/2009/strike-at-the-docks", "Strike at the docks", body)
    after = shelf.now("/2009/strike-at-the-docks", "Strike at the docks", body, day="1 May 2009")
    site.led("/news/2009/strike-at-the-docks", after)
    site.led("/news/2009/a-new-bell", shelf.at("/2009/a-new-bell"))
    world.expect("to the site's own archive", before, after)


def _feed_id(world: World) -> None:
    site = _Site(world, "weblog-eight.example", "es")
    body = site.text("carta")
    before = site.was("/?p=415", "Carta a un jardinero", body)
    after = site.now("/2009/carta-al-jardinero", "Una carta", body)
    items = "".join(
        f'<item><title>Nota {n}</title><link>{site.at(f"/2009/nota-{n}")}</link><guid isPermaLink="false">'
        f"{site.at(f'/?p={n}')}</guid></item>"
        for n in range(410, 415)
    )
    item = f'<item><title>Una carta</title><link>{after}</link><guid isPermaLink="false">{before}</guid></item>'
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>B</title>{items}{item}</channel></rss>'
    world.now(site.at("/feed/"), rss, "application/rss+xml")
    world.expect("a feed's id", before, after)


def _merged(world: World) -> None:
    site = _Site(world, "merged-nine.example", "de")
    parts = [site.text(f"teil {n}")[:8] for n in range(3)]
    after = site.now("/der-ganze-text", "Der ganze Text", [one for part in parts for one in part])
    for number, part in enumerate(parts):
        before = site.was(f"/teil{number}.html", f"Teil {number}", part)
        site.led(f"/teil{number}.html", after)
        if number == 1:
            world.expect("three became one", before, after, "")


def _split(world: World) -> None:
    site = _Site(world, "split-ten.example", "es")
    body = site.text("ensayo")
    before = site.was("/ensayo-del-agua.html", "Ensayo del agua", body)
    pages = [
        site.now(f"/ensayo-del-agua/{n + 1}", f"Ensayo del agua ({n + 1})", body[8 * n : 8 * n + 8]) for n in range(3)
    ]
    site.map(*pages)
    world.expect("cut into parts", before, pages[0], "")


# --- pages that are nowhere


def _namesake(world: World) -> None:
    site = _Site(world, "namesake-one.example", "ru")
    before = site.was("/kniga/sad.html", "Сад", site.text("сад"))
    site.map(site.now("/stihi/sad", "Сад", site.text("другой сад")))
    world.expect("trap: a namesake", before)


def _report_of_next_year(world: World) -> None:
    site = _Site(world, "informes.example", "es")
    before = site.was("/informe-anual.html", "Informe anual", site.text("informe", 2009), day="2009")
    site.map(site.now("/informe-anual", "Informe anual", site.text("informe", 2023), day="2023"))
    world.expect("trap: the next year's report", before)


def _to_a_section(world: World) -> None:
    site = _Site(world, "seccion.example", "es")
    section = site.now("/noticias", "Noticias", site.text("portada"))
    for name in ("faro", "nieve", "feria"):
        site.was(f"/noticias/{name}.html", name, site.text(name))
        site.led(f"/noticias/{name}.html", section)
    world.expect("trap: all to one section", site.at("/noticias/nieve.html"))


def _to_a_login(world: World) -> None:
    site = _Site(world, "entrada.example", "es")
    for name in ("faro", "nieve", "feria"):
        site.was(f"/t/{name}.html", name, site.text(name))
        site.led(f"/t/{name}.html", site.at(f"/entrar?volver=/t/{name}.html"))
    world.fallback[site.host] = lambda path: Reply(200, today("Entrar", ["Usuario y contraseña."]).encode())
    world.expect("trap: to a login", site.at("/t/nieve.html"))


def _home_with_query(world: World) -> None:
    site = _Site(world, "refhome.example")
    front = [paragraph for name in ("a", "b") for paragraph in site.text(f"front {name}")]
    for name in ("ash", "oak", "elm"):
        site.was(f"/trees/{name}.html", name.title(), site.text(name))
        site.led(f"/trees/{name}.html", site.at(f"/?ref={name}"))
        site.now(f"/?ref={name}", "Welcome", front)
    world.expect("trap: home with a query of its own", site.at("/trees/oak.html"))


def _new_owner(world: World) -> None:
    site, bets = _Site(world, "lapsed-two.example", "de"), _Site(world, "big-bets.example")
    for name in ("deich", "hafen", "mole"):
        site.was(f"/orte/{name}.html", name.title(), site.text(name))
        site.led(f"/orte/{name}.html", bets.at(f"/orte/{name}.html"), "20190501120000")
        bets.now(f"/orte/{name}.html", f"{name.title()} Bonus", bets.text(name))
    world.expect("trap: another owner", site.at("/orte/hafen.html"))


def _one_canonical(world: World) -> None:
    site = _Site(world, "template.example", "fr")
    after = site.now("/populaire", "Le plus lu", site.text("populaire"))
    for name in ("vent", "pluie", "neige"):
        site.was(f"/meteo/{name}.html", name, site.text(name))
        head = f'<link rel="canonical" href="{after}">'
        site.was(f"/meteo/{name}.html", name, site.text(name), "20150501120000", head=head)
    world.expect("trap: one canonical for all", site.at("/meteo/pluie.html"))


def _all_welcome(world: World) -> None:
    site = _Site(world, "welcome-all.example", "es")
    body = site.text("faro")
    before = site.was("/faro.html", "El faro", body)
    site.map(site.at("/textos/el-faro"))
    page = today("El faro", body, lang="es").encode()
    world.fallback[site.host] = lambda path: Reply(200, page)
    world.expect("trap: the page at every address", before)


def _numbered_anew(world: World) -> None:
    site = _Site(world, "renumbered.example")
    for number in (5, 6, 7):
        site.was(f"/a/{number}.html", f"Tale {number}", site.text(f"tale {number}"))
        body = site.text("quite another" if number == 6 else f"tale {number}")
        after = site.now(f"/tales/{number}", f"Tale {number}", body)
        if number != 6:
            site.led(f"/a/{number}.html", after)
    world.expect("trap: numbers given anew", site.at("/a/6.html"))


def _translated(world: World) -> None:
    site = _Site(world, "traducido.example", "es")
    before = site.was("/es/el-faro.html", "El faro", site.text("faro"))
    english = world.now(site.at("/en/el-faro"), today("El faro", text("faro in english", "en")))
    site.map(english)
    world.expect("trap: only a translation", before)


def _round_up(world: World) -> None:
    site = _Site(world, "roundup.example")
    body = site.text("ferry")
    before = site.was("/2009/the-ferry-question", "The ferry question", body)
    others = [paragraph for n in range(3) for paragraph in site.text(f"other {n}")]
    site.map(site.now("/best-of/the-ferry-question", "The ferry question and others", [*body[:9], *others]))
    world.expect("trap: a round-up quotes it", before)


def _target_says_else(world: World) -> None:
    site = _Site(world, "elsewise.example", "ru")
    body = site.text("мост")
    before = site.was("/most.html", "Мост", body)
    site.led("/most.html", site.at("/mosty"))
    world.was(site.at("/mosty"), "20130601120000", then("Мост", body))
    site.now("/mosty", "Мосты города", site.text("все мосты"))
    world.expect("trap: the target says something else today", before)


def _a_guess(world: World) -> None:
    site = _Site(world, "guessed.example", "de")
    before = site.was("/2009/das-alte-wehr", "Das alte Wehr", site.text("wehr"))
    site.led("/2009/das-alte-wehr", site.at("/2016/das-alte-wehrhaus"))
    site.now("/2016/das-alte-wehrhaus", "Das alte Wehrhaus", site.text("wehrhaus"))
    world.expect("trap: the program's guess", before)


def _lost(world: World) -> None:
    site = _Site(world, "simply-lost.example", "es")
    before = site.was("/cuentos/la-barca-sin-remos.html", "La barca sin remos", site.text("barca"))
    site.now("/", "Portada", site.text("portada"))
    site.map(*(site.now(f"/relatos/r{n}", f"Relato {n}", site.text(f"r{n}")) for n in range(3)))
    world.expect("trap: lost", before)


def _column(world: World) -> None:
    site = _Site(world, "column-week.example", "ja")
    body = site.text("週", 23)
    before = site.was("/weekly/latest.html", "今週の話", body, day="2009年6月5日")
    site.map(site.now("/weekly/current", "今週の話", site.text("週", 24), day="2009年6月12日"))
    world.expect("trap: another week's column", before)


def _teaser(world: World) -> None:
    site = _Site(world, "teasers.example", "fr")
    body = site.text("barque")
    before = site.was("/textes/la-barque.html", "La barque", body)
    page = site.now("/archives/la-barque", "La barque", [body[0], "Lire la suite dans notre édition imprimée."])
    site.map(page)
    world.expect("trap: its first lines only", before)


def _wholly_dead(world: World) -> None:
    site = _Site(world, "no-more.example", "ru")
    before = site.was("/pisma/1.html", "Письмо", site.text("письмо"))
    world.gone.add(site.host)
    world.expect("trap: the whole site is gone", before)


def _sold_with_text(world: World) -> None:
    site, other = _Site(world, "journal-old.example"), _Site(world, "copycat.example")
    body = site.text("dunes")
    before = site.was("/dunes.html", "Dunes", body)
    site.led("/dunes.html", site.at("/buy-this-name"), "20180501120000")
    site.led("/tides.html", site.at("/buy-this-name"), "20180501120000")
    site.now("/buy-this-name", "This name is for sale", ["Make an offer today, and it may be yours tomorrow."])
    other.now("/dunes.html", "Dunes", body)
    world.expect("trap: the name is for sale", before)


_MOVED = (
    *(_accents, _cyrillic, _japanese, _wiki, _late_og, _subdomain_to_folder, _folder_to_subdomain, _dates_reordered),
    *(_headline_anew, _pdf, _refresh_abroad, _twin_for_phones, _print_version, _odd_gz, _new_name, _twice),
    *(_latin_escapes, _versions, _own_archive, _feed_id, _merged, _split),
)
_LOST = (
    *(_namesake, _report_of_next_year, _to_a_section, _to_a_login, _home_with_query, _new_owner, _one_canonical),
    *(_all_welcome, _numbered_anew, _translated, _round_up, _target_says_else, _a_guess, _lost, _column, _teaser),
    *(_wholly_dead, _sold_with_text),
)
