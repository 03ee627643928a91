"""Telling people what changed: digest.py words a message, apprise_channel.py sends it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What one target is sent. title: a line. body: plain text that reads well as Markdown too."""

    title: str
    body: str
