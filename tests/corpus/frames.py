"""Pages as large sites build them: 40 to 200 KB of menus, styles, scripts and data around what the page is about."""

import json

from tests.corpus.html import prose

_WORDS = {
    "en": "Home|News|Sport|Culture|Shop|Forum|Search|Help|About us|Contact|Log in|Register|Basket|Privacy|Terms",
    "de": "Startseite|Nachrichten|Sport|Kultur|Laden|Forum|Suche|Hilfe|Über uns|Kontakt|Anmelden|Registrieren|Warenkorb|Datenschutz|Impressum",
    "fr": "Accueil|Actualités|Sport|Culture|Boutique|Forum|Recherche|Aide|Qui sommes-nous|Contact|Connexion|Inscription|Panier|Confidentialité|Mentions légales",
    "es": "Inicio|Noticias|Deportes|Cultura|Tienda|Foro|Buscar|Ayuda|Quiénes somos|Contacto|Iniciar sesión|Registrarse|Cesta|Privacidad|Aviso legal",
    "pt": "Início|Notícias|Desporto|Cultura|Loja|Fórum|Pesquisar|Ajuda|Sobre nós|Contato|Entrar|Cadastre-se|Carrinho|Privacidade|Termos",
    "it": "Pagina iniziale|Notizie|Sport|Cultura|Negozio|Forum|Cerca|Aiuto|Chi siamo|Contatti|Accedi|Registrati|Carrello|Riservatezza|Note legali",
    "nl": "Voorpagina|Nieuws|Sport|Cultuur|Winkel|Forum|Zoeken|Hulp|Over ons|Contact|Inloggen|Registreren|Winkelwagen|Privacy|Voorwaarden",
    "pl": "Strona główna|Wiadomości|Sport|Kultura|Sklep|Forum|Szukaj|Pomoc|O nas|Kontakt|Zaloguj|Rejestracja|Koszyk|Prywatność|Regulamin",
    "cs": "Domů|Zprávy|Sport|Kultura|Obchod|Fórum|Hledat|Nápověda|O nás|Kontakt|Přihlásit|Registrace|Košík|Soukromí|Podmínky",
    "hu": "Kezdőlap|Hírek|Sport|Kultúra|Bolt|Fórum|Keresés|Súgó|Rólunk|Kapcsolat|Belépés|Regisztráció|Kosár|Adatvédelem|Feltételek",
    "ro": "Acasă|Știri|Sport|Cultură|Magazin|Forum|Căutare|Ajutor|Despre noi|Contact|Autentificare|Înregistrare|Coș|Confidențialitate|Termeni",
    "sv": "Hem|Nyheter|Sport|Kultur|Butik|Forum|Sök|Hjälp|Om oss|Kontakt|Logga in|Registrera|Varukorg|Integritet|Villkor",
    "tr": "Ana sayfa|Haberler|Spor|Kültür|Mağaza|Forum|Ara|Yardım|Hakkımızda|İletişim|Giriş|Kayıt ol|Sepet|Gizlilik|Koşullar",
    "el": "Αρχική|Νέα|Αθλητικά|Πολιτισμός|Κατάστημα|Φόρουμ|Αναζήτηση|Βοήθεια|Σχετικά|Επικοινωνία|Σύνδεση|Εγγραφή|Καλάθι|Απόρρητο|Όροι",
    "ru": "Главная|Новости|Спорт|Культура|Магазин|Форум|Поиск|Помощь|О нас|Контакты|Войти|Регистрация|Корзина|Конфиденциальность|Условия",
    "uk": "Головна|Новини|Спорт|Культура|Крамниця|Форум|Пошук|Допомога|Про нас|Контакти|Увійти|Реєстрація|Кошик|Приватність|Умови",
    "ja": "ホーム|ニュース|スポーツ|文化|ショップ|フォーラム|検索|ヘルプ|会社概要|お問い合わせ|ログイン|新規登録|カート|プライバシー|利用規約",
    "zh": "首页|新闻|体育|文化|商店|论坛|搜索|帮助|关于我们|联系我们|登录|注册|购物车|隐私|条款",
    "ko": "홈|뉴스|스포츠|문화|상점|포럼|검색|도움말|회사 소개|문의|로그인|회원가입|장바구니|개인정보|약관",
    "ar": "الرئيسية|الأخبار|الرياضة|الثقافة|المتجر|المنتدى|بحث|مساعدة|من نحن|اتصل بنا|دخول|تسجيل|السلة|الخصوصية|الشروط",
    "fa": "خانه|اخبار|ورزش|فرهنگ|فروشگاه|انجمن|جستجو|راهنما|درباره ما|تماس|ورود|عضویت|سبد|حریم خصوصی|شرایط",
    "vi": "Trang chủ|Tin tức|Thể thao|Văn hóa|Cửa hàng|Diễn đàn|Tìm kiếm|Trợ giúp|Giới thiệu|Liên hệ|Đăng nhập|Đăng ký|Giỏ hàng|Riêng tư|Điều khoản",
    "id": "Beranda|Berita|Olahraga|Budaya|Toko|Forum|Cari|Bantuan|Tentang kami|Kontak|Masuk|Daftar|Keranjang|Privasi|Ketentuan",
    "ka": "მთავარი|სიახლეები|სპორტი|კულტურა|მაღაზია|ფორუმი|ძიება|დახმარება|ჩვენ შესახებ|კონტაქტი|შესვლა|რეგისტრაცია|კალათა|კონფიდენციალურობა|პირობები",
}
_STYLE = "".join(
    f".c-{n}{{display:flex;margin:0 {n % 9}px;color:#{n % 4096:03x};font:400 {10 + n % 9}px/1.4 sans-serif}}"
    for n in range(400)
)
_SCRIPT = "".join(f"(function(w){{w.q=w.q||[];w.q.push(['track',{n},Date.now()]);}})(window);" for n in range(300))
_DATA = json.dumps({"props": [{"id": n, "slug": f"item-{n}", "rank": n * 7 % 13} for n in range(250)]})
_FILLER = f"<script>window.__STATE__={_DATA};</script><style>{_STYLE}</style><script>{_SCRIPT}</script>"
_MORE = f'<script type="application/json">{_DATA}</script><script>{_SCRIPT[:4000]}</script>'


