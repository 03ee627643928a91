"""Pages as sites build them in different years around the same text."""

from collections.abc import Sequence


def sentences(text: str) -> list[str]:
    return text.splitlines()


def paragraphs(text: str, size: int = 3) -> str:
    lines = sentences(text)
    return "\n".join(f"<p>{' '.join(lines[start : start + size])}</p>" for start in range(0, len(lines), size))


def modern(
    title: str,
    body: str,
    *,
    site: str = "The Valley Courier",
    lang: str = "en",
    head: str = "",
    nav: str = "",
    aside: str = "",
    after: str = "",
) -> str:
    """Semantic elements: header, nav, main, aside, footer."""
    nav = nav or "<li><a href=/news>News</a></li><li><a href=/sport>Sport</a></li><li><a href=/about>About us</a></li>"
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - {site}</title>{head}
<link rel="stylesheet" href="/a.css"><script src="/menu.js"></script></head><body>
<header><a href="/">{site}</a><nav><ul>{nav}</ul></nav></header>
<main><h1>{title}</h1>{body}</main><aside>{aside}</aside>{after}
<footer><p>© {site}. <a href="/terms">Terms</a></p></footer></body></html>"""


def tables(title: str, body: str, *, site: str = "The Valley Courier", counter: int = 10233) -> str:
    """The year 2001: a table for the layout, fonts, a counter."""
    return f"""<HTML><HEAD><TITLE>{site}: {title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="100%"><TR>
<TD WIDTH=120><A HREF="/">Home</A><BR><A HREF="/news.html">News</A><BR><A HREF="/guest.html">Guestbook</A><BR>
<FONT SIZE=1>You are visitor number {counter}</FONT></TD>
<TD><FONT FACE="Arial" SIZE=5>{title}</FONT><BR><BR>{body}<HR>Last updated 12 March 2001</TD></TR></TABLE></BODY></HTML>"""


def soup(
    title: str, body: str, *, site: str = "Valley Courier Online", lang: str = "en", extra: str = "", head: str = ""
) -> str:
    """A redesign: nothing but divs, a cookie note, a breadcrumb, share buttons, a newsletter form, a related list."""
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | {site}</title>{head}
<script>window.dataLayer=[];</script><script src="https://cdn.example/app.js"></script></head><body class="single">
<div class="note-box">We use technologies to store and access information on your device. By going on you agree to this.
<button>Accept</button></div><div class="top"><a href="/">{site}</a> <a href="/a">World</a> <a href="/b">Money</a></div>
<div class="crumbs"><a href="/">Start</a> &gt; <a href="/news">News</a></div>
<div class="wrap"><div class="headline"><h1>{title}</h1><span>4 min read · 1,204 views · 33 shares</span></div>
<div class="text">{body}</div>{extra}
<div class="more"><h3><a href="/x1">Ten things to do this weekend</a></h3><h3><a href="/x2">Why the trams are late</a></h3></div>
<div class="letter">Get the best of our newsroom in your inbox every morning, free of charge and without advertising.
<input type="email"><button>Sign up</button></div></div>
<div class="foot">Copyright {site}, all rights reserved. <a href="/imprint">Imprint</a></div></body></html>"""


def comments(count: int, start: int = 0, *, marked: bool = True) -> str:
    """What readers write below. marked: by the class that most systems give to it."""
    said = (
        "I have lived here all my life and never heard such nonsense from a newspaper before.",
        "Thank you for this, it explains what my neighbours have been arguing about for weeks.",
        "Could somebody tell me where the survey can be downloaded without an account?",
        "The last paragraph is plainly wrong, as anybody who was there that day will tell you.",
        "My grandfather said the same thing forty years ago and nobody listened to him either.",
        "First of all let us wait for the facts and not jump to conclusions, as happens every time.",
        "What about the cost? I see no figure in the whole article that I would trust.",
    )
    rows = "".join(
        f"<div class=entry><b>reader{start + place}</b><p>{said[(start + place) % len(said)]} {place}</p></div>"
        for place in range(count)
    )
    return f"<div class='{'comments' if marked else 'box2'}'><h4>{count} comments</h4>{rows}</div>"


def teasers(stories: Sequence[str], *, tag: str = "h2") -> str:
    """A list of articles with a few words to each."""
    rows = (story.partition("|") for story in stories)
    return "".join(
        f"<article><{tag}><a href='/news/{number}'>{head}</a></{tag}><p>{text}</p></article>"
        for number, (head, _, text) in enumerate(rows)
    )


def wiki(title: str, body: str, *, revision: int = 100) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} - Valley Wiki</title></head><body class="mediawiki">
<div id="content"><h1 id="firstHeading">{title}</h1><div id="siteSub">From Valley Wiki, which anybody can edit</div>
<div id="bodyContent">{body}</div></div><div id="mw-navigation"><a href="/wiki/Main_Page">Main page</a>
<a href="/wiki/Special:Random">Random page</a></div><div id="footer">Revision {revision}. Text is free.</div></body></html>"""
