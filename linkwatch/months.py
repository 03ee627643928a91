"""The names of the months by which people write dates, in the languages that articles are mostly written in."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_ACCENTS = re.compile("[\u0300-\u036f]")
# In the forms that dates have, as "5. März", "5 marca", "5 марта"; with the short ones that are no other words.
_WEST = (
    "jan january januar januari jänner janvier enero gennaio janeiro gener ianuarie",
    "feb february februar februari feber février febrero febbraio fevereiro febrer februarie",
    "mar march mrz mrt märz mars marzo março marts maart martie març",
    "apr april avril abril aprile aprilie",
    "may mai mayo maggio maio mei maj maig",
    "jun june juni juin junio giugno junho juny iunie",
    "jul july juli juillet julio luglio julho juliol iulie",
    "aug august août agosto augustus augusti agost",
    "sep sept september septembre septiembre settembre setembro setembre septembrie",
    "oct okt october oktober octobre octubre ottobre outubro octombrie",
    "nov november novembre noviembre novembro noiembrie",
    "dec dez december dezember décembre diciembre dicembre dezembro desembre desember decembrie",
)
_OTHERS = (
    "styczeń stycznia ocak leden ledna tammikuu tammikuuta",
    "luty lutego şubat únor února helmikuu helmikuuta",
    "marzec marca mart březen března maaliskuu maaliskuuta",
    "kwiecień kwietnia nisan duben dubna huhtikuu huhtikuuta",
    "maja may\u0131s květen května toukokuu toukokuuta",
    "czerwiec czerwca haziran červen června kesäkuu kesäkuuta",
    "lipiec lipca temmuz červenec července heinäkuu heinäkuuta",
    "sierpień sierpnia ağustos srpen srpna elokuu elokuuta",
    "wrzesień września eylül září syyskuu syyskuuta",
    "październik października ekim říjen října lokakuu lokakuuta",
    "listopad listopada listopadu kas\u0131m marraskuu marraskuuta",
    "grudzień grudnia aral\u0131k prosinec prosince joulukuu joulukuuta",
)
_CYRILLIC = (
    "январь января січень січня",
    "февраль февраля лютий лютого",
    "март марта березень березня",
    "апрель апреля квітень квітня",
    "май мая травень травня",
    "июнь июня червень червня",
    "июль июля липень липня",
    "август августа серпень серпня",
    "сентябрь сентября вересень вересня",
    "октябрь октября жовтень жовтня",
    "ноябрь ноября листопад листопада",
    "декабрь декабря грудень грудня",
)
# Short ones that are other words too: they tell a month only where a date may stand.
_SHORT = (
    "janv ene gen sty oca led",
    "fév févr fev lut şub úno",
    "maa bře",
    "avr abr kwi nis dub",
    "mag kvě",
    "giu cze haz",
    "juil lug lip tem",
    "aoû ago sie ağu srp",
    "set wrz eyl zář",
    "ott out paź eki říj",
    "lis kas noy",
    "déc dic des gru ara pro",
)
_SHORT_CYRILLIC = (
    *("янв січ", "фев февр лют", "мар бер", "апр кві", "тра", "июн чер"),  # noqa: RUF001 - Russian and Ukrainian
    *("июл лип", "авг сер", "сен сент вер", "окт жов", "ноя нояб лис", "дек гру"),  # noqa: RUF001 - likewise
)


def _fold(word: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))


def _numbered(*tables: Sequence[str]) -> dict[str, int]:
    return {_fold(name): month for rows in tables for month, names in enumerate(rows, 1) for name in names.split()}


MONTHS: Mapping[str, int] = _numbered(_WEST, _OTHERS, _CYRILLIC)
"""The number of the month of each name, without accents; of short names those that are no other words."""
_ALL = {**_numbered(_SHORT, _SHORT_CYRILLIC), **MONTHS}


def month_of(word: str) -> int | None:
    """Return the number of the month that a word of a date names, in whatever case; None where it names none."""
    return _ALL.get(_fold(word))
