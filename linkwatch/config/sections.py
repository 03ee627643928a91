"""The settings: what every key means, its default and its bounds."""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PrivateAttr, SecretStr, model_validator

from linkwatch import __version__
from linkwatch.config.hosts import Headers, HostSettings, Proxy, Statuses
from linkwatch.config.values import (
    Listen,
    Networks,
    Place,
    Regexes,
    Remaps,
    Seconds,
    Section,
    UserAgent,
    WebUrl,
    Words,
    check_kind,
    check_location,
    like,
    parse_list,
    parse_workers,
)
from linkwatch.model import Kind, PagePart, Wanted

_ON_THE_WEB = "^https?://"
_SCHEDULER = re.compile("(?:tcp|tls)://")
_SHELF = re.compile(r"\A[a-z0-9+]++://[^@]+\Z")
_KINDS = {"links": Kind.LINK, "images": Kind.IMAGE, "frames": Kind.FRAME, "metadata": Kind.METADATA}

Included = Annotated[list[Literal["links", "images", "frames", "metadata"]], BeforeValidator(parse_list)]
PageParts = Annotated[list[PagePart], BeforeValidator(parse_list)]


class DatabaseSettings(Section):
    """[database]."""

    path: Place | None = Field(
        None,
        description="SQLite file that keeps the results, where there is no --db; `audit` and `check` heed --db alone",
    )
    retention: Seconds = Field(
        365 * 86400, gt=0, description="looks older than this are thinned; changes of status are kept for ever"
    )


class SourceSettings(Section):
    """One [[sources]] entry."""

    kind: Annotated[str, AfterValidator(check_kind)] = Field(
        description="page, files, feed, sitemap, opml, site, mediawiki, wordpress, zotero, git, urls"
    )
    location: Annotated[str, Field(min_length=1), AfterValidator(check_location)] = Field(
        description="URL, file, folder or glob, as its kind has it (`linkwatch audit --help`)"
    )
    name: str | None = Field(None, description="what to call it in lists and messages")


class ExtractSettings(Section):
    """[extract]: which files are read, and what of them. Every key is an option of `audit` and `extract` too."""

    include: Included = Field(["links"], description="what is cited beside links: images, frames, metadata")
    parts: PageParts = Field([], description=f"parts of pages that are read: {', '.join(PagePart)}; else all")

    root: Place | None = Field(None, description="folder that links such as /a in files are looked for in")
    base_url: WebUrl | None = Field(None, description="where files are on the web: what their relative links mean")
    exclude_paths: Words = Field([], description="files and folders that are not read, written as in a .gitignore")
    suffixes: Words = Field([], description="ends of names that folders are searched for, as md,html")
    gitignore: bool = Field(True, description="leave out in folders what .gitignore names")
    fragments: bool = Field(True, description="look for the places in pages that citations lead to")
    depth: int = Field(
        5, ge=0, le=50, description="of a website (site:URL): links that lead from its first page to one"
    )
    max_articles: int = Field(500, ge=1, le=50_000, description="of a website (site:URL): pages that are read at most")
    subcategories: int = Field(
        0, ge=0, le=10, description="of a wiki's category (mediawiki:URL): how deep the categories in it are read"
    )
    blame: bool = Field(False, description="of a repository (git:PATH): a citation is as old as its line's last change")

    @property
    def wanted(self) -> Wanted:
        """What is asked for of articles' citations. Links always are."""
        return Wanted(frozenset(_KINDS[word] for word in self.include) - {Kind.LINK}, frozenset(self.parts))


