"""Files that were edited since they were published: anchors reworded, added and dropped, paragraphs moved and new."""

import random
from dataclasses import replace

import pytest

from linkwatch.articles.recover.lost import read_lost
from linkwatch.articles.recover.pages import read_page
from linkwatch.articles.recover.proposals import compare
from linkwatch.model import Document
from tests.articles.recover.stories import LAYOUTS, LETTERS, Link, Part, Story, as_markdown, made, page

URL = "http://paper.example/a"
NOTHING = ""


def edited(story: Story, rng: random.Random) -> Story:
    """The file as it is now. Anchors that were added have no target."""
    paragraphs: list[list[Part]] = []
    for number, paragraph in enumerate(story.paragraphs):
        row: list[Part] = []
        for part in paragraph:
            if isinstance(part, str):
                row.append(part)
                if rng.random() < 0.15:  # a new half-sentence with an anchor
                    row += [
                        "As is added here with care, ",
                        Link(rng.choice(["reported", "a report"]), NOTHING),
                        " says so. ",
                    ]
            elif rng.random() < 0.15:  # it is a word like any other now
                row.append(part.text)
            elif rng.random() < 0.3:
                row.append(replace(part, text_now=f"quite other words {number}"))
            else:
                row.append(part)
        paragraphs.append(row)
        if rng.random() < 0.2:
            paragraphs.append(
                ["A paragraph that is new in the file, with a ", Link("reported", NOTHING), " of its kind."]
            )
    return replace(story, paragraphs=paragraphs)


@pytest.mark.parametrize("language", LETTERS)
def test_no_anchor_of_an_edited_file_gets_a_wrong_target_and_nearly_all_get_theirs(language: str) -> None:
    right = wanted = 0
    wrong = []
    for seed in range(8):
        rng = random.Random(f"{language} {seed}")
        story = made(language, "Title of It", "3 January 2020", "paper.example", seed=seed, links=24)
        now = edited(story, rng)
        sought = read_lost(Document("a.md", as_markdown(now).encode(), "file:///a.md"))
        copy = read_page(page(story, LAYOUTS[seed % len(LAYOUTS)]).encode(), None, URL)
        vouching, matches = compare(sought, copy, None)
        assert vouching.is_same
        assert len(sought.lost) == len(now.links)
        for place, link in zip(sought.lost, now.links, strict=True):
            got = matches[place].anchor.target if place in matches else NOTHING
            wanted += link.target != NOTHING
            right += got == link.target != NOTHING
            if got not in (link.target, NOTHING):
                wrong.append((link, got, matches[place].by))
    assert wrong == []
    assert right >= 0.97 * wanted
