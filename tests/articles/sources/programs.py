"""Servers in small that give articles to programs: a MediaWiki, a WordPress, a Zotero."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

Serve = Callable[[web.Application], object]
_AT_ONCE = 50


@dataclass
class Wiki:
    """A MediaWiki. texts: by title; None for a page that is not there. members: of its categories.

    most: pages whose text is given in one answer. busy: questions that are put off; busy_status: by HTTP alone. asked:
    the questions.
    """

    texts: dict[str, str | None] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    most: int = _AT_ONCE
    most_members: int = 2
    busy: int = 0
    busy_status: int | None = None
    never_ends: bool = False
    announces: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/wiki/{title:.*}", self._page)
        application.router.add_get("/deep/api.php" if self.announces else "/w/api.php", self._api)
        return application

    async def _page(self, request: web.Request) -> web.Response:
        head = '<link rel="EditURI" type="application/rsd+xml" href="/deep/api.php?action=rsd">'
        return web.Response(text=head if self.announces else "<p>", content_type="text/html")

    async def _api(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        self.asked.append(query)
        if "meta" in query:
            general = {"articlepath": "/wiki/$1", "base": str(request.url.with_path("/wiki/Main"))}
            return web.json_response({"query": {"general": general}})
        if self.busy:
            self.busy -= 1
            if self.busy_status is not None:
                return web.Response(text="<h1>Sorry</h1>", status=self.busy_status, content_type="text/html")
            return web.json_response({"error": {"code": "maxlag", "info": "Waiting for a server"}})
        answer = self._members(query) if "list" in query else self._texts(query)
        if self.never_ends:
            answer["continue"] = {"continue": "-||", "x": str(len(self.asked))}
        return web.json_response(answer)

    def _members(self, query: dict[str, str]) -> dict[str, object]:
        names = [*self.texts, *self.members]
        found = [
            {"pageid": names.index(name) + 1, "ns": 14 if name in self.members else 0, "title": name}
            for name in self.members[query["cmtitle"]]
            if name not in self.members or "subcat" in query["cmtype"]
        ]
        start = int(query.get("cmcontinue", 0))
        answer: dict[str, object] = {"query": {"categorymembers": found[start : start + self.most_members]}}
        if start + self.most_members < len(found):
            answer["continue"] = {"cmcontinue": start + self.most_members, "continue": "-||"}
        return answer

    def _texts(self, query: dict[str, str]) -> dict[str, object]:
        names = list(self.texts)
        asked = query["titles"].split("|") if "titles" in query else []
        asked += [names[int(number) - 1] for number in query["pageids"].split("|")] if "pageids" in query else []
        asked = [self.redirects.get(name, name) for name in asked]
        start = int(query.get("rvcontinue", 0))
        pages = []
        for place, name in enumerate(asked):
            page: dict[str, object] = {"ns": 14 if name in self.members else 0, "title": name}
            text = self.texts.get(name)
            if text is None and name not in self.members:
                page["missing"] = True
            elif start <= place < start + self.most:
                page["revisions"] = [{"slots": {"main": {"content": text or ""}}}]
            pages.append(page)
        answer: dict[str, object] = {"query": {"pages": pages}}
        if start + self.most < len(asked):
            answer["continue"] = {"rvcontinue": start + self.most, "continue": "||"}
        return answer


@dataclass
class Blog:
    """A WordPress. articles: by sort, "posts" or "pages". secret: numbers of those that are left out of answers.

    broken: what is answered instead from the page of that number on, with its HTTP status.
    """

    articles: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    announces: str | None = None
    repeats: bool = False
    secret: frozenset[int] = frozenset()
    broken: tuple[int, int, str] | None = None
    asked: list[str] = field(default_factory=list)

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/", self._home)
        application.router.add_get("/wp-json/wp/v2/{sort}", self._api)
        application.router.add_get("/index.php", self._api)
        return application

    async def _home(self, request: web.Request) -> web.Response:
        head = f'<link rel="https://api.w.org/" href="{self.announces}">' if self.announces else "<p>"
        return web.Response(text=head, content_type="text/html")

    async def _api(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        route = request.query.get("rest_route", request.path)
        number, size = int(request.query.get("page", 1)), int(request.query["per_page"])
        found = self.articles.get(route.rpartition("/")[2])
        if found is None:
            return web.json_response({"code": "rest_no_route", "message": "No route was found"}, status=404)
        if self.broken is not None and number >= self.broken[0]:
            return web.Response(text=self.broken[2], status=self.broken[1], content_type="application/json")
        start = 0 if self.repeats else (number - 1) * size
        if start >= len(found) and number > 1:
            return web.json_response({"code": "rest_post_invalid_page_number", "message": "no"}, status=400)
        given = [item for item in found[start : start + size] if item.get("id") not in self.secret]
        return web.Response(text=json.dumps(given), content_type="application/json")
