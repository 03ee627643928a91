"""A web URL as a request needs it."""

from dataclasses import dataclass

import yarl

from linkwatch.urls import without_fragment


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The parts of an absolute web URL that a request is made of, spelt as in the URL."""

    scheme: str
    userinfo: str
    authority: str
    target: str  # path and query

    @classmethod
    def of(cls, url: str) -> "WebAddress":
        """Take a URL apart that `urls.resolve` made: absolute, http or https. A fragment is not for the server."""
        scheme, _, rest = without_fragment(url).partition("://")
        authority, slash, target = rest.partition("/")
        userinfo, _, authority = authority.rpartition("@")
        return cls(scheme, userinfo, authority, slash + target)

    @property
    def host(self) -> str:
        """The host, IPv6 without brackets."""
        return self._host_and_port[0]

    @property
    def port(self) -> int:
        """The port, the scheme's own where none is written."""
        return int(self._host_and_port[1] or (443 if self.scheme == "https" else 80))

    @property
    def _host_and_port(self) -> tuple[str, str]:
        host, _, port = self.authority.rpartition("]")[2].partition(":")
        return (self.authority[1:].partition("]")[0] if self.authority.startswith("[") else host), port

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    def as_yarl(self) -> yarl.URL:
        """Return the URL for aiohttp. The query stands in the path, so that even an empty "?" is sent as it is."""
        return yarl.URL.build(scheme=self.scheme, authority=self.authority, path=self.target, encoded=True)
