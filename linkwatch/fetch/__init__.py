"""The only door to the live web: visits for links, documents for articles, within bounds and with manners."""

from linkwatch.fetch.asking import ReadPage
from linkwatch.fetch.client import HostSession, WebClient, WebDocument
from linkwatch.fetch.walk import PATIENCE

__all__ = ["PATIENCE", "HostSession", "ReadPage", "WebClient", "WebDocument"]
