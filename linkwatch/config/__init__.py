"""Every setting, where it is looked for, and what it means: `sections.py` and `hosts.py` have the keys."""

from linkwatch.config.finding import find_settings_file
from linkwatch.config.hosts import HostRules, HostSettings, rules_for
from linkwatch.config.loading import Loaded, SettingsFile, load, load_settings
from linkwatch.config.sections import (
    ArchiveSettings,
    CheckSettings,
    DatabaseSettings,
    ExtractSettings,
    NotifySettings,
    RecheckSettings,
    ScheduleSettings,
    ServerSettings,
    Settings,
    SourceSettings,
    section_of,
)
from linkwatch.config.values import parse_duration, parse_listen, split_remap

__all__ = [
    "ArchiveSettings",
    "CheckSettings",
    "DatabaseSettings",
    "ExtractSettings",
    "HostRules",
    "HostSettings",
    "Loaded",
    "NotifySettings",
    "RecheckSettings",
    "ScheduleSettings",
    "ServerSettings",
    "Settings",
    "SettingsFile",
    "SourceSettings",
    "find_settings_file",
    "load",
    "load_settings",
    "parse_duration",
    "parse_listen",
    "rules_for",
    "section_of",
    "split_remap",
]