def known_languages() -> frozenset[str]:
    """Return the languages that a frame can be in."""
    return frozenset(_WORDS)


def menu_words(language: str) -> list[str]:
    """Return what a site's menu says in a language: fifteen words."""
    return _WORDS[language].split("|")


def framed(
    title: str,
    main: str,
    language: str = "en",
    *,
    site: str = "Halden",
    head: str = "",
    kilobytes: int = 60,
    plain: bool = False,
) -> str:
    """A page in a large site's frame. plain: the frame is built of `div` alone, as many sites do."""
    words = menu_words(language)
    menu = "".join(f'<li class="c-{n}"><a href="/s{n}/">{word}</a></li>' for n, word in enumerate(words))
    links = "".join(f'<a class="c-{n}" href="/f{n}">{word}</a> ' for n, word in enumerate(words[7:]))
    top, bottom, box = ("div", "div", "div") if plain else ("header", "footer", "main")
    body = f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}{" | " + site if title else site}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/a.css">{head}{_FILLER}</head><body>
<{top} class="top"><a href="/"><img src="/logo.svg" alt="{site}"></a><ul>{menu}</ul><form action="/search"><input name="q" placeholder="{words[6]}"></form></{top}>
<{box} id="content">{main}</{box}>
<{bottom} class="bottom">{links}<span>© 2026 {site}</span></{bottom}>"""
    while len(body) < kilobytes * 1000:
        body += _MORE
    return body + "</body></html>"


def framed_article(title: str, language: str = "en", **more: str) -> str:
    return framed(title, f"<h1>{title}</h1><time datetime='2014-05-02'>2014</time>{prose(24)}", language, **more)  # type: ignore[arg-type]
