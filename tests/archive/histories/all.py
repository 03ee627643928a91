"""All histories that are judged by what was captured."""

from tests.archive.histories.abroad import histories as abroad
from tests.archive.histories.brief_again import histories as brief_again
from tests.archive.histories.briefs import histories as briefs
from tests.archive.histories.examined import histories as examined
from tests.archive.histories.examined_again import histories as examined_again
from tests.archive.histories.framed import histories as framed
from tests.archive.histories.framed_again import histories as framed_again
from tests.archive.histories.framed_last import histories as framed_last
from tests.archive.histories.framed_later import histories as framed_later
from tests.archive.histories.further import histories as further
from tests.archive.histories.making import History
from tests.archive.histories.misleading import histories as misleading
from tests.archive.histories.records import histories as records
from tests.archive.histories.stand_ins import histories as stand_ins
from tests.archive.histories.titled import histories as titled
from tests.archive.histories.unforeseen import histories as unforeseen
from tests.archive.histories.unlike import histories as unlike

HISTORIES: tuple[History, ...] = (
    *stand_ins(),
    *titled(),
    *records(),
    *further(),
    *abroad(),
    *unlike(),
    *unforeseen(),
    *framed(),
    *framed_later(),
    *framed_last(),
    *framed_again(),
    *briefs(),
    *examined(),
    *misleading(),
    *examined_again(),
    *brief_again(),
)
