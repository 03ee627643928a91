"""Pages as widespread programs build them: boards, wikis, shops, repositories, trackers; written before a run on them."""

from tests.corpus.cases.field_texts import told
from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.html import FULL_HOME, HOME, bare
from tests.corpus.model import Case, Reply, Site, always, fronted, pages, redirect


def _discourse(title: str, posts: str) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}{" - " if title else ""}Lark Community</title><meta name="generator" content="Discourse 3.2"><link rel="canonical" href="{{base}}{{path}}"></head>
<body class="crawler"><header><a href="/"><img src="/logo.png" alt="Lark Community"></a></header><div id="main-outlet" class="wrap">{posts}</div><footer class="container wrap"><nav class="crawler-nav"><a href="/">Home</a> <a href="/categories">Categories</a> <a href="/guidelines">Guidelines</a> <a href="/tos">Terms of Service</a></nav><p>Powered by <a href="https://d.test">Discourse</a>, best viewed with JavaScript enabled</p></footer></body></html>"""


def _post(author: str, day: str, text: str) -> str:
    return f'<div class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><a href="/u/{author}">{author}</a></span> <link itemprop="datePublished" href="x"><time datetime="{day}T10:00:00Z" class="post-time">{day}</time></div><div class="post"><p>{text}</p></div></div>'


def _phpbb(title: str, posts: str, language: str = "en") -> str:
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Lark Boards - {title}</title></head><body id="phpbb" class="nojs section-viewtopic"><div id="wrap" class="wrap"><div id="page-header"><div class="headerbar"><div class="inner"><a id="logo" class="logo" href="./index.php"></a><h1>Lark Boards</h1></div></div><div class="navbar"><ul><li><a href="./app.php/help/faq">FAQ</a></li><li><a href="./ucp.php?mode=login">Login</a></li><li><a href="./ucp.php?mode=register">Register</a></li></ul></div></div><div id="page-body" class="page-body">{posts}</div><div id="page-footer"><div class="copyright">Powered by phpBB</div></div></div></body></html>"""


def _phpbb_post(author: str, day: str, text: str) -> str:
    return f'<div class="post has-profile bg2"><div class="inner"><dl class="postprofile"><dt><a href="#">{author}</a></dt><dd>Posts: 12</dd></dl><div class="postbody"><p class="author"><a href="#p1">Post</a> by <strong>{author}</strong> » <time datetime="x">{day}</time></p><div class="content">{text}</div></div></div></div>'


def _wiki(title: str, text: str, language: str = "en") -> str:
    return f"""<!DOCTYPE html><html class="client-nojs" lang="{language}"><head><meta charset="UTF-8"><title>{title} - Larkpedia</title><meta name="generator" content="MediaWiki 1.41"><link rel="canonical" href="{{base}}{{path}}"></head><body class="mediawiki ltr ns-0"><div id="mw-page-base"></div><div id="content" class="mw-body" role="main"><h1 id="firstHeading" class="firstHeading">{title}</h1><div id="bodyContent"><div id="siteSub">From Larkpedia</div><div id="mw-content-text">{text}</div></div></div><div id="mw-navigation"><ul><li><a href="/wiki/Main_Page">Main page</a></li><li><a href="/wiki/Special:Random">Random page</a></li></ul></div><div id="footer"><ul><li>This page was last edited on 3 May 2019, at 10:12.</li></ul></div></body></html>"""


def _shop(title: str, main: str) -> str:
    return f"""<!doctype html><html class="no-js" lang="en"><head><meta charset="utf-8"><title>{title} – Lark Lamps</title><link rel="canonical" href="{{base}}{{path}}"><meta property="og:site_name" content="Lark Lamps"><script>window.Shopify={{shop:"lark"}};</script></head><body class="template-product"><a class="skip" href="#MainContent">Skip to content</a><div class="announcement-bar">Free shipping over $50</div><header><a href="/">Lark Lamps</a><nav><a href="/collections/all">Catalog</a> <a href="/pages/contact">Contact</a> <a href="/cart">Cart</a></nav></header><main id="MainContent">{main}</main><footer><h2>Subscribe to our emails</h2><form><input type="email"><button>OK</button></form><small>© 2026, Lark Lamps Powered by Shopify</small></footer></body></html>"""


def _drupal(title: str, main: str, body: str = "path-node page-node-type-article") -> str:
    return f"""<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="Generator" content="Drupal 10"><title>{title} | Lark Council</title></head><body class="{body}"><a href="#main-content" class="visually-hidden">Skip to main content</a><div class="dialog-off-canvas-main-canvas"><header role="banner"><nav role="navigation"><ul><li><a href="/news">News</a></li><li><a href="/services">Services</a></li><li><a href="/council">Council</a></li></ul></nav></header><main role="main"><div class="region"><h1 class="page-title">{title}</h1>{main}</div></main><footer role="contentinfo"><p>© Lark Council</p></footer></div></body></html>"""


