"""The database in a web browser: Datasette with pages of our own.

`server.py` starts it; `plugin.py` is what Datasette calls, here and in anybody's own Datasette; `views.py` answers our
addresses with the templates in `pages/`, each of which shows what `home.py`, `article.py`, `link.py`, `lists.py` or
`search.py` has read. `forms.py` writes what is to be cited instead; `pictures.py`, `comparing.py` show a link's life.
`exporting.py` answers with files (`export.py` CSV, `patching.py` a patch), `feeds.py` with changes, `badge.py` with one
number. `queries.py` holds the questions that are one click away, `columns.py` what columns mean. The SQL of all of them
stands in `linkwatch/store/pages/`. No page needs the network.

Nothing here writes, but for what a signed-in person asks for: `acting.py` lets it in, `sign_in.py` knows who that is,
`wishes.py` reads the forms, `inbox.py` shows what came of it.
"""
