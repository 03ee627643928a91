from tests.cli.conftest import linkwatch, site, wayback

__all__ = ["linkwatch", "site", "wayback"]
