"""Which links are of a site: of a domain that can be registered, or of a name below one, with all hosts below it."""

from linkwatch.urls import domain

ON_SITE = "l.domain = :domain AND (l.host = :site OR substr(l.host, -length(:suffix)) = :suffix)"
"""SQL about a row `l` of links, with the values of `site_values`."""


def site_values(name: str) -> dict[str, str]:
    """Return the values by which ON_SITE finds the hosts of this name and of those below it."""
    return {"site": name, "domain": domain(name), "suffix": f".{name}"}