class CheckSettings(Section):
    """[check]: how links are looked at. Every key is an option of `audit` and `check` too."""

    concurrency: int = Field(128, ge=1, le=10_000, description="requests in flight at once")
    per_host: int = Field(6, ge=1, le=1000, description="requests in flight at once to one host")
    host_interval: Seconds = Field(0.1, description="least time between two requests to one host")
    timeout: Seconds = Field(20, gt=0, description="longest time of a visit: redirects, answer and body")
    retries: int = Field(2, ge=0, le=10, description="how often passing trouble is tried again")
    retry_after_max: Seconds = Field(
        60, description="longest wait for a host that asks for a pause, as its Retry-After says; 0 waits for none"
    )
    max_age: Seconds = Field(
        0, description="with --db, a look at a working link that is younger than this stands; 0 looks again at all"
    )
    max_redirects: int = Field(20, ge=0, le=100, description="redirects followed for one link")
    max_body: int = Field(2_000_000, ge=1000, description="bytes read of one page")
    user_agent: UserAgent = Field(
        f"Mozilla/5.0 (compatible; linkwatch/{__version__}; citation link checker)",
        description="how linkwatch names itself; add an address where you can be reached",
    )
    headers: Headers = Field({}, description="headers sent to every host, as in { Accept-Language = 'de' }")
    accept: Statuses = Field([], description="HTTP statuses that count as alive, beside those that do anyway")
    proxy: Proxy | None = Field(None, description="HTTP proxy that links are asked through, as http://proxy:3128")
    workers: Annotated[Literal["auto"] | Annotated[int, Field(ge=1, le=256)], BeforeValidator(parse_workers)] = Field(
        "auto", description="processes that look at links; auto: one for each processor, for 200 links and more"
    )
    scheduler: Annotated[str, like(_SCHEDULER, "not the address of a scheduler: write tcp://host:8786")] | None = Field(
        None,
        description="Dask cluster whose workers look at links, as tcp://host:8786; needs linkwatch[cluster]",
    )
    browser: bool = Field(
        False, description="open what only a browser can show in the machine's Chromium, its own requests guarded alike"
    )
    allow_private: Networks = Field([], description="private networks that may be asked, as 10.1.0.0/16")
    exclude: Regexes = Field([], description="regular expression of URLs that are not looked at")
    remap: Remaps = Field([], description="REGEX=ADDRESS: URLs that are asked elsewhere, as on a test server")
    _hosts: tuple[HostSettings, ...] = PrivateAttr(())

    @property
    def hosts(self) -> tuple[HostSettings, ...]:
        """What is set for some hosts only: the [[hosts]] entries, which go where these settings go."""
        return self._hosts

    def with_hosts(self, hosts: list[HostSettings]) -> "CheckSettings":
        """Return these settings with the given [[hosts]] entries."""
        copy = self.model_copy()
        copy._hosts = tuple(hosts)
        return copy


class RecheckSettings(Section):
    """[recheck]: how soon the daemon looks again, and how patient it is."""

    alive: Seconds = Field(7 * 86400, gt=0, description="at first; each look that finds nothing new doubles it")
    failing: Seconds = Field(86400, gt=0, description="after a look without a proper answer")
    blocked: Seconds = Field(14 * 86400, gt=0, description="after a look that was refused")
    dead: Seconds = Field(30 * 86400, gt=0, description="of a link that is dead")
    max: Seconds = Field(90 * 86400, gt=0, description="the longest wait of all")
    confirmations: int = Field(3, ge=1, description="failed looks before a link is called dead")
    confirm_over: Seconds = Field(3 * 86400, description="time over which these must have failed")


class ArchiveSettings(Section):
    """[archive]: where archived copies are looked for and made."""

    find: bool = Field(True, description="look for snapshots of dead links")
    save: Literal["never", "unarchived", "always"] = Field(
        "never", description="have what is alive saved; always: even what was captured recently"
    )
    recent: Seconds = Field(30 * 86400, description="what was captured this recently is not saved again")
    requests_per_minute: float = Field(24, gt=0, description="80 % of what the Wayback Machine allows")
    negative_ttl: Seconds = Field(7 * 86400, description='how long "no snapshot" is believed; an exclusion, 4 times')
    patience: Seconds = Field(600, gt=0, description="how long a run waits for slow archives, their limits not counted")
    wayback_url: WebUrl = Field("https://web.archive.org", description="where the Wayback Machine is")
    memento: Words = Field(
        [], description="TimeMaps or TimeGates of further archives or of aggregators, to which a URL is appended"
    )
    save_url: WebUrl = Field("https://web.archive.org/save", description="where pages are saved")
    warc: Place | None = Field(None, description="folder for your own copies, as WARC files; needs linkwatch[warc]")
    warc_shelf: Annotated[str, like(_SHELF, "not a URL without a password: write s3://bucket/copies")] | None = Field(
        None, description="where WARC files of `warc` go once they are full, as s3://bucket/copies; needs linkwatch[s3]"
    )
    access_key: SecretStr | None = Field(None, description="of your account at the archive; better in the environment")
    secret_key: SecretStr | None = Field(None, description="of your account at the archive; better in the environment")


