"""Where facts of the law were read; every row of a table names one of these or its own."""

from typing import Final

GLOSSARY: Final = "RSZ glossary 2023/3"
WHEN: Final = "https://www.socialsecurity.be/site_nl/employer/applics/dimona/general/when.htm"
WHO: Final = "RSZ page 'who' (which worker, which code)"
FLEXI: Final = "RSZ instructions on flexi-jobs, 2022/2 and later"
STUDENTS: Final = "RSZ instructions on students, 2017/4"
TRAINEES: Final = "RSZ instructions on trainees ('small statutes'), 2020/1"
LOCAL_2017: Final = "RSZ instructions for local administrations 2017/1"
OMISSION: Final = "RSZ instructions on the omission of a Dimona, 2017/4"
SECUREX: Final = "Securex, 'Kan een gewone Dimona-aangifte gecorrigeerd worden?' (1 January 2022)"
ACERTA: Final = "Acerta, 'Tijd om de Dimona-spelregels nog eens op te frissen' (2019)"
OCCASIONAL_DECREE: Final = (
    "Royal decree of 5 November 2002, articles 5bis and 6; Horeca Vlaanderen, 3 December 2014"
)
LIVE_SERVICE: Final = "answers of the live service in 2026"
NO_SOURCE: Final = "no source found; our reading"
