"""Articles in several languages and layouts whose targets are known, and the same with the targets lost."""

import html
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

LETTERS = {
    "en": "the of and river council bridge harvest voted against without letters miners border ministers spoke towards",
    "de": "der die und Fluss Gemeinde Brücke Ernte stimmte gegen ohne Briefe Straße Größe Minister sprach für über",
    "fr": "le la et rivière conseil pont récolte voté contre sans lettres mineurs frontière ministres été parlé après",
    "es": "el la y río consejo puente cosecha votó contra sin cartas mineros frontera ministros habló después año",
    "it": "il la e fiume consiglio ponte raccolto votato contro senza lettere minatori frontiera perché città parlato",
    "pt": "o a e rio conselho ponte colheita votou contra sem cartas mineiros fronteira ministros então região não",
    "nl": "de het en rivier gemeente brug oogst stemde tegen zonder brieven mijnwerkers grens ministers sprak geïnd",
    "pl": "i w na rzeka rada most żniwa głosował przeciw bez listy górnicy granica ministrowie mówił później",
    "ru": "и в на река совет мост урожай голосовал против без письма шахтёры граница министры говорил после",
    "sv": "och i på ån kommunen bron skörden röstade mot utan brev gruvarbetare gränsen ministrar talade efter året",
    "cs": "a v na řeka rada most sklizeň hlasoval proti bez dopisy horníci hranice ministři mluvil později město",
    "el": "και στο της ποτάμι συμβούλιο γέφυρα συγκομιδή ψήφισε κατά χωρίς γράμματα σύνορα υπουργοί μίλησε αργότερα",
    "tr": "ve bir için nehir meclis köprü hasat oy karşı mektuplar madenciler sınır bakanlar konuştu sonra şehir",
    "ja": "川橋村収穫反対手紙国境大臣話後前人町水道山海空港駅車店花火木金土日月曜年時分秒新古",
}


@dataclass(frozen=True)
class Link:
    """A hyperlink in a story. target: absolute; what the file has lost. text_now: as the file words it since."""

    text: str
    target: str
    text_now: str | None = None


Part = str | Link


@dataclass(frozen=True)
class Story:
    """An article: paragraphs of plain parts and links."""

    language: str
    title: str
    dateline: str
    foot: str
    paragraphs: list[list[Part]]
    canonical: str | None = None
    head: str = ""
    added: list[str] = field(default_factory=list)  # texts of anchors that only the file has

    @property
    def links(self) -> list[Link]:
        return [part for paragraph in self.paragraphs for part in paragraph if isinstance(part, Link)]

    def answers(self) -> list[tuple[str, str]]:
        """What each lost anchor of the file led to, in their order; the added ones led nowhere."""
        return [(link.text_now or link.text, link.target) for link in self.links]


def made(
    language: str, title: str, dateline: str, foot: str, *, seed: object = None, links: int = 12, site: str = ""
) -> Story:
    """Make a story, the same each time for one seed. No two share sentences."""
    rng = random.Random(f"{language} {title} {seed}")
    spaced = language != "ja"
    own = LETTERS[language].split() if spaced else list(LETTERS[language])
    made_up = ["".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)) for _ in range(80)]
    words = own + (made_up if spaced else [])
    joint = " " if spaced else ""

    def sentence(count: int) -> str:
        return joint.join(rng.choice(words) for _ in range(count))

    paragraphs: list[list[Part]] = []
    for place in range(links):
        if place % 2 == 0:
            paragraphs.append([sentence(rng.randint(8, 16)).capitalize() + joint])
        text = rng.choice(["reported", sentence(2), sentence(1), sentence(3)]) if place % 3 else "reported"
        paragraphs[-1] += [
            Link(text, f"https://cited.example/{language}/{str(seed)[-3:].strip()}/{place}"),
            joint + sentence(9) + joint,
        ]
        if place % 2:
            paragraphs[-1].append(f"{sentence(4)} {rng.randint(100, 99999)} {sentence(12)}.")
    return Story(language, title, dateline, foot, paragraphs)


def as_markdown(story: Story) -> str:
    """The file whose targets are lost."""
    lines = [f"# {story.title}", "", story.dateline, ""]
    for number, paragraph in enumerate(story.paragraphs):
        parts = [part if isinstance(part, str) else f"[{part.text_now or part.text}](#)" for part in paragraph]
        lines += ["".join(parts), ""]
        if number < len(story.added):
            lines += [
                f"Since then it is said in [{story.added[number]}](#) that more of it is to be expected soon.",
                "",
            ]
    return "\n".join([*lines, story.foot, ""])


def as_lost_html(story: Story) -> str:
    """The same as a page that was saved without its targets."""
    return page(replace_targets(story, ""), plain, now=True)


def replace_targets(story: Story, target: str) -> Story:
    paragraphs = [
        [part if isinstance(part, str) else replace(part, target=target) for part in paragraph]
        for paragraph in story.paragraphs
    ]
    return replace(story, paragraphs=paragraphs)


def plain(title: str, dateline: str, body: str, foot: str) -> str:
    return f"<body><h1>{title}</h1><p>{dateline}</p>{body}<p>{foot}</p></body>"


def weblog(title: str, dateline: str, body: str, foot: str) -> str:
    related = "".join(f'<li><a href="/related/{n}">reported</a></li>' for n in range(9))
    return (
        '<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>'
        f'<main><article><h1>{title}</h1><div class="meta">{dateline}</div>{body}</article></main>'
        f'<aside class="related"><ul>{related}</ul></aside><div class="comments"><p>I <a href="/c">reported</a> it.</p>'
        f"</div><footer>{foot} <a href='/imprint'>Imprint</a></footer></body>"
    )


def tables(title: str, dateline: str, body: str, foot: str) -> str:
    return (
        '<body bgcolor="#ffffff"><table><tr><td><a href="/">Front page</a><br><a href="/s">Sports</a>'
        f"</td><td><font size=6><b>{title}</b></font><br>{dateline}<br>{body}</td></tr>"
        f"<tr><td colspan=2>{foot}</td></tr></table></body>"
    )


def sides(title: str, dateline: str, body: str, foot: str) -> str:
    teasers = "".join(
        f"<div><h3><a href='/t/{n}'>Teaser {n}</a></h3><p>Something that happened {n}.</p></div>" for n in range(20)
    )
    return (
        f"<body><div id=left>{teasers}</div><div id=content><h2>{title}</h2><span>{dateline}</span>{body}</div>"
        f"<div id=right>{teasers}</div><div id=foot>{foot}</div></body>"
    )


Layout = Callable[[str, str, str, str], str]
LAYOUTS: list[Layout] = [plain, weblog, tables, sides]


def page(story: Story, layout: Layout, *, now: bool = False) -> str:
    """The page as the site had it, in one of its designs."""
    body = ""
    for paragraph in story.paragraphs:
        parts = [
            html.escape(part)
            if isinstance(part, str)
            else f'<a href="{html.escape(part.target)}">{html.escape((now and part.text_now) or part.text)}</a>'
            for part in paragraph
        ]
        body += f"<p>{''.join(parts)}</p>\n"
    canonical = f'<link rel="canonical" href="{story.canonical}">' if story.canonical else ""
    inner = layout(html.escape(story.title), html.escape(story.dateline), body, html.escape(story.foot))
    return (
        f'<!doctype html><html lang="{story.language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(story.title)} | The Paper</title>{canonical}{story.head}</head>{inner}</html>"
    )
