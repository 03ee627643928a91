"""Which mistakes the tests of a module need not find."""

_ANY_NAME = "any names that are surely there serve as controls"
_FINDERS = "one way finds what the other does, and is the quicker for a text or a table of its size"
_TYPE = "a type is for type checkers"
_LABEL = "nobody reads the labels of an enumeration"

SURVIVORS: dict[str, dict[str, str]] = {
    "linkwatch/judge/identity.py": {
        "title_fits_address: not wanted or not name.strip() → not wanted and (not name.strip())": "of no words none is "
        "found, and none is found in no name",
        "_ids: ' ' → ' x'": "either parts the numbers",
    },
    "linkwatch/judge/consent.py": {"_words: 0 → -1": "no word is as short as that"},
    "linkwatch/judge/registration.py": {
        ": ('redemption', 'pending-delete') → ('pending-delete',)": _TYPE,
        ": ('redemption', 'pending-delete') → ('redemption',)": _TYPE,
        ": 'redemption' → 'redemptionx'": _TYPE,
        ": 'pending-delete' → 'pending-deletex'": _TYPE,
    },
    "linkwatch/judge/risk.py": {
        ": 0.36 → 0.287": "is what was published, which a test could but repeat",
    },
    "linkwatch/judge/signatures.py": {"_unquoted: ' ' → ' x'": "either parts the words"},
    "linkwatch/check/open_tasks.py": {
        ": 1 → 2": "any numbers do",
        ": 1 → 0": "likewise",
    },
    "linkwatch/judge/siblings.py": {"_says_the_same: 0.0 → -0.001": "either is far below what makes texts alike"},
    "linkwatch/judge/doubt.py": {
        "_is_death_by_content: not case.answered_well or (case.sibling is None and (not has_signs)) → not "
        "case.answered_well and (case.sibling is None and (not has_signs))": "spares work: what it lets through is no "
        "soft 404 either",
    },
    "linkwatch/judge/landers.py": {
        "_is_borne_out: 2 → 3": "either is more than one",
        "_is_cited_as_offer.in_words: 'domain' → 'domainx'": "the word is found by its beginning",
    },
    "linkwatch/judge/language.py": {"language_by: True → False": "there are as many counts as languages, always"},
    "linkwatch/judge/page.py": {
        "_read_text: 2000 → 2001": "what is read of JSON as it stands, beside its strings, is a matter of measure",
        "_read_text: 2000 → 1999": "likewise",
    },
    "linkwatch/judge/marks.py": {
        ": '_/-' → '_/-x'": "an x is a letter anyway",
        "_apart: 'replace' → 'replacex'": "what cannot be written is no letter, and is gone by then",
        "_apart: ' ' → ' x'": "parts the last word as well",
    },
    "linkwatch/judge/menus.py": {
        "open_layout_tables: 'td,th,caption' → 'td,th,captionx'": "a caption is a block without its table, too",
    },
    "linkwatch/judge/phrases.py": {
        ": 400 → 401": _FINDERS,
        ": 400 → 399": _FINDERS,
        ": 16 → 17": _FINDERS,
        ": 16 → 15": _FINDERS,
        ": 5000 → 5001": _FINDERS,
        ": 5000 → 4999": _FINDERS,
        "Phrases.get_ready: (self._all, self._in_ascii) → (self._in_ascii,)": "what is not made now is made later",
        "Phrases.get_ready: (self._all, self._in_ascii) → (self._all,)": "likewise",
        "Phrases._in_ascii: len(phrases) <= _MANY → len(phrases) < _MANY": _FINDERS,
        "Phrases._in_ascii: len(phrases) <= _MANY → len(phrases) > _MANY": _FINDERS,
        "Phrases.found_in: len(text) >= _LONG → len(text) > _LONG": _FINDERS,
        "Phrases.found_in: len(text) >= _LONG → len(text) < _LONG": _FINDERS,
        "Marks.__init__: len(self._marks) > _FEW → len(self._marks) >= _FEW": _FINDERS,
        "Marks.__init__: len(self._marks) > _FEW → len(self._marks) <= _FEW": _FINDERS,
    },
    "linkwatch/judge/own_end.py": {
        "_condition: ' ' → ' x'": "phrases of several short words end where a word does, either way",
    },
    "linkwatch/judge/own_subject.py": {
        "_speaks_of_itself: ' ' → ' x'": "either parts the words, and a word more is none of a loss",
    },
    "linkwatch/judge/older_sketches.py": {
        ": 16384 → 16385": "how many words are remembered is a matter of speed",
        ": 16384 → 16383": "likewise",
    },
    "linkwatch/judge/running_text.py": {
        ": 1000 → 1001": _FINDERS,
        ": 1000 → 999": _FINDERS,
        "running_text: (paragraphs[:_ENOUGHS_LENGTH], paragraphs) → (paragraphs,)": _FINDERS,
        "running_text: 1 → 0": "an empty line is none, either way",
        "_lines: 0 → -1": "a line more is cut off",
        "_lines: len(shown) + 1 → len(shown) - 1": "likewise",
        "_lines: 1 → 0": "likewise",
        "_lines: 2 * least_words → 2 / least_words": "a line that is not passed by at once is, when its spaces are "
        "counted",
        "_lines: 2 → 1": "likewise",
        "_lines: 1 → 2": "likewise",
    },
    "linkwatch/judge/drift.py": {
        ": 'text' → 'textx'": "nobody reads what texts are called among kinds",
        "_shares: len(part) < len(text) → len(part) <= len(text)": "of the whole text, both shares are one",
        "_keywords_kept: ' ' → ' x'": "a word is found within a longer one, too",
    },
    "linkwatch/judge/sketch.py": {
        "sketch_of: len(line) > 2 → len(line) <= 2": "where too little is kept by this count, all is taken",
    },
    "linkwatch/judge/tombstones.py": {
        "_is_tombstone: 0 → 1": "behind a subject nothing stands at the first place",
    },
    "linkwatch/judge/words.py": {
        ": 128 → 129": "what is no ASCII is never looked up there",
        ": '\u2026' → '\u2026x'": _FINDERS,
        ": '\\xa0' → '\\xa0x'": _FINDERS,
        "_shape_of: 227 → 226": "of what may be of such a script, each character is looked at",
        "_shape_of: 238 → 239": "likewise",
        ": True → False": "the rows are of one length",
        ": 2000 → 2001": "how much is remembered is a matter of speed",
        ": 2000 → 1999": "likewise",
        "remembered: 512 → 513": "likewise",
        "remembered: 512 → 511": "likewise",
        "remembered.answer_or_recall: len(text) <= _REMEMBERED → len(text) < _REMEMBERED": "likewise",
        "remembered.answer_or_recall: len(text) <= _REMEMBERED → len(text) > _REMEMBERED": "likewise",
        ": 1000 → 1001": "how the words of short texts are counted is a matter of speed",
        ": 1000 → 999": "likewise",
        "count_words: len(text) <= _A_FEW_LINES → len(text) < _A_FEW_LINES": "likewise",
        "count_words: len(text) <= _A_FEW_LINES → len(text) > _A_FEW_LINES": "likewise",
        "fold_beginning: size + size // 4 → size - size // 4": "how much is read at first is a matter of speed",
        "fold_beginning: 4 → 5": "likewise",
        "fold_beginning: 4 → 3": "likewise",
        "fold_beginning: 2 → 3": "likewise",
        "beginning: 5 → 4": "likewise",
        "beginning: 2 → 3": "likewise",
        "beginning: len(start) >= size → len(start) > size": "the same is read once more",
        "beginning: len(words) <= count → len(words) < count": "likewise",
        "share_found: ' ' → ' x'": "either parts the words",
    },
    "linkwatch/judge/elements.py": {
        ": (str, list[turbohtml.Element]) → (list[turbohtml.Element],)": _TYPE,
        ": (str, list[turbohtml.Element]) → (str,)": _TYPE,
    },
    "linkwatch/judge/html.py": {
        "read_html: text_words < _SCRIPTED_MOVE_WORDS → text_words <= _SCRIPTED_MOVE_WORDS": "where scripts are "
        "read in vain, nothing comes of them; where the text is an alert, a test finds it",
        ": 200 → 201": _FINDERS,
        ": 200 → 199": _FINDERS,
        "read_html: '\\n' → '\\nx'": "addresses are found within the text, whatever stands between them",
        "_foreign: '\\n' → '\\nx'": "likewise",
    },
    "linkwatch/judge/shape.py": {
        "_asks_to_agree: 0 → -1": "the first of one is the last",
        "ages_answered: ' ' → ' x'": "either parts the numbers",
        "_sentence_of: '\\x00' → '\\x00x'": "no text holds either",
    },
    "linkwatch/judge/changed.py": {
        "_only_lost_some: 0.0 → 0.001": "either is far below what must be there",
        "_only_lost_some: 0.0 → -0.001": "likewise",
        "_is_teaser: 0.0 → 0.001": "likewise",
        "_is_teaser: 0.0 → -0.001": "likewise",
        "_is_taken_over: 0.0 → -0.001": "likewise",
    },
    "linkwatch/judge/tokens.py": {
        ": 128 → 129": "what is no ASCII is never looked up there",
        ": 128 → 127": "the last of ASCII parts words either way",
    },
    "linkwatch/judge/redirects.py": {
        "_permanent_target: True → False": "there is one pair of addresses for each redirect, always",
    },
    "linkwatch/check/pipeline.py": {
        **dict.fromkeys(
            (
                ": 300 → 301",
                ": 300 → 299",
                ": 100 → 101",
                ": 100 → 99",
                ": 1000 → 1001",
                ": 1000 → 999",
                ": 500 → 501",
                ": 500 → 499",
                "Pipeline._look_everywhere: _HOSTS_AT_ONCE * max(1, processes) → _HOSTS_AT_ONCE / max(1, processes)",
                "Pipeline._look_everywhere: 1 → 2",
            ),
            "how many are in hand at once is a matter of memory",
        ),
        ": 0.3 → 0.376": "how long a run that is cut off still stores is a matter of measure",
        ": 0.3 → 0.239": "likewise",
        "Pipeline.__init__: False → True": "it is asked only of patient looks, and a daemon, whose they are, says it",
        "Pipeline.check: 0.0 → -0.001": "no look is younger than none",
        "Pipeline._look_everywhere: 0 → 1": "where there is no crew, none is let go, and one process is counted",
        "Pipeline._look_everywhere: 0 → -1": "likewise",
        "Pipeline._look_at_host: 0 → -1": "the ids of links begin with 1",
        "Pipeline._look_at_host: not is_last and (not self._is_enough()) → not is_last or not self._is_enough()": ""
        "what is left is read, and nobody is asked for it",
        "Pipeline._settle_all: False → True": "nothing is asked sooner; what is believed is stored in smaller parts",
        "Pipeline._settle_all: len(self._private) >= _UNSETTLED → len(self._private) > _UNSETTLED": ""
        "how many wait is a matter of memory",
        "Pipeline._store: True → False": "there are as many statuses as looks, always",
    },
    "linkwatch/check/examine.py": {
        "_drift: 0 → -1": "either is no good answer",
        "_ask_witness: visit.page is not None and other.page is not None → visit.page is not None or other.page is not "
        "None": "compare_pages knows nothing of a page that is missing, either",
    },
    "linkwatch/check/examining.py": {
        ": (Any, Any, Finding) → (Any, Finding)": _TYPE,
        "Examiner.__init__: 0 → -1": "runs are numbered from 1",
    },
    "linkwatch/judge/next_look.py": {
        "next_look: 0.0 → 0.001": "no look is sooner than a second: a thousandth of one changes nothing",
        "next_look: 0.0 → -0.001": "likewise",
        "_until_confirmable: 0.0 → 0.001": "likewise",
        "_until_confirmable: 0.0 → -0.001": "likewise",
        "_since_last_look: 0.0 → 0.001": "likewise",
        "_since_last_look: 0.0 → -0.001": "likewise",
    },
    "linkwatch/check/outage.py": {
        ": 'a.root-servers.net' → 'a.root-servers.netx'": _ANY_NAME,
        ": 'example.com' → 'example.comx'": _ANY_NAME,
        ": 'iana.org' → 'iana.orgx'": _ANY_NAME,
        ": 'http://example.com/' → 'http://example.com/x'": _ANY_NAME,
        ": 'https://example.com/' → 'https://example.com/x'": _ANY_NAME,
        **{
            f": ('a.root-servers.net', 'example.com', 'iana.org') → {left}": _ANY_NAME
            for left in (
                "('example.com', 'iana.org')",
                "('a.root-servers.net', 'iana.org')",
                "('a.root-servers.net', 'example.com')",
            )
        },
        "Suspicion: 'none' → 'nonex'": _LABEL,
        "Suspicion: 'ask-dns' → 'ask-dnsx'": _LABEL,
        "Suspicion: 'ask-resolver' → 'ask-resolverx'": _LABEL,
        "Suspicion: 'ask-web' → 'ask-webx'": _LABEL,
        "Suspicion: 'ask-safely' → 'ask-safelyx'": _LABEL,
        "Suspicion: 'ask-inside' → 'ask-insidex'": _LABEL,
        "Suspicion: 'ask-near' → 'ask-nearx'": _LABEL,
        "Suspicion: 'ask-another' → 'ask-anotherx'": _LABEL,
        "_commonest: 1 → 2": "of one or two the first is taken",
        "_commonest: 0 → -1": "the first of one is the last; without any nobody asks how many they are",
        "_commonest: 0 → 1": "without any nobody asks how many they are",
    },
    "linkwatch/check/remapping.py": {
        ": '_Seen' → '_Seenx'": "a name that only a checker of types reads",
        "_changed: False → True": "of a look or verdict, its fields say for whom they are",
    },
    "linkwatch/check/gathering.py": {
        ": 0.1 → 0.126": "how long a moment is, is a matter of speed",
        ": 0.1 → 0.07900000000000001": "likewise",
        "Gathering.__init__: 0.0 → -0.001": "either is long ago",
        "Gathering.__init__: 0.0 → 0.001": "likewise",
    },
    "linkwatch/check/site_memory.py": {
        "_met: status < 300 → status >= 300": "any two words tell the two apart",
        "_met: 'page' → 'pagex'": "likewise",
        "_met: 'failure' → 'failurex'": "likewise",
    },
    "linkwatch/check/leases.py": {
        "Leases.give_back: 0.0 → 0.001": "no request is asked within a thousandth of a second",
        "Leases.give_back: 0.0 → -0.001": "likewise",
        "Leases._sweep: len(self._leases) >= self._sweep_at → len(self._leases) < self._sweep_at": "how often leases "
        "are dropped that nobody needs is a matter of speed",
        "Leases._sweep: max(_SWEEP, 2 * len(self._leases)) → min(_SWEEP, 2 * len(self._leases))": "likewise",
        "Leases._sweep: 2 → 1": "likewise",
    },
    "linkwatch/check/sameness.py": {
        "Sameness.note: len(self._signs) > 2 * _LATELY → len(self._signs) >= 2 * _LATELY": "when signs are let go that "
        "nobody gives any more is a matter of memory",
    },
    "linkwatch/check/rejudge.py": {
        ": 500 → 501": "how many are read at once is a matter of memory",
        ": 500 → 499": "likewise",
        "rejudge: 0 → -1": "the ids of links begin with 1",
    },
}
"""Module → mistake → why no test can find it, or why none should."""
