"""Files whose links are listed: documentation in HTML, and a Markdown text that is nearly all links.

Hosts end in `.internal`, which is nobody's: lychee leaves `example.org` out.
"""

import random

_TEXT = (
    "object value module function class method returns argument raises string list when the a of is and to in with "
    "for this that it be are as an or by from not if can which used see also new default other name type file called"
)
_WORDS = _TEXT.split()


def documentation(number: int, size: int) -> str:
    """Return a page of so many bytes: navigation, sections with headings that have anchors, prose, code, tables."""
    chance = random.Random(number)
    head = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Module {number}</title>\n'
        f'<link rel="canonical" href="https://docs.benchmark.internal/page-{number}.html"></head>\n<body>'
        '<div class="related" role="navigation"><ul>'
        + "".join(f'<li><a href="page-{other}.html" accesskey="N">Module {other}</a> |</li>\n' for other in range(12))
        + "</ul></div>\n<div class='document'><div class='body' role='main'>\n"
    )
    parts, length, section = [head], len(head), 0
    while length < size:
        section += 1
        part = _section(chance, number, section)
        parts.append(part)
        length += len(part)
    return "".join(parts) + "</div></div></body></html>\n"


def _section(chance: random.Random, number: int, section: int) -> str:
    def words(count: int) -> str:
        return " ".join(chance.choices(_WORDS, k=count))

    other, place = chance.randrange(500), chance.randrange(40)
    return (
        f'<section id="section-{section}">\n<h2>{words(4).title()}<a class="headerlink" href="#section-{section}" '
        f'title="Link to this heading">¶</a></h2>\n<p>{words(60)} <a class="reference internal" '
        f'href="page-{other}.html#section-{place}"><code class="xref py py-func"><span class="pre">{words(1)}()</span>'
        f"</code></a> {words(30)} <em>{words(3)}</em>, {words(20)}.</p>\n"
        '<div class="highlight-python3 notranslate"><div class="highlight"><pre>'
        + "".join(f'<span class="n">{word}</span> <span class="o">=</span> ' for word in chance.choices(_WORDS, k=12))
        + f'<span class="mi">{section}</span>\n</pre></div></div>\n<table class="docutils"><tbody>'
        + "".join(f"<tr><td><p>{words(3)}</p></td><td><p>{words(8)}</p></td></tr>\n" for _ in range(4))
        + f'</tbody></table>\n<p>{words(40)} <a class="reference external" '
        f'href="https://site-{other}.benchmark.internal/{number}/{section}">{words(3)}</a> {words(40)}.</p>\n'
        "</section>\n"
    )


def dense_markdown(size: int) -> str:
    """Return a list as collections of links have it, about a link in a hundred bytes, in every form of CommonMark."""
    lines, length, number = ["# Everything about everything\n\n"], 0, 0
    chance = random.Random(2)
    while length < size:
        number += 1
        words = " ".join(chance.choices(_WORDS, k=9))
        place = f"https://site-{number % 700}.benchmark.internal/{chance.choice(_WORDS)}/{number}"
        line = (
            f"- [The {words[:20]}]({place} 'on {words[-12:]}') - {words}.\n",
            f"- **[{words[:15]}]({place})** and [`{words[:8]}`](<{place}?more=1>), {words}\n",
            f"- <{place}> {words}\n",
            f"- {words} {place}#part-{number} {words}\n",
            f"- [{words[:18]}][{number}]: *{words}*\n\n[{number}]: {place}\n\n",
            f"| {words[:12]} | [{words[:9]}]({place}) |\n" if number % 2 else f"## {words.title()}\n\n",
        )[number % 6]
        lines.append(line)
        length += len(line)
    return "".join(lines)
