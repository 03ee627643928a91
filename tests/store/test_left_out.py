"""Citations that authors leave out, and those that lead to places."""

from dataclasses import replace

from linkwatch.model import Citation, Status, TargetKind
from linkwatch.store import Store
from tests.store.making import article, cite, look, pending, read, settle_all

A, B = "https://a.example/", "https://b.example/"


def marked(url: str, kind: TargetKind = TargetKind.WEB) -> Citation:
    return replace(cite(url, kind=kind), is_ignored=True)


def statuses(store: Store, run_id: int) -> dict[str, tuple[str, str | None]]:
    return {row["url"]: (row["status"], row["reason"]) for row in store.reports.links(run_id)}


def test_what_everyone_marks_is_left_out(store: Store) -> None:
    run_id = read(store, article(marked(A), marked("#", TargetKind.PLACEHOLDER), cite(B)))
    assert pending(store, run_id).keys() == {B}
    assert statuses(store, run_id)[A] == statuses(store, run_id)["#"] == ("skipped", "ignored")


def test_what_someone_does_not_mark_is_looked_at(store: Store) -> None:
    run_id = read(store, article(marked(A), cite(A)), article(marked(B), uri="b.md"), article(cite(B), uri="c.md"))
    assert pending(store, run_id).keys() == {A, B}


def test_a_mark_that_comes_or_goes_is_heeded(store: Store) -> None:
    first = read(store, article(cite(A)))
    settle_all(store, first, Status.DEAD)
    second = read(store, article(marked(A)))
    assert (pending(store, second), statuses(store, second)[A]) == ({}, ("skipped", "ignored"))
    third = read(store, article(cite(A)))
    assert pending(store, third).keys() == {A}


def test_a_placeholder_is_one_again_where_its_mark_goes(store: Store) -> None:
    read(store, article(marked("#", TargetKind.PLACEHOLDER)))
    run_id = read(store, article(cite("#", kind=TargetKind.PLACEHOLDER)))
    assert statuses(store, run_id)["#"] == ("invalid", "placeholder")


def test_a_link_is_asked_with_the_places_that_are_cited(store: Store) -> None:
    places = [replace(cite(A, str(number)), fragment=name) for number, name in enumerate(("x", "y", "x", None))]
    own = replace(cite(A), fragment="own", is_own=True)
    run_id = read(store, article(*places, own, replace(marked(A), fragment="z")))
    (link,) = store.runs.links_of_host(run_id, "a.example", 10)
    assert sorted(link.fragments) == ["x", "y"]


def test_a_look_says_of_places_whether_they_are_there(store: Store) -> None:
    def found(run_id: int) -> dict[str, bool | None]:
        (link,) = store.reports.links(run_id)
        return {citation["fragment"]: citation["fragment_found"] for citation in link["citations"]}

    cited = [replace(cite(A, name), fragment=name) for name in ("x", "y")]
    own = replace(cite(A, "own"), fragment="own", is_own=True)
    run_id = read(store, article(*cited, own))
    one = look(pending(store, run_id)[A], Status.ALIVE)
    settled = one.settled
    store.checks.settle(
        run_id, [replace(one, settled=lambda past: replace(settled(past), fragments={"x": True, "y": False}))]
    )
    assert found(run_id) == {"x": True, "y": False, "own": False}
    assert store.reports.summary(run_id)["fragments_missing"] == 2
    assert set(store.reports.missing_places(run_id)) == {
        (f"{A}#y", "fragment-missing"),
        (f"{A}#own", "fragment-missing"),
    }
