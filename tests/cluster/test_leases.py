"""Who may ask the hosts of a domain."""

from linkwatch.check.leases import Leases


def leases(*workers: str, seconds: float = 30) -> Leases:
    made = Leases(seconds)
    for worker in workers:
        made.join(worker, 1)
    return made


def test_a_domain_is_with_one_worker_while_it_is_in_hand_and_for_a_while_after() -> None:
    made = leases("a", "b")
    first = made.take("one.org", 0)
    assert first is not None
    assert made.take("one.org", 1) == first
    made.give_back("one.org", first, 2)
    made.give_back("one.org", first, 3)
    assert made.take("one.org", 62) == first


def test_domains_go_to_who_has_least_to_do() -> None:
    made = leases("a", "b")
    assert {made.take("one.org", 0), made.take("two.org", 0)} == {"a", "b"}


def test_who_has_given_all_back_is_as_free_as_one_who_had_nothing() -> None:
    made = leases("a", "b")
    assert made.take("one.org", 0) == "a"
    made.give_back("one.org", "a", 1)
    assert made.take("two.org", 1) == "a"


def test_who_has_more_processes_gets_more() -> None:
    made = Leases(30)
    made.join("small", 1)
    made.join("large", 3)
    got = [made.take(f"{number}.org", 0) for number in range(8)]
    assert (got.count("small"), got.count("large")) == (2, 6)
    assert got[0] == "large"
    assert made.processes == 4


def test_what_a_lost_worker_had_in_hand_goes_elsewhere_when_its_lease_has_ended() -> None:
    made = leases("a", "b")
    lost = made.take("one.org", 0)
    assert lost is not None
    made.leave(lost, 10)
    assert made.take("one.org", 39) is None
    assert made.take("one.org", 40) == ({"a", "b"} - {lost}).pop()


def test_what_a_lost_worker_had_done_goes_elsewhere_at_once() -> None:
    made = leases("a", "b")
    lost = made.take("one.org", 0)
    assert lost is not None
    made.give_back("one.org", lost, 1)
    made.leave(lost, 2)
    assert made.take("one.org", 3) == ({"a", "b"} - {lost}).pop()


def test_a_pause_outlasts_the_worker() -> None:
    made = leases("a", "b")
    lost = made.take("one.org", 0)
    assert lost is not None
    made.give_back("one.org", lost, 1, pause=600)
    made.leave(lost, 2)
    assert made.take("one.org", 600) is None
    assert made.take("one.org", 601) == ({"a", "b"} - {lost}).pop()


def test_a_worker_that_comes_back_has_its_domains_again_only_when_they_are_free() -> None:
    made = leases("a")
    assert made.take("one.org", 0) == "a"
    made.leave("a", 0)
    made.join("a", 1)
    made.give_back("one.org", "a", 1)  # of the time before it was lost
    assert made.take("one.org", 31) == "a"


def test_a_long_pause_between_requests_outlasts_the_batch() -> None:
    made = leases("a", "b")
    first = made.take("one.org", 0)
    assert first is not None
    made.give_back("one.org", first, 1, pause=600)
    for number in range(5):
        made.take(f"{number}.net", 2)
    assert made.take("one.org", 600) == first


def test_nobody_has_domains_where_there_is_no_worker() -> None:
    assert leases().take("one.org", 0) is None


def test_leases_that_nobody_needs_are_forgotten() -> None:
    made = leases("a")
    for number in range(30_000):
        domain = f"{number}.org"
        assert made.take(domain, number) == "a"
        made.give_back(domain, "a", number)
    assert len(made._leases) <= 10_100
