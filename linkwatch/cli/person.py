"""Who sits at the machine."""

import getpass


def name_of_person() -> str:
    """Return the name that the machine knows them by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in many containers
        return "somebody"
