"""The database in a web browser: Datasette with pages of our own.

`server.py` starts it; `plugin.py` is what Datasette calls, here and in anybody's own Datasette; `views.py` answers our
addresses with the templates in `pages/`, each of which shows what `home.py`, `link.py` or `lists.py` has read;
`queries.py` holds the questions that are one click away. The SQL of all of them stands in `linkwatch/store/pages/`.
Nothing here writes, but for what a signed-in person asks for: `acting.py` lets it in, `sign_in.py` knows who that is,
`wishes.py` reads the forms, `inbox.py` shows what came of it. No page needs the network.
"""
