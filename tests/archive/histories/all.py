"""All histories that are judged by what was captured."""

from tests.archive.histories.making import History
from tests.archive.histories.records import histories as records
from tests.archive.histories.stand_ins import histories as stand_ins

HISTORIES: tuple[History, ...] = (*stand_ins(), *records())
