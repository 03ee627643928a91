"""Frames of the cases that were written before a run on them: blogs, help pages, pages of the nineties, and what is no page."""

from tests.corpus.frames import framed, menu_words
from tests.corpus.html import bare
from tests.corpus.model import Reply
from tests.corpus.other_frames import boarded, crowded, tabled

NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"))


def blog(
    title: str, main: str, language: str = "en", site: str = "Lark", body_class: str = "single single-post"
) -> str:
    """A blog's page: post, comments, a column of what is new."""
    words = menu_words(language)
    menu = "".join(f'<li class="menu-item"><a href="/{place}/">{word}</a></li>' for place, word in enumerate(words[:6]))
    recent = "".join(f'<li><a href="/p{place}/">{word}</a></li>' for place, word in enumerate(words[1:6]))
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="UTF-8"><title>{title}{" – " if title else ""}{site}</title>
<link rel="stylesheet" href="/wp-content/themes/l/style.css"><script src="/wp-includes/js/jquery/jquery.min.js"></script></head>
<body class="{body_class} wp-embed-responsive"><div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/" rel="home">{site}</a></p>
<nav id="site-navigation"><ul>{menu}</ul></nav></header><div id="content" class="site-content"><main id="main" class="site-main">{main}</main>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2 class="widget-title">{words[1]}</h2><ul>{recent}</ul></section></aside></div>
<footer id="colophon" class="site-footer"><div class="site-info"><a href="/privacy/">{words[13]}</a></div></footer></div></body></html>"""


def put(frame: str, title: str, main: str, language: str = "en", head: str = "") -> str:
    """Put a page's main content into one of the frames: "f", "d" (nothing but div), "t", "b", "c", "w", "e" (error404), "-"."""
    known = language if language not in ("he", "th", "hi", "fi", "da", "bg", "sr") else "en"
    match frame:
        case "f":
            return framed(title, main, known, site="Lark", kilobytes=20, head=head)
        case "d":
            return framed(title, main, known, site="Lark", kilobytes=20, head=head, plain=True)
        case "t":
            return tabled(title, main, known)
        case "b":
            return boarded(title, main, known)
        case "c":
            return crowded(title, main, known)
        case "w" | "e":
            return blog(title, main, known, body_class="error404" if frame == "e" else "single single-post")
    return bare(title, main, head)
