"""Pages of which drift has nothing to say: too short, of another kind, or judged by other rules first."""

from tests.corpus.drift.model import Pair
from tests.corpus.drift.pages import modern, paragraphs, sentences, soup
from tests.corpus.drift.pairs_changed import PDF, PNG
from tests.corpus.drift.pairs_same import ARTICLE, TITLE
from tests.corpus.drift.texts import CHESS, DAM, GLACIER


def _other(name: str, expected: str, then: str | bytes, now: str | bytes, **more: str) -> Pair:
    return Pair(name, "other", expected, then, now, **more)  # type: ignore[arg-type]


def _teaser(*after: str) -> str:
    beginning = " ".join(sentences(DAM)[:3])
    return modern(TITLE, f"<p>{beginning}</p>" + "".join(f"<p>{line}</p>" for line in after))


PAIRS = [
    _other(
        "teaser-with-subscription",
        "blocked paywall",
        ARTICLE,
        _teaser("To continue reading, start your subscription. Cancel anytime.", "Already a subscriber? Sign in."),
        twin="cut-to-its-first-sentence",
    ),
    _other(
        "teaser-with-subscription-in-german",
        "blocked paywall",
        ARTICLE,
        _teaser("Jetzt abonnieren: Probemonat für 1 €, monatlich kündbar.", "Sie sind bereits Abonnent? Anmelden."),
    ),
    _other(
        "paywall",
        "blocked paywall",
        ARTICLE,
        modern("Subscribe to continue reading", "<p>Choose an offer that suits you.</p>"),
    ),
    _other(
        "robot-test",
        "blocked",
        ARTICLE,
        "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>",
    ),
    _other("missing", "dead", ARTICLE, modern("Page not found", "<p>Sorry, we could not find what you asked for.</p>")),
    _other(
        "parked",
        "dead",
        ARTICLE,
        "<html><head><title>courier.test is for sale</title></head><body><h1>courier.test is for sale</h1><p>Buy this domain.</p></body></html>",
    ),
    _other("maintenance", "failing", ARTICLE, modern("Site under maintenance", "<p>We will be back soon.</p>")),
    _other(
        "short-page-replaced",
        "alive",
        modern("Frog", "<p>The old pond; a frog jumps in.</p>"),
        modern("Frog", "<p>An ancient pool without a ripple.</p>"),
        url="http://poems.test/frog",
    ),
    _other(
        "short-page-became-long",
        "alive",
        modern("Frog", "<p>The old pond; a frog jumps in.</p>"),
        modern("Frog", paragraphs(CHESS)),
        url="http://poems.test/frog",
    ),
    _other(
        "filled-in-by-scripts",
        "alive",
        ARTICLE,
        "<html><head><title>Upper dam: what the findings say</title></head><body><div id=app>Loading…</div><script src=/app.js></script></body></html>",
    ),
    _other(
        "cookie-question-within-the-page",
        "alive",
        ARTICLE,
        modern(
            TITLE,
            "<p>We and our partners use cookies to store information on your device and to measure what you read.</p>"
            "<p>You may accept all of them, or manage preferences one by one; see our privacy policy for more.</p>",
        ),
        twin="cut-to-notice",
    ),
    _other(
        "text-in-a-frame-now",
        "alive",
        ARTICLE,
        modern(
            TITLE,
            "<iframe src='https://viewer.example/?doc=1' width=800 height=900></iframe><p>Upper dam findings.</p>",
        ),
    ),
    _other("picture-of-the-text", "alive", ARTICLE, modern(TITLE, "<img src=/scan.png width=900 height=1200>")),
    _other(
        "body-broke-off",
        "alive",
        ARTICLE,
        modern(TITLE, "<p>We begin with a word of thanks to all who wrote to us last month.</p>"),
        cut="connection",
    ),
    _other(
        "document-still-there",
        "alive",
        PDF,
        PDF + b"2",
        then_type="application/pdf",
        now_type="application/pdf",
        url="http://courier.test/files/dam-report.pdf",
        twin="document-became-page",
    ),
    _other(
        "document-of-unknown-kind",
        "alive",
        PDF,
        bytes(90),
        then_type="application/pdf",
        now_type="application/octet-stream",
        url="http://courier.test/files/dam-report.pdf",
    ),
    _other(
        "picture-in-another-format",
        "alive",
        PNG,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        then_type="image/png",
        now_type="image/webp",
        url="http://courier.test/img/100231.png",
    ),
    _other(
        "home-replaced-by-its-owner",
        "alive",
        modern("Our work", paragraphs(DAM), site="Uplow Institute"),
        soup("Research", paragraphs(GLACIER), site="Institute of Uplow"),
        url="http://uplow.test/",
    ),
    _other(
        "text-on-a-picture-page",
        "alive",
        modern("Photo 100231", "<img src=/p.jpg width=900 height=700><p>A heron.</p>"),
        modern(
            "Photo 100231",
            "<img src=/p.jpg width=900 height=700><p>A grey heron at dawn, photographed by a member of our club.</p>",
        ),
        url="http://photos.test/100231",
    ),
]
