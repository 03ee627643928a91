"""Has pages archived while they are alive, so that a killed run neither loses a save nor repeats one.

    note in the store that a page is to be saved             intended
    is there a recent capture? then that is all              archived
    note that it is being sent, then send it                 sending
    note the archive's job, ask until it has ended           submitted → saved | refused | postponed

What is found open at the beginning was left by a run that ended too early. What was "sending" then may have arrived
or not, as may a request without an answer: it is uncertain, and the archive's index is asked before anything is sent
again. What certainly did not arrive is intended once more. An answer that forbids all further saves for a while is
kept in the store: until then no run asks for any. Only one process saves by one database (`store.only_saver`).
"""

from linkwatch.save.due import archives_for, intend_due, may_be_told, save_due
from linkwatch.save.saver import ARCHIVE, Saver

__all__ = ["ARCHIVE", "Saver", "archives_for", "intend_due", "may_be_told", "save_due"]
