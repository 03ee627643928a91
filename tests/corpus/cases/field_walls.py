"""What stands before pages: robot tests, consents, logins, regions, filters, shells of scripts; each as its maker writes it."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare, page
from tests.corpus.model import Case, Reply, Site, always, fronted, pages, redirect

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"))
_PATH, _ANCHORS = "/2014/06/halden-mill-opens", ("the mill at Halden opens",)


def _blocked(name: str, site: Site, reason: str | None = None, path: str = _PATH, **more: object) -> Case:
    return Case(f"field-{name}", path, "blocked", reason, site, anchors=_ANCHORS, **more)  # type: ignore[arg-type]


def _wall(body: str, status: int = 200, *headers: tuple[str, str]) -> Site:
    """A wall before the whole site."""
    return always(Reply(status, body, headers=headers))


def _one(path: str, body: str | Reply) -> Site:
    """A site that is open but for this page."""
    return pages({path: body, "/": HOME}, _NONE)


# Robot tests and refusals before the whole site: name, status, reason (None: any), body.
_TESTS = (
    ("cf-moment", 403, "bot-wall", bare("Just a moment...", "<div class='main-wrapper' role='main'><h1 class='zone-name-title'>field.test</h1><p id='cf-spinner'>Enable JavaScript and cookies to continue</p></div><script>(function(){window._cf_chl_opt={cvId:'3',cType:'managed'};})();</script>")),
    ("cf-moment-200", 200, None, bare("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script>(function(){window._cf_chl_opt={cvId:'3',cType:'managed'};})();</script>")),
    ("cf-1020", 403, None, bare("Access denied | field.test used Cloudflare to restrict access", "<h1>Access denied</h1><span>Error code 1020</span><p>You cannot access field.test. Refresh the page or contact the site owner to request access.</p><p>Cloudflare Ray ID: 7f1a2b3c4d5e6f70</p>")),
    ("cf-1009", 403, None, bare("Access denied | field.test used Cloudflare to restrict access", "<h1>Error 1009</h1><h2>Access denied</h2><p>The owner of this website has banned the country or region your IP address is in (T1) from accessing this website.</p>")),
    ("cf-blocked", 403, None, bare("Attention Required! | Cloudflare", "<h1 data-translate='block_headline'>Sorry, you have been blocked</h1><h2>You are unable to access field.test</h2>")),
    ("incapsula", 200, None, "<html style='height:100%'><head><META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'></head><body><iframe id='main-iframe' src='/_Incapsula_Resource?CWUDNSAI=9&incident_id=881200' frameborder=0>Request unsuccessful. Incapsula incident ID: 881200-7712</iframe></body></html>"),
    ("datadome", 403, None, "<html><head><title>field.test</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'AHrl','host':'geo.captcha-delivery.com'}</script><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>"),
    ("perimeterx", 200, None, bare("Access to this page has been denied", "<h1>Before we continue...</h1><p>Press &amp; Hold to confirm you are a human (and not a bot).</p><p>Reference ID 4f1a2b3c-1111-11ef-9d3a-88aa77bb66cc</p><div id='px-captcha'></div>")),
    ("sucuri", 403, None, bare("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner, please open a ticket.</p>")),
    ("f5-rejected", 200, None, "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 8812771288127712881<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>"),
    ("akamai-denied", 200, None, "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access \"http://field.test/\" on this server.<P>Reference #18.5dc91702.1669104000.1b2c3d4</BODY></HTML>"),
    ("anubis", 200, None, bare("Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1><img src='/.within.website/x/cmd/anubis/static/img/pensive.webp'><p id=status>Loading...</p><details><p>You are seeing this because the administrator of this website has set up Anubis.</p></details>")),
    ("vercel", 429, None, bare("Vercel Security Checkpoint", "<p id=header-text>We're verifying your browser</p><p>Website owner? Click here to fix</p>")),
    ("aws-waf", 202, None, "<!DOCTYPE html><html><head><title></title><script>window.awsWafCookieDomainList=[];window.gokuProps={key:'AQ',iv:'C'};</script><script src='https://88.token.awswaf.com/88/challenge.js'></script></head><body><div id='challenge-container'></div></body></html>"),
    ("wordfence", 503, None, bare("Your access to this site has been limited", "<h1>Your access to this site has been limited by the site owner</h1><p>If you think you have been blocked in error, contact the owner of this site for assistance.</p><p>Generated by Wordfence</p>")),
    ("ddos-guard", 403, None, bare("DDoS-Guard", "<h1>Checking your browser before accessing field.test</h1><p>It won't take long.</p><script src='/.well-known/ddos-guard/js-challenge/index.js'></script>")),
    ("smartcaptcha-ru", 200, None, bare("Вы не робот?", "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические.</p><form action=/checkcaptcha><button>Я не робот</button></form>")),
    ("check-uk", 200, None, bare("Зачекайте", "<h1>Перевірка браузера</h1><p>Це займе кілька секунд. Увімкніть JavaScript, щоб продовжити.</p><script src=/c.js></script>")),
    ("check-ar", 200, None, bare("تحقق", "<h1>يرجى التأكد من أنك لست روبوتا</h1><p>نتحقق من متصفحك قبل الدخول إلى الموقع.</p><script src=/c.js></script>")),
    ("aliyun-blocked", 405, None, bare("405", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>")),
    ("verify-zh", 200, None, bare("安全验证", "<p>为了您的访问安全，请完成以下验证。</p><div id=captcha></div><script src=/c.js></script>")),
    ("go-away-fr", 200, None, bare("Vérification", "<h1>Vérification que vous n'êtes pas un robot</h1><p>Veuillez patienter pendant que votre navigateur est vérifié.</p><script src=/c.js></script>")),
    ("rate-429", 429, "rate-limited", bare("Too Many Requests", "<h1>Too Many Requests</h1>")),
    ("linkedin-999", 999, None, "<html><head><script>window.location.href='/authwall?trk=x'</script></head></html>"),
)  # fmt: skip

# Before this page alone: name, language of the frame, reason, title, main.
_CLOSED = (
    ("docs-access", "en", None, "You need access", "<h1>You need access</h1><p>Request access, or switch to an account with access.</p><button>Request access</button>"),
    ("social-login", "en", None, "Log in to continue", "<h2>You must log in to continue.</h2><form><input name=email><input type=password name=pass><button>Log in</button></form>"),
    ("content-not-now", "en", None, "Halden", "<h2>This content isn't available right now</h2><p>When this happens, it's usually because the owner only shared it with a small group of people, changed who can see it or it's been deleted.</p>"),
    ("tracker-login", "en", None, "Log in", "<h1>You are not logged in</h1><p>You cannot view this issue. It may be private. Log in to see it.</p>"),
    ("authorised-ru", "ru", None, "", "<p>Эта страница доступна только авторизованным пользователям.</p>"),
    ("friends-only-ru", "ru", None, "Закрытая запись", "<p>У вас нет доступа к этой записи. Её видят только друзья автора.</p>"),
    ("subscribers-uk", "uk", None, "", "<p>Цей матеріал доступний лише передплатникам. Увійдіть або оформіть передплату.</p>"),
    ("subscribers-ar", "ar", None, "", "<p>هذا المحتوى متاح للمشتركين فقط. سجل الدخول للمتابعة.</p>"),
    ("members-ja", "ja", None, "", "<p>この記事は会員限定です。続きを読むにはログインしてください。</p>"),
    ("members-ko", "ko", None, "알림", "<p>회원만 볼 수 있는 게시판입니다. 로그인 후 이용해 주세요.</p>"),
    ("permission-zh", "zh", None, "提示信息", "<p>抱歉，您没有权限访问该版块，请登录后再试。</p>"),
    ("private-profile-es", "es", None, "Perfil privado", "<p>Esta cuenta es privada. Inicia sesión para ver sus fotos.</p>"),
    ("abo-de", "de", None, "", "<p>Dieser Artikel ist nur für Abonnenten lesbar. Jetzt anmelden oder Abo abschließen.</p>"),
    ("region-de", "de", None, "Video", "<p>Dieses Video ist in deinem Land leider nicht verfügbar.</p>"),
    ("region-no", "en", None, "Program", "<p>Programmet er ikke tilgjengelig utenfor Norge.</p>"),
    ("region-en", "en", None, "Programme", "<p>Sorry, this content is not available in your location.</p>"),
    ("region-ru", "ru", None, "", "<p>Видео недоступно для просмотра в вашем регионе.</p>"),
    ("age-cz", "cs", None, "Je vám 18 let?", "<h2>Je vám již 18 let?</h2><button>Ano</button><button>Ne</button>"),
    ("age-de", "de", None, "Altersprüfung", "<h2>Sind Sie mindestens 18 Jahre alt?</h2><button>Ja</button><button>Nein</button>"),
)  # fmt: skip

# Filters and orders before the whole site: name, body. Whoever reads elsewhere may get the page.
_ORDERED = (
    ("order-ru", bare("Доступ ограничен", "<h1>Уважаемый абонент!</h1><p>Доступ к запрашиваемому ресурсу ограничен по решению суда или по иным основаниям, установленным законодательством Российской Федерации.</p>")),
    ("order-tr", bare("Erişim engeli", "<p>Bu internet sitesi (field.test) hakkında 5651 sayılı Kanun uyarınca verilen kararla erişime engellenmiştir.</p>")),
    ("order-it", bare("Sito oscurato", "<h1>Sito non raggiungibile</h1><p>Il sito è stato oscurato per ordine dell'Autorità.</p>")),
    ("order-in", bare("Blocked", "<p>The website has been blocked as per order of Ministry of Electronics and Information Technology under IT Act, 2000.</p>")),
    ("order-uk", bare("Доступ заблоковано", "<p>Доступ до ресурсу заблоковано згідно з рішенням Ради національної безпеки і оборони України.</p>")),
    ("order-ar", bare("عفوا", "<h1>عفواً، الموقع المطلوب غير متاح</h1><p>إن الرابط الذي طلبت الوصول إليه مخالف لأنظمة الدولة وتم حجبه.</p>")),
    ("order-id", bare("Internet Positif", "<h1>Situs diblokir</h1><p>Situs ini tidak dapat diakses karena terindikasi melanggar peraturan perundang-undangan.</p>")),
    ("gdpr-450", bare("451: Unavailable due to legal reasons", "<h1>We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) including the EU which enforces the General Data Protection Regulation (GDPR) and therefore access cannot be granted at this time.</h1>")),
    ("consent-pur-de", bare("Halden Kurier", "<h1>Weiter mit Werbung oder Pur-Abo</h1><p>Besuchen Sie unsere Seite wie gewohnt mit Werbung und Tracking, oder nutzen Sie sie ohne Werbung.</p><button>Einwilligen und weiter</button><button>Pur abonnieren</button><a href=/login>Bereits Abonnent? Anmelden</a>")),
    ("consent-fr", bare("Le Courrier", "<h1>Avec votre accord</h1><p>Nos partenaires et nous utilisons des cookies pour stocker et accéder à vos données.</p><button>Accepter et fermer</button><button>S'abonner pour refuser</button>")),
    ("consent-en", bare("Before you continue", "<h1>Before you continue</h1><p>We use cookies and data to deliver and maintain services.</p><button>Accept all</button><button>Reject all</button><button>More options</button>")),
)  # fmt: skip

# Applications that scripts fill: name, path, body given for every address.
_SHELLS = (
    ("shell-react", _PATH, "<!doctype html><html><head><title>Halden</title><script defer src=/static/js/main.8812.js></script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div></body></html>"),
    ("shell-angular", _PATH, "<!doctype html><html><head><title>Halden</title><base href=/></head><body><app-root>Loading...</app-root><script src=runtime.js></script><script src=main.js></script></body></html>"),
    ("shell-vue-ru", _PATH, "<!doctype html><html lang=ru><head><title>Мельница</title></head><body><noscript>Извините, но сайт не работает без JavaScript. Включите его.</noscript><div id=app></div><script src=/js/app.js></script></body></html>"),
    ("shell-flutter", "/halden/mill", "<!doctype html><html><head><title>halden_app</title><script src=flutter.js defer></script></head><body><script>window.addEventListener('load',function(){_flutter.loader.load()});</script></body></html>"),
    ("shell-no-js", _PATH, "<!doctype html><html><head><title></title></head><body><h1>JavaScript is not available.</h1><p>We've detected that JavaScript is disabled in this browser. Please enable JavaScript or switch to a supported browser to continue.</p><script src=/a.js></script></body></html>"),
    ("shell-skeleton", _PATH, framed("Halden", "<div class=skeleton></div><div class=skeleton></div><script src=/m.js></script>", kilobytes=20)),
)  # fmt: skip


def _redirected() -> list[Case]:
    login = page("Sign in", "<form><input name=u><input type=password name=p><button>Sign in</button></form>")
    plans = page("Choose a plan", "<p>Read everything for 9 € a month.</p>")
    return [
        _blocked("to-login-next", fronted(lambda request: Reply(body=login) if request.path.startswith("/accounts/login") else redirect("{base}/accounts/login/?next=/2014/06/halden-mill-opens", 302), HOME)),
        _blocked("to-idp", fronted(lambda request: Reply(body=login) if "saml" in request.path else redirect("http://other-field-to-idp.test:{http}/idp/profile/saml2/sso?SAMLRequest=fZJ88", 302), HOME)),
        _blocked("to-plans", fronted(lambda request: Reply(body=plans) if request.path.startswith("/subscribe") else redirect("{base}/subscribe?return=%2F2014%2F06%2Fhalden-mill-opens", 302), HOME)),
        _blocked("to-captcha", fronted(lambda request: Reply(body=bare("Halden", "<p>Type the letters.</p><input name=c>")) if request.path.startswith("/showcaptcha") else redirect("{base}/showcaptcha?retpath=http%3A%2F%2Ffield.test%2F2014%2F06%2Fhalden-mill-opens", 302), HOME)),
        _blocked("to-consent", fronted(lambda request: Reply(body=bare("Halden", "<p>Ihre Daten</p><button>OK</button>")) if request.path.startswith("/consent") else redirect("{base}/consent?continue=%2F2014%2F06%2Fhalden-mill-opens", 302), HOME)),
        _blocked("login-required-player", _one("/watch?v=x7k2p1lq88a", bare("", '<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"LOGIN_REQUIRED","reason":"Sign in to confirm you’re not a bot"}};</script>')), path="/watch?v=x7k2p1lq88a"),
        _blocked("hash-bang", always("<!doctype html><html><head><title>Forum</title></head><body><div id=app></div><script src=/a.js></script></body></html>"), path="/#!/topic/8812"),
        _blocked("mega-folder", always(bare("MEGA", "<div id=mainlayout></div><script src=/secureboot.js></script><noscript>MEGA requires JavaScript.</noscript>")), path="/folder/x7k2p1#lq88"),
        Case("field-player-open", "/watch?v=x7k2p1lq88b", "alive", "", _one("/watch?v=x7k2p1lq88b", bare("The mill at Halden - Tube", '<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"OK"},"videoDetails":{"title":"The mill at Halden"}};</script><div id=player></div>')), twin="field-login-required-player", anchors=_ANCHORS),
        Case("field-consent-beside-article", _PATH, "alive", "", _one(_PATH, framed("The mill at Halden opens", f"<div role=dialog><h2>Avec votre accord</h2><p>Nous utilisons des cookies.</p><button>Accepter</button><button>Refuser</button></div><h1>The mill at Halden opens</h1>{told('fr', 2)}", "fr", kilobytes=20)), twin="field-consent-fr"),
        Case("field-article-on-bans", "/blog/access-restricted-by-court", "alive", "", _one("/blog/access-restricted-by-court", framed("Access restricted by a court: a year on", f"<h1>Access restricted by a court: a year on</h1>{told('en', 2)}", kilobytes=20)), twin="field-order-ru"),
        Case("field-article-on-captchas", "/blog/are-you-a-robot", "alive", "", _one("/blog/are-you-a-robot", framed("Are you a robot?", f"<h1>Are you a robot?</h1>{told('en', 2)}", kilobytes=20)), twin="field-smartcaptcha-ru"),
        Case("field-article-subscribers-note", _PATH, "alive", "", _one(_PATH, framed("The mill at Halden opens", f"<h1>The mill at Halden opens</h1><p>Comments are for subscribers only. Log in to comment.</p>{told('en', 2)}", kilobytes=20)), twin="field-abo-de"),
    ]  # fmt: skip


CASES = [
    *(_blocked(name, _wall(body, status), reason) for name, status, reason, body in _TESTS),
    *(_blocked(name, _one(f"/t/88{place}/x7k2", framed(title, main, language, kilobytes=20)), reason, f"/t/88{place}/x7k2") for place, (name, language, reason, title, main) in enumerate(_CLOSED)),
    *(_blocked(name, _wall(body)) for name, body in _ORDERED),
    *(_blocked(name, always(body), "needs-browser", path) for name, path, body in _SHELLS),
    *_redirected(),
]  # fmt: skip
