"""Questions about cookies, and what else is made of cookies."""

import pytest

from linkwatch.judge.consent import asks_consent


@pytest.mark.parametrize(
    "text",
    [
        "We use cookies to count our readers.",
        "Your choice: our partners keep cookies.",
        "Wir setzen Cookies ein.",
        "Avec votre accord, des cookies sont déposés.",
        "Utilizamos cookies propias.",
        "Aceita os cookies?",
        "Accetti i cookie?",
        "Używamy plików cookie.",
        "Vi använder cookies.",
        "Käytämme evästeitä (cookies).",
        "Мы используем файлы cookie",
        "Χρησιμοποιούμε cookies",
        "Siteyi gezerken cookie kabul edersiniz",
        "クッキーの利用に同意しますか",
        "본 사이트는 쿠키를 사용합니다",
        "เราใช้คุกกี้",
        "האתר משתמש בעוגיות",
    ],
)
def test_it_is_said_who_uses_them_or_what_to_answer(text: str) -> None:
    assert asks_consent(text)


@pytest.mark.parametrize(
    "text",
    [
        "Oat cookies\nThese cookies take ten minutes.\nOats, butter, sugar, one egg.",
        "Des cookies moelleux au chocolat, prêts en 20 minutes.",
        "Cookies wie in Amerika: Haferflocken, Butter, Zucker.",
        "Cookie tarifi: un, şeker, süt.",
        "クッキーの材料は小麦粉とバターと砂糖。",
        "We use butter.",
        f"{'Flour and sugar. ' * 12}We use cookies.",
    ],
)
def test_recipes_do_not(text: str) -> None:
    assert not asks_consent(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Weiterlesen mit Werbung oder im Abo", True),
        ("Weiterlesen mit Werbung", False),
        ("Weiterlesen im Abo", False),
        ("Werbung oder Abo", False),
        ("Согласие на рекламу или подписка", True),
        ("Accept ads or subscribe", True),
        ("Accept gods or subscribe", False),
    ],
)
def test_who_accepts_no_advertisements_pays(text: str, *, asks: bool) -> None:
    assert asks_consent(text) is asks


def test_it_is_asked_at_once() -> None:
    assert asks_consent("x" * 153 + " cookie. We use them.")
    assert not asks_consent("x" * 154 + " cookie. We use them.")
    assert asks_consent("cookie " + "x" * 386 + " accept")
    assert not asks_consent("cookie " + "x" * 387 + " accept")
