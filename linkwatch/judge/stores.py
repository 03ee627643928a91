"""Stores of files (S3 and its kin, Google's, Azure's) and other programs answer for what they have not by a short XML.

The status beside it mostly says the same; gateways and mirrors in front of them turn it into 200. Each code becomes a
mark among the page's signatures, for only what is stored can be judged again.
"""

import re

from linkwatch.judge.case import Case
from linkwatch.model import Status, Verdict

_GONE, _REFUSED, _FAILED = "store-has-none", "store-refuses", "store-fails"
_READ = 4000  # bytes; such answers have some hundred
_ERROR = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,9}(?:<\?xml[^>]{0,100}>)?\s{0,9}<Error(?:\s[^>]{0,200})?>"
    rb"(?=.{0,3000}?<Message>).{0,2000}?<Code>([A-Za-z]{4,60})</Code>",
    re.DOTALL,
)
# After https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, with Azure's, Google's and Aliyun's names.
_HAS_NONE = re.compile(rb"NoSuch\w+|\w+NotFound|AccountIsDisabled|ContainerBeingDeleted|ContainerDisabled")
_FAILS = re.compile(rb"Internal\w*|Slow\w*|ServiceUnavailable|ServerBusy|OperationTimedOut|RequestTimeout|Busy")


# What other programs send as XML: the root alone says that it is an error, and the code beside it which one.
_NO_SUCH = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,9}(?:<\?xml[^>]{0,100}>)?\s{0,9}<(?:\w{1,20}:)?(?:errors?|fault|problem|error_?response)(?:\s[^>]{0,200})?>"
    rb"(?:(?!<item|<entry|<row|<record).){0,1000}?<(?:error_?)?(?:code|status)>\s{0,9}(?:404|410)\s{0,9}<",
    re.DOTALL | re.IGNORECASE,
)
_CODE = re.compile(rb"<(?:error_?)?(?:code|status)>", re.IGNORECASE)


def store_marks(body: bytes) -> tuple[str, ...]:
    """Return the mark of what a store's XML says; none for any other XML."""
    said = _ERROR.match(body[:_READ])
    if said is None:
        is_one = len(_CODE.findall(body[:_READ])) == 1  # else it is a list of what may go wrong
        return (_GONE,) if is_one and _NO_SUCH.match(body[:_READ]) else ()
    code = said[1]
    if _HAS_NONE.fullmatch(code):
        return (_GONE,)
    return (_FAILED,) if _FAILS.fullmatch(code) else (_REFUSED,)


def judge_store(case: Case) -> Verdict | None:
    """Judge what a store of files says in place of one, with a status that says nothing."""
    if not case.answered_well:
        return None
    marks = case.page.signatures
    if _GONE in marks:
        case.note("the XML in place of a page says that there is none of this name")
        return Verdict(Status.DEAD, "soft-404", ())
    if _FAILED in marks:
        case.note("the store of files reports an error of its own")
        return Verdict(Status.FAILING, "server-error", ())
    if _REFUSED in marks:
        case.note("the store of files refuses to give it")
        return Verdict(Status.BLOCKED, "forbidden", ())
    return None
