"""Installs a package as pip does with --target: its modules, and the .dist-info that tells of its entry points."""

import shutil
import tomllib
from pathlib import Path


def install(project: Path, into: Path) -> None:
    """Install the package of a pyproject.toml, whose modules stand beside it."""
    settings = tomllib.loads((project / "pyproject.toml").read_text())["project"]
    name = settings["name"].replace("-", "_")
    shutil.copy(project / f"{name}.py", into)
    info = into / f"{name}-{settings['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {settings['name']}\nVersion: {settings['version']}\n")
    groups = [
        f"[{group}]\n" + "".join(f"{entry} = {value}\n" for entry, value in entries.items())
        for group, entries in settings["entry-points"].items()
    ]
    (info / "entry_points.txt").write_text("\n".join(groups))
