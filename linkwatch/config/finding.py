"""Finding the settings' file of a project, where nobody names one."""

from pathlib import Path

from linkwatch.config.loading import SettingsFile
from linkwatch.errors import ConfigError

NAMES = ("linkwatch.toml", ".linkwatch.toml")
_PROJECT = "pyproject.toml"


def find_settings_file(folder: Path) -> SettingsFile | None:
    """Return the file whose settings hold in a folder, None if there is none.

    It is looked for upwards to the root of the repository that the folder is in. Outside a repository only the folder
    itself counts: what lies further up, as in /tmp, may be a stranger's. Raises ConfigError for a pyproject.toml that
    speaks of linkwatch and cannot be read.
    """
    for place in _upwards(folder.absolute()):
        for name in NAMES:
            if (place / name).is_file():
                return SettingsFile(place / name, was_found=True)
        if _speaks_of_us(place / _PROJECT):
            return SettingsFile(place / _PROJECT, was_found=True)
    return None


def _upwards(folder: Path) -> list[Path]:
    places = [folder, *folder.parents]
    for count, place in enumerate(places, start=1):
        if (place / ".git").exists():  # a file in worktrees and submodules
            return places[:count]
    return places[:1]


def _speaks_of_us(file: Path) -> bool:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if "linkwatch" not in text:
        return False
    import tomllib  # loaded where there is a file

    try:
        return "linkwatch" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        if "[tool.linkwatch" in text:
            raise ConfigError(f"{file}: not valid TOML: {error}") from error
        return False  # a mistake that is not in our part
