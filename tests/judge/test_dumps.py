"""What broken programs leave, sign by sign and at its limits; test_shape.py has whole ones."""

import pytest

from linkwatch.judge.dumps import is_error_dump

AT = "in /a/b.php:3"
ERROR = f"Fatal error: x {AT}"
SENTENCE = "word " * 11 + "word."


@pytest.mark.parametrize(
    "error",
    [
        "Fatal error: x",
        "Unhandled exception",
        "Stack trace",
        "Undefined variable",
        "SQLSTATE[42]",
        "ORA-00942",
        "Allowed memory size",
        "ODBC driver",
        "Segmentation fault",
        "panic: x",
        "Warning: mysqli_query()",
        "Notice: Undefined index: a",
    ],
)
def test_an_error_has_its_place_or_other_lines_beside_it(error: str) -> None:
    assert is_error_dump(f"{error} {AT}")
    assert is_error_dump(f"{error}\n{error}")
    assert not is_error_dump(error)
    assert not is_error_dump(f"Things {AT}\nThings {AT}")


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ("/a/b.php(3)", True),
        ("/a/b.py:3", True),
        ("\\a\\b.cs:line 3", True),
        ("/a/b.php on line 3", True),
        ("/a/b.php, line 3", True),
        ("/a/b.txt:3", False),
        ("/a/b.php", False),
    ],
)
def test_places_in_programs(place: str, *, is_one: bool) -> None:
    assert is_error_dump(f"Exception in {place}") is is_one


@pytest.mark.parametrize(
    "call",
    [
        "#0 main()",
        "    at foo.Bar(Baz:3)",
        'File "/a/b", line 3',
        "from /a/b.rb:3",
        "goroutine 1 [running]",
        "1. app\\Foo->bar()",
    ],
)
def test_calls_that_led_to_an_error(call: str) -> None:
    assert is_error_dump(f"Error: x\n{call}")
    assert not is_error_dump(f"Things\n{call}")


def test_thirty_words_may_stand_beside_an_error() -> None:
    assert is_error_dump(f"{ERROR}\n{'word ' * 30}")
    assert not is_error_dump(f"{ERROR}\n{'word ' * 31}")
    assert not is_error_dump(f"{ERROR}\n{'word ' * 20}\n{'word ' * 11}")


@pytest.mark.parametrize(
    "notice", ["Notice: Undefined index: a", "Deprecated: undefined function", "Warning: undefined method"]
)
def test_a_program_that_goes_on_after_a_notice_tells_a_sentence(notice: str) -> None:
    assert not is_error_dump(f"{notice} {AT}\n{SENTENCE}")
    assert not is_error_dump(f"{notice} {AT} {SENTENCE}")
    assert is_error_dump(f"{notice} {AT}\n{SENTENCE.removeprefix('word ')}")
    assert is_error_dump(f"{notice} {AT}\n{SENTENCE.removesuffix('.')}")
    assert is_error_dump(f"{notice} {AT}\n{ERROR}\n{SENTENCE}")


def test_a_warning_of_a_function_is_of_what_did_not_come_about() -> None:
    assert is_error_dump(f"Warning: mysqli_query() {AT}\n{SENTENCE}")


@pytest.mark.parametrize(("letters", "is_one"), [(2988, True), (2989, False)])
def test_an_error_stands_at_the_beginning(letters: int, *, is_one: bool) -> None:
    assert is_error_dump(f"{'y' * letters}\n{ERROR}") is is_one


@pytest.mark.parametrize(("words", "is_one"), [(29, True), (30, False)])
def test_what_comes_late_is_not_read(words: int, *, is_one: bool) -> None:
    filling = "x" * (12_000 - len(ERROR) - 2 - 5 * words)
    assert is_error_dump(f"{ERROR}\n{filling}\n{'word ' * words}{'more ' * 30}") is is_one
