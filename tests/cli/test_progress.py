"""What the progress on a terminal tells."""

from io import StringIO

from rich.console import Console
from rich.progress import Progress, TextColumn

from linkwatch.cli.progress import Watcher


def told(seconds: float, longest: float, *, on_a_terminal: bool = True) -> str:
    screen = StringIO()
    with Progress(TextColumn("{task.fields[counts]}"), console=Console(file=screen, width=200)) as progress:
        Watcher(progress if on_a_terminal else None).pausing("busy.example", seconds, longest)
    return screen.getvalue()


def test_a_pause_that_is_waited_for_is_said() -> None:
    assert "busy.example asks for a pause of 45 s: waiting" in told(45, 60)


def test_a_pause_that_is_too_long_is_said_with_what_follows() -> None:
    assert "busy.example asks for a pause of 3600 s: too long to wait for" in told(3600, 60)


def test_nothing_is_said_beside_a_terminal() -> None:
    assert "busy" not in told(45, 60, on_a_terminal=False)