class RepairSettings(Section):
    """[repair]: what is done for dead links besides finding copies."""

    moved: bool = Field(True, description="look for where the page of a dead link is now")
    lookups: Annotated[list[Literal["crossref", "openalex"]], BeforeValidator(parse_list)] = Field(
        [], description="services that `recover` asks what a DOI stands for, beside a dead link without a copy"
    )


class RiskSettings(Section):
    """[risk]: what the daemon asks others about pages that may be lost next."""

    rdap: bool = Field(False, description="ask registries once a month how long the domains of pages are registered")
    rdap_bootstrap: WebUrl = Field(
        "https://data.iana.org/rdap/dns.json", description="list that says which registry knows which domains"
    )


class ScheduleSettings(Section):
    """[schedule]: how often each job of the daemon wakes."""

    scan: Seconds = Field(6 * 3600, gt=0, description="sources are read again")
    check: Seconds = Field(60, gt=0, description="links that are due are looked at")
    archive: Seconds = Field(300, gt=0, description="archived copies are found and made")
    notify: Seconds = Field(3600, gt=0, description="what changed is told")


NotifyOn = Literal["dead", "changed", "redirected", "recovered", "snapshot", "source", "dying", "registration"]


class NotifySettings(Section):
    """[notify]: whom to tell, and of what."""

    urls: Annotated[list[SecretStr], BeforeValidator(parse_list)] = Field(
        [], description="addresses of messengers, as apprise understands them; needs linkwatch[notify]"
    )
    on: Annotated[list[NotifyOn], BeforeValidator(parse_list)] = Field(
        list(get_args(NotifyOn)), description="what is told"
    )
    feed: Place | None = Field(None, description="Atom file of changes, for those without a messenger")


class ServerSettings(Section):
    """[server]: where the daemon answers /healthz and /metrics."""

    listen: Listen | None = Field(None, description="address and port, as 127.0.0.1:8090; nowhere if it is not set")


def _defaults() -> Any:
    """A section of which nothing is given: read with all the others, so that no validator is made for it alone."""
    return {}


class Settings(Section):
    """All settings, one attribute a section."""

    database: DatabaseSettings = Field(default_factory=_defaults)
    sources: list[SourceSettings] = Field([])
    hosts: list[HostSettings] = Field([])
    check: CheckSettings = Field(default_factory=_defaults)
    extract: ExtractSettings = Field(default_factory=_defaults)
    recheck: RecheckSettings = Field(default_factory=_defaults)
    archive: ArchiveSettings = Field(default_factory=_defaults)
    repair: RepairSettings = Field(default_factory=_defaults)
    risk: RiskSettings = Field(default_factory=_defaults)
    schedule: ScheduleSettings = Field(default_factory=_defaults)
    notify: NotifySettings = Field(default_factory=_defaults)
    server: ServerSettings = Field(default_factory=_defaults)

    @model_validator(mode="after")
    def _bring_hosts_to_check(self) -> "Settings":
        self.check = self.check.with_hosts(self.hosts)
        return self

    def offline(self) -> "Settings":
        """Return these settings for a run that asks no site: what is on the web is excluded, and is no article."""
        excluded = self.check.model_copy(update={"exclude": [*self.check.exclude, _ON_THE_WEB]})
        return self.model_copy(update={"check": excluded})

    @property
    def is_offline(self) -> bool:
        """Whether `offline` made them."""
        return _ON_THE_WEB in self.check.exclude


def section_of(name: str) -> type[BaseModel]:
    """Return what describes a section's keys: of [check], or of one entry of [[hosts]]."""
    lists: dict[str, Any] = {"sources": SourceSettings, "hosts": HostSettings}
    section: Any = lists.get(name) or Settings.model_fields[name].annotation
    return section  # type: ignore[no-any-return]  # the annotation of a section is its class
