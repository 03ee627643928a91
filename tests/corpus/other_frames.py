"""Frames that mark nothing as a frame: tables of the nineties, boards, and shops full of what else one may like."""

from tests.corpus.frames import menu_words

_CARDS = (
    ("Oil lamp with handle", "$12.00", "12 May"),
    ("Copper kettle, two litres", "$31.50", "9 May"),
    ("Wicks, pack of ten", "$3.20", "7 May"),
    ("Lantern for the garden", "$18.90", "2 May"),
    ("Candle mould of tin", "$7.40", "30 April"),
    ("Glass chimney, narrow", "$5.10", "28 April"),
)


def tabled(title: str, main: str, language: str = "en", site: str = "Lark") -> str:
    """A page laid out by a table: menu above, a column on the left, small print below."""
    words = menu_words(language)
    menu = " | ".join(f"<a href=/s{place}.html>{word}</a>" for place, word in enumerate(words))
    foot = " ".join(f"<a href=/f{place}.html>{word}</a>" for place, word in enumerate(words[7:]))
    return f"""<html><head><title>{title}{" - " if title else ""}{site}</title></head><body bgcolor=white>
<table width=760 border=0 cellpadding=4><tr><td colspan=2><img src=/logo.gif alt="{site}"><br>{menu}</td></tr>
<tr><td width=160 valign=top><b>{words[1]}</b><br><a href=/1>{words[2]}</a><br><a href=/2>{words[3]}</a><br>
<form action=/q>{words[6]} <input name=q size=10></form></td><td valign=top>{main}</td></tr>
<tr><td colspan=2><small>{foot} &copy; 2026 {site}</small></td></tr></table></body></html>"""


def boarded(title: str, main: str, language: str = "en", site: str = "Lark board") -> str:
    """A board's page: its name as the heading, rows of links, and the message in a panel."""
    words = menu_words(language)
    rows = "".join(
        f"<ul class=linklist><li><a href=/{place}>{word}</a></li></ul>" for place, word in enumerate(words[:9])
    )
    return f"""<!DOCTYPE html><html lang={language}><head><title>{site}{" - " if title else ""}{title}</title></head><body>
<div id=wrap><div class=headerbar><a href=/ class=logo></a><p class=skiplink><a href=#a>{words[7]}</a></p></div><div class=navbar>{rows}</div>
<div id=page-body><div class=panel id=message><div class=inner>{main}</div></div></div>
<div class=copyright>Powered by Boards &copy; Boards Limited</div></div></body></html>"""


def crowded(title: str, main: str, language: str = "en", site: str = "Lark") -> str:
    """A shop's page of nothing but <div>: what else is for sale, a letter of news, an address."""
    words = menu_words(language)
    menu = "".join(f"<div class=m><a href=/s{place}>{word}</a></div>" for place, word in enumerate(words[:7]))
    cards = "".join(
        f"<div class=card><a href=/p/{place}><div class=t>{name}</div></a><div>{price}</div><div>{day}</div></div>"
        for place, (name, price, day) in enumerate(_CARDS)
    )
    return f"""<!DOCTYPE html><html lang={language}><head><title>{title}{" | " if title else ""}{site}</title></head><body>
<div class=top><a href=/><img src=/logo.svg alt="{site}"></a>{menu}</div><div class=content>{main}</div>
<div class=more><div class=h>{words[4]}</div>{cards}</div>
<div class=letter><div>{words[11]}</div><input type=email name=e><button>OK</button></div>
<div class=end>{site} Ltd, 12 Mill Lane, Lark. {words[9]}: +44 88 12 88 12. {"".join(f"<a href=/f{n}>{w}</a> " for n, w in enumerate(words[13:]))}© 2026</div>
<script src=/a.js></script></body></html>"""
