"""Captions: a loss of which a sentence speaks may be that of what a picture shows, which is there all the same.

"Foto del mulino che non esiste più", "もう存在しない橋の写真". The words for pictures only keep a page alive.
"""

import re

# What a caption begins with, in folded words; where languages decline, without their endings.
_PICTURES = (
    "photo|photograph|picture|image|painting|drawing|engraving|postcard|sketch|foto|fotografia|fotografie|fotografi"
    "|imagen|imagem|immagine|imagine|dibujo|desenho|disegno|desen|dessin|tableau|gravure|cartolina|postal|vista|vue"
    "|bild|zeichnung|aufnahme|ansicht|gemalde|afbeelding|tekening|schilderij|bilde|tegning|billede|kuva|valokuva"
    "|zdjecie|obraz|rycina|fotka|snimek|obrazek|fenykep|kep|festmeny|slika|crtez|snimka"
    "|\u03c6\u03c9\u03c4\u03bf\u03b3\u03c1\u03b1\u03c6\u03b9\u03b1|\u03b5\u03b9\u03ba\u03bf\u03bd\u03b1"
    "|\u0444\u043e\u0442\u043e|\u0444\u043e\u0442\u043e\u0433\u0440\u0430\u0444\u0456?\u0438?[\u0438\u044f]"
    "|\u0441\u043d\u0438\u043c\u043e\u043a|\u0440\u0438\u0441\u0443\u043d\u043e\u043a|\u043a\u0430\u0440\u0442\u0438\u043d\u0430"
    "|\u0441\u0432\u0456\u0442\u043b\u0438\u043d\u0430|\u0441\u043d\u0438\u043c\u043a\u0430|\u0441\u043b\u0438\u043a\u0430"
    "|gambar|lukisan|buc anh|anh chup|\u0635\u0648\u0631\u0629|\u0639\u06a9\u0633"
)
_WHICH = (
    "that|which|que|qui|che|care|die|das|der|dat|som|jota|joka|ktor\\w{1,3}|kter\\w{1,3}|koj\\w{1,2}|amely"
    "|\u043a\u043e\u0442\u043e\u0440\\w{2,3}|\u044f\u043a\\w{1,3}|\u043a\u043e\u0439\u0442\u043e|\u043a\u043e\u0458\\w{1,2}"
    "|\u03c0\u03bf\u03c5|yang|ma|\u0627\u0644\u062a\u064a|\u0627\u0644\u0630\u064a|\u06a9\u0647"
)
_TO_ITS_READER = "you|vous|tu|usted|voce|busca|buscas|procura|cerca|cerchi|cauti|sie|du|je|ni|anda|ban|\u0432\u044b|\u0442\u044b"
# "A link whose target no longer exists": what a word means, or a thing is, is no notice.
_A_THING = "an?|une?|uma?|una?|eine?[nr]?|een|en|ett|egy|bir"
_WHOSE = f"{_WHICH}|whose|where|dont|cuy[oa]|cuj[oa]|dessen|deren|waarvan|vars|hvis"
_DEFINED = re.compile(rf"^(?:{_A_THING}) (?:\w+ ){{1,4}}?(?:{_WHOSE}) (?!(?:{_TO_ITS_READER})\b)[^.!?]{{1,60}}[.!]?$")
_OF_SOMETHING = re.compile(
    rf"^(?:\w{{1,4}} )?(?:{_PICTURES}) (?:\w+[ '\u2019,]){{1,6}}?(?:{_WHICH}) (?!(?:{_TO_ITS_READER})\b)[^.!?]{{1,60}}[.!]?$"
)
# Languages in which a clause stands before what it tells of: the picture's word comes last, after that of what it shows.
_SHOWN_BEFORE = re.compile(
    "\u306e(?:\u5199\u771f|\u753b\u50cf|\u7d75|\u7d75\u8449\u66f8|\u56f3)(?:\u3067\u3059|\u3060)?$"
    "|\u7684[^\u7684]{1,12}\u7684(?:\u7167\u7247|\u56fe\u7247|\u753b|\u660e\u4fe1\u7247)$"
    "|\uc758 (?:\uc0ac\uc9c4|\uadf8\ub9bc|\uc5fd\uc11c)(?:\uc785\ub2c8\ub2e4|\uc774\ub2e4)?$"
    "|n[i\u0131u](?:n)? (?:fotograf|resm|kartpostal)\\w{0,3}$|\u0938?\u0915[\u0940\u093e] (?:\u0924\u0938\u094d\u0935\u0940\u0930|\u091a\u093f\u0924\u094d\u0930)$"
)
_MARKS = " .!\u3002\uff01\u0964"


def is_caption_of_the_lost(sentence: str) -> bool:
    """Tell whether a folded sentence names a picture or any thing, and speaks of a loss only to say what that is."""
    return bool(_DEFINED.search(sentence) or _OF_SOMETHING.search(sentence) or _SHOWN_BEFORE.search(sentence.rstrip(_MARKS)))
