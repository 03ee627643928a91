"""Telling people what changed: digest.py words a message, tell.py queues and sends it by one of register.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What one target is sent. title: a line. body: plain text that reads well as Markdown too."""

    title: str
    body: str