def _tracker(title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} · anna/lamp</title><meta property="og:url" content="{{base}}{{path}}"></head><body class="logged-out"><header><a href="/">Hub</a><a href="/login">Sign in</a></header><div class="application-main"><main><div id="js-repo-pjax-container">{main}</div></main></div><footer><a href="/terms">Terms</a><a href="/privacy">Privacy</a></footer></body></html>"""


_LIVING = (
    ("discourse-lost-page", "/t/page-not-found/8812", _discourse("Page not found - Support", "<h1><a href=/t/page-not-found/8812>Page not found</a></h1>" + _post("anna", "2019-03-11", "The menu of my lamp shop leads nowhere since the update.") + _post("bo", "2019-03-12", "Clear the cache of the theme.")), ()),
    ("discourse-one-post", "/t/video-removed/8813", _discourse("Video removed - Film", "<h1>Video removed</h1>" + _post("anna", "2019-03-11", "I took my film of the weir down, the sound was poor. A better one follows in May.")), ()),
    ("phpbb-deleted-de", "/viewtopic.php?f=4&t=8812", _phpbb("Beitrag gelöscht?", "<h2 class=topic-title><a href=#>Beitrag gelöscht?</a></h2>" + _phpbb_post("anna", "11.03.2019, 10:12", "Wer hat meinen Beitrag zum Docht gelöscht?") + _phpbb_post("bo", "11.03.2019, 11:40", "Niemand, er steht jetzt unter Lampen."), "de"), ("Beitrag weg",)),
    ("phpbb-closed-fr", "/viewtopic.php?t=8813", _phpbb("Sujet fermé", "<h2 class=topic-title>Sujet fermé</h2>" + _phpbb_post("anna", "11 mars 2019, 10:12", "Pourquoi mon sujet sur la mèche est-il fermé ?") + _phpbb_post("bo", "12 mars 2019, 09:02", "Il y en a déjà un."), "fr"), ()),
    ("wiki-band", "/wiki/Not_Found", _wiki("Not Found", "<p><b>Not Found</b> are a band from Lark.</p><table class=infobox><tr><th>Origin<td>Lark<tr><th>Years<td>2009–</table>"), ("the band",)),
    ("wiki-stub-gone", "/wiki/Lark_station", _wiki("Lark station", "<p>Lark station no longer exists. It stood beside the mill until 1974.</p><div class=stub>This article is a stub.</div>"), ("Lark station",)),
    ("wiki-404-ja", "/wiki/HTTP_404", _wiki("HTTP 404", "<p>HTTP 404、またはエラーメッセージ Not Found（「未検出」「見つかりません」の意）は、HTTPステータスコードの一つ。</p>", "ja"), ("HTTP 404",)),
    ("wiki-disambiguation", "/wiki/Gone", _wiki("Gone", "<p><b>Gone</b> may refer to:</p><ul><li>Gone (film)<li>Gone (novel)<li>410 Gone, a status</ul>"), ("gone",)),
    ("shop-unavailable", "/products/brass-lamp", _shop("Brass lamp", "<h1>Brass lamp</h1><p>$40.00 Sold out</p><button disabled>Sold out</button><p>Height 30 cm. Solid brass.</p>"), ("brass lamp",)),
    ("shop-print", "/products/404-print", _shop("404 print", "<h1>404 print</h1><p>$12.00</p><button>Add to cart</button><p>“Page not found” on heavy paper.</p>"), ("a print",)),
    ("shop-short", "/pages/contact", _shop("Contact", "<h1>Contact</h1><form><input name=n><input type=email name=e><textarea></textarea><button>Send</button></form>"), ("contact",)),
    ("drupal-short", "/node/8812", _drupal("Footpath closed", "<p>The footpath by the weir is closed until 3 May.</p>"), ("a closed footpath",)),
    ("drupal-removed", "/node/8813", _drupal("Tree removed", "<p>The old willow was removed on Monday.</p>"), ()),
    ("drupal-archived", "/node/8814", _drupal("Bus times 2014", f"<p>This page has been archived and is no longer updated.</p>{told('en')}"), ("bus times",)),
    ("issue-404", "/anna/lamp/issues/88", _tracker("404 on the docs page · Issue #88", "<h1>404 on the docs page #88</h1><p>anna opened this issue on Mar 11, 2019</p><p>The link to the manual is dead.</p><p>bo commented on Mar 12, 2019</p><p>Fixed in 1.2.</p>"), ()),
    ("pull-removed", "/anna/lamp/pull/89", _tracker("Removed: old wick · Pull Request #89", "<h1>Removed: old wick #89</h1><p>Merged</p><p>1 commit, 2 files changed</p>"), ("the change",)),
    ("commit-deleted", "/anna/lamp/commit/4f2a91c", _tracker("File deleted", "<h1>File deleted</h1><p>anna committed on Mar 11, 2019</p><p>1 file changed: 12 deletions</p>"), ("the commit",)),
    ("release-empty", "/anna/lamp/releases", _tracker("Releases", "<h2>There aren’t any releases here</h2><p>You can create a release to package software.</p>"), ("releases",)),
    ("code-handler", "/anna/lamp/blob/main/404.html", _tracker("lamp/404.html at main", "<h1>404.html</h1><pre>&lt;h1&gt;Page not found&lt;/h1&gt;\n&lt;p&gt;The page you are looking for is gone.&lt;/p&gt;</pre>"), ("the error page's source",)),
    ("quiz", "/quiz/88", bare("Quiz", "<h1>Which lamp are you?</h1><form><input type=radio name=a>Oil <input type=radio name=a>Gas<button>Next</button></form>"), ("a quiz",)),
    ("calculator", "/calc", bare("Oil per hour", "<form><input name=h><button>=</button></form>"), ("oil per hour",)),
    ("numbers", "/level.txt.html", bare("", "<font size=7>212 cm</font>"), ("level of the river",)),
    ("map-frame", "/where", bare("Where we are", "<iframe src=https://maps.test/x width=600></iframe>"), ("where we are",)),
    ("audio-only", "/episodes/404", bare("Episode 404: Not found", "<h1>Episode 404: Not found</h1><audio src=/404.mp3></audio><p>We talk about lost pages. 44 min.</p>"), ("episode 404",)),
    ("amp-brief", "/amp/8812", f"<!doctype html><html amp lang=en><head><title>Statue removed</title><script async src=https://cdn.ampproject.org/v0.js></script></head><body><h1>Statue removed</h1>{told('en')}</body></html>", ("the statue",)),
    ("obituary-short-de", "/trauer/88", bare("Anna Reed", "<h1>Anna Reed</h1><p>Sie ist nicht mehr unter uns.</p><p>* 1931 † 2014</p>"), ("Anna Reed",)),
)  # fmt: skip

_GONE = (
    ("shop-removed", "/products/old-lamp", _shop("Old lamp", "<h1>Old lamp</h1><p>This product is no longer available.</p><a href=/collections/all>Continue shopping</a>"), ("old lamp",)),
    ("board-private-or-gone", "/viewtopic.php?t=8814", _phpbb("Information", "<div class=panel id=message><h2 class=message-title>Information</h2><p>The requested topic does not exist.</p></div>"), ("old topic",)),
    ("item-withdrawn", "/handle/88/12", bare("Item withdrawn", "<h2>Item withdrawn</h2><p>This item has been withdrawn from the repository.</p>"), ("a thesis",)),
    ("pad-deleted", "/p/x7k2", bare("Pad", "<p>This pad has been deleted.</p>"), ("our notes",)),
    ("repo-gone", "/anna/oil", _tracker("Repository removed", "<h3>This repository has been removed by its owner</h3>"), ("oil",)),
)  # fmt: skip

# Every address but the front page: name, page.
_SOFT = (
    ("discourse-none", _discourse("", "<div class=page-not-found><h1 class=title>Oops! That page doesn’t exist or is private.</h1><h2>Popular</h2><ul><li><a href=/t/a/1>Wicks</a><li><a href=/t/b/2>Oil</a></ul></div>")),
    ("drupal-none", _drupal("Page not found", "<p>The requested page could not be found.</p>", "path-404")),
    ("shop-none", _shop("404 Not Found", "<p>404</p><h1>Page not found</h1><a href=/collections/all>Continue shopping</a>")),
    ("tomcat", "<!doctype html><html lang=en><head><title>HTTP Status 404 – Not Found</title></head><body><h1>HTTP Status 404 – Not Found</h1><p><b>Type</b> Status Report</p><p><b>Message</b> /lamps</p><h3>Apache Tomcat/9.0.1</h3></body></html>"),
    ("aspnet", "<html><head><title>The resource cannot be found.</title></head><body><h1>Server Error in '/' Application.</h1><h2><i>The resource cannot be found.</i></h2><p>Requested URL: {path}</p></body></html>"),
    ("blogger", bare("Lark: Page not found", "<div class=status-msg-body>Sorry, the page you were looking for in this blog does not exist.</div>")),
)  # fmt: skip

# Nobody can tell, for it says so itself, or asks: name, path, page, anchors.
_UNDECIDED = (
    ("gone-or-private-en", "/p/8812", put("d", "", "<h1>This content isn't available right now</h1><p>When this happens, it's usually because the owner only shared it with a small group of people, changed who can see it or it's been deleted.</p><a href=/login>Log in</a>"), ("a post",)),
    ("gone-or-denied-en", "/browse/LAMP-88", bare("Issue", "<h1>You can't view this issue</h1><p>It may have been deleted or you don't have permission to view it.</p><a href=/login>Log in</a>"), ("LAMP-88",)),
    ("gone-or-denied-notes", "/x7k2p1", put("f", "", "<p>This page could not be found. You may not have access, or it might have been deleted or moved. Check the link and try again.</p>"), ("our notes",)),
    ("gone-or-denied-de", "/akte/88", put("d", "", "<p>Die Seite existiert nicht oder Sie haben keine Berechtigung, sie anzusehen.</p>", "de"), ("die Akte",)),
    ("gone-or-denied-fr", "/doc/88", put("f", "", "<p>Ce document n'existe pas ou vous n'avez pas les droits pour le consulter.</p>", "fr"), ("le document",)),
    ("gone-or-denied-es", "/doc/89", put("d", "", "<p>El documento no existe o no tiene permiso para verlo.</p>", "es"), ("el documento",)),
    ("gone-or-denied-it", "/doc/90", put("f", "", "<p>Il documento non esiste oppure non hai i permessi per visualizzarlo.</p>", "it"), ("il documento",)),
    ("gone-or-denied-pl", "/doc/91", put("d", "", "<p>Dokument nie istnieje lub nie masz uprawnień do jego wyświetlenia.</p>", "pl"), ("dokument",)),
    ("gone-or-denied-ru", "/doc/92", put("f", "", "<p>Документ не существует или у вас нет прав на его просмотр.</p>", "ru"), ("документ",)),
    ("gone-or-denied-ja", "/doc/93", put("d", "", "<p>このページは存在しないか、閲覧する権限がありません。</p>", "ja"), ("資料",)),
    ("gone-or-denied-zh", "/doc/94", put("f", "", "<p>该页面不存在或您没有权限访问。</p>", "zh"), ("文件",)),
    ("gone-or-denied-nl", "/doc/95", put("d", "", "<p>Dit document bestaat niet of je hebt geen toegang.</p>", "nl"), ("het document",)),
    ("need-access", "/document/d/x7k2", bare("Docs", "<h1>You need access</h1><p>Ask for access, or switch to an account with access.</p><button>Request access</button>"), ("the plan",)),
    ("enrol-first", "/course/view.php?id=88", put("d", "Enrolment options", "<h1>Enrolment options</h1><p>You cannot enrol yourself in this course.</p><a href=/login/index.php>Continue</a>"), ("the course",)),
    ("guests", "/mod/page/view.php?id=88", put("f", "Lamps", "<h1>Lamps</h1><p>Guests cannot access this course. Please log in.</p><button>Cancel</button><button>Continue</button>"), ("about wicks",)),
    ("wayf", "/content/88", bare("Choose your institution", "<h1>Log in through your institution</h1><form><input name=q placeholder=Search><button>Go</button></form>"), ("a paper",)),
    ("limit-reached", "/a/8812", put("d", "When the river rose", "<h1>When the river rose</h1><p>You have reached your limit of free articles this month. Subscribe to continue.</p>"), ("when the river rose",)),
    ("try-later", "/file/88", bare("Docs", "<p>Sorry, unable to open the file at this time. Please check the address and try again.</p>"), ("the plan",)),
)  # fmt: skip


def _one(path: str, body: str, missing: Reply = NONE) -> Site:
    return pages({path: body, "/": HOME}, missing)


CASES = [
    *(Case(f"pr-{name}", path, "alive", "", _one(path, body), anchors=anchors) for name, path, body, anchors in _LIVING),
    *(Case(f"pr-{name}", path, "dead", None, _one(path, body), anchors=anchors) for name, path, body, anchors in _GONE),
    *(Case(f"pr-soft-{name}", "/2014/05/river-88", "dead", "soft-404", fronted(always(body), FULL_HOME), anchors=("when the river rose",)) for name, body in _SOFT),
    *(Case(f"pr-{name}", path, "failing" if name == "try-later" else "blocked", None, _one(path, body), anchors=anchors) for name, path, body, anchors in _UNDECIDED),
    Case("pr-collection-instead", "/products/old-lamp-2", "dead", "soft-404", lambda request: redirect("/collections/all", 301) if request.path.startswith("/products/") else Reply(body=FULL_HOME if request.path == "/" else _shop("Products", "<h1>Products</h1><ul><li>Lamp A<li>Lamp B</ul>")), anchors=("old lamp",)),
]  # fmt: skip
