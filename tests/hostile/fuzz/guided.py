"""The same targets, guided by what of linkwatch each input reaches: `python -m tests.hostile.fuzz.guided TARGET`.

    python -m tests.hostile.fuzz.guided TARGET [--minutes 60] [--corpus FOLDER]

Needs atheris (`pip install atheris`), which has wheels for some Pythons on Linux only, so that no test depends on it.
What reaches something new is kept in the corpus, and is where the next run begins. Ends with the first find: it says
which input that was.
"""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

SEEDS = Path(__file__).with_name("seeds")
_LONGEST = 4096  # bytes of one input
_MOST_CPU = 10.0  # seconds for one input: to be followed costs several times as much as running


def main() -> None:
    """Never returns: atheris ends the process, with an error where a target failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--corpus", type=Path, help="a folder; none: what is found is forgotten")
    chosen = parser.parse_args()
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["linkwatch"]):  # only what is imported here is followed
        targets = importlib.import_module("tests.hostile.fuzz.targets").TARGETS
        limits = importlib.import_module("tests.hostile.growth")
    if chosen.target not in targets:
        parser.error(f"no such target; there are {', '.join(targets)}")
    target = targets[chosen.target]

    def run(data: bytes) -> None:
        limits.cpu_seconds(lambda: target(data), _MOST_CPU)

    corpus = chosen.corpus or Path(tempfile.mkdtemp())
    corpus.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={round(60 * chosen.minutes)}", f"-max_len={_LONGEST}", "-timeout=60"]
    atheris.Setup([sys.argv[0], *options, str(corpus), str(SEEDS)], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
