"""Pages as real sites build them: a frame of navigation and footer around what the page is about."""

_SENTENCES = (
    "The committee published its findings after eighteen months of hearings in four cities.",
    "Residents of the valley had asked for a second survey of the aquifer since the spring.",
    "According to the figures, rainfall fell by a fifth while demand rose in every district.",
    "Officials say the new pipeline will be ready before the end of the decade.",
    "Critics answer that a similar promise was made when the first dam was opened.",
    "The report recommends metering, repairs to the old mains and a public register of wells.",
    "Farmers near the river have begun to plant crops that need less irrigation.",
    "A spokesman for the ministry declined to give a date for the next round of funding.",
    "Several engineers who worked on the project were interviewed for this story.",
    "Their accounts differ on when the cracks in the northern wall were first noticed.",
    "Insurance records kept by the town show three claims in the same year.",
    "None of them was large enough to be mentioned in the annual accounts.",
)


def prose(sentences: int, start: int = 0) -> str:
    chosen = [_SENTENCES[(start + place) % len(_SENTENCES)] for place in range(sentences)]
    return "".join(f"<p>{' '.join(chosen[place : place + 3])}</p>\n" for place in range(0, len(chosen), 3))


def page(
    title: str,
    body: str,
    *,
    heading: str | None = None,
    head: str = "",
    site: str = "The Valley Courier",
    language: str = "en",
    separator: str = " - ",
) -> str:
    """A page in the site's frame. heading: of the main content, the title if None, none if empty."""
    heading = title if heading is None else heading
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}{separator + site if site else ""}</title>
{head}
<link rel="stylesheet" href="/static/site.css?v=7"><script src="/static/menu.js" defer></script>
</head>
<body>
<header class="top"><a href="/"><img src="/static/logo.svg" alt="{site}"></a>
<nav><ul><li><a href="/news/">News</a></li><li><a href="/sport/">Sport</a></li><li><a href="/culture/">Culture</a></li>
<li><a href="/about">About us</a></li><li><a href="/login">Log in</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav></header>
<main>{f"<h1>{heading}</h1>" if heading else ""}
{body}
</main>
<footer><p>© 2026 {site}. <a href="/privacy">Privacy</a> · <a href="/terms">Terms</a> · <a href="/contact">Contact</a></p></footer>
</body></html>"""


def article(title: str, sentences: int = 24, **kwargs: str) -> str:
    extra = kwargs.pop("extra", "")
    return page(title, prose(sentences) + extra, **kwargs)  # type: ignore[arg-type]


def bare(title: str, body: str, head: str = "") -> str:
    """A page without a frame, as servers and walls send it."""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


_STORIES = (
    "Harvest festival opens",
    "Council votes on budget",
    "School wins reading prize",
    "Old mill to be restored",
    "Ferry runs again on Sundays",
    "Choir looks for tenors",
    "Bridge closed for a week",
    "Two wells found dry",
    "Library opens at night",
    "Bakers meet in May",
)


def _front(stories: int, sentences: int) -> str:
    links = (f"<li><a href='/news/{story.lower().replace(' ', '-')}'>{story}</a></li>" for story in _STORIES[:stories])
    latest = f"<section><h2>Latest news</h2><ul>{''.join(links)}</ul></section>"
    return page("Home", latest + prose(sentences, 3), heading="The Valley Courier")


HOME = _front(2, 6)
FULL_HOME = _front(10, 24)
