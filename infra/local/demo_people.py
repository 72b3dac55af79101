"""The people and employers of the demo. All invented; every national number is synthetic.

Numbers are made from a birth date and a counter between 900 and 998, which the real register never reaches,
so they pass every check and belong to nobody. The last digit of the counter is odd for men, even for women.
"""

import datetime as dt
from typing import NamedTuple


class Employer(NamedTuple):
    """An employer of the demo and its owner."""

    enterprise_number: str
    name: str
    rsz_number: str
    joint_committee: str
    owner_email: str
    owner_name: str


class Worker(NamedTuple):
    """A worker of the demo."""

    family_name: str
    given_name: str
    birth_date: str
    counter: int

    @property
    def ssin(self) -> str:
        """The synthetic national number, eleven digits."""
        return national_number(dt.date.fromisoformat(self.birth_date), self.counter)


def national_number(birth_date: dt.date, counter: int) -> str:
    """Eleven digits with right check digits; from 2000 on a 2 is put in front for the calculation."""
    first_nine = f"{birth_date:%y%m%d}{counter:03d}"
    prefix = "2" if birth_date.year >= 2000 else ""
    return f"{first_nine}{97 - int(prefix + first_nine) % 97:02d}"


CAFE = Employer("0999999922", "Café De Kroon", "199999837", "XXX", "eva.owner@cafe.example", "Eva Claes")
BUILDER = Employer(
    "0999999823", "Bouwbedrijf Steen & Zoon", "199999934", "XXX", "bart.owner@bouw.example", "Bart Steen"
)

# On its first day: nobody is in its register yet.
NEWCOMER = Employer(
    "0999999724", "Frituur De Start", "199999740", "XXX", "fee.owner@frituur.example", "Fee Nieuwland"
)

WORKERS: dict[Employer, tuple[Worker, ...]] = {
    CAFE: (
        Worker("Voorbeeld", "Lou", "2007-02-28", 998),
        Worker("Peeters", "Noor", "2006-05-14", 902),
        Worker("Dubois", "Camille", "2005-11-03", 904),
        Worker("Janssens", "Wout", "2004-08-21", 901),
        Worker("Lambert", "Théo", "2007-09-30", 903),
        Worker("Maes", "Fien", "2003-01-17", 906),
        Worker("El Amrani", "Yasmine", "2005-03-08", 908),
        Worker("Claessens", "Jef", "1998-12-24", 905),
        Worker("Renard", "Élodie", "1994-07-02", 910),
        Worker("Van den Broeck", "Ilse", "1979-04-11", 912),
        Worker("Öztürk", "Deniz", "2001-10-19", 907),
        Worker("D'Hondt", "Mieke", "1966-06-06", 914),
    ),
    BUILDER: (
        Worker("Steenhouwer", "Koen", "1985-02-12", 909),
        Worker("Lefèvre", "Julien", "1990-09-27", 911),
        Worker("Wouters", "Sam", "2006-12-01", 913),
        Worker("De Smet", "Pieter", "1972-03-23", 915),
        Worker("Kowalski", "Marek", "1988-11-15", 917),
        Worker("Jacobs", "Lotte", "1996-05-05", 916),
        Worker("Benali", "Karim", "1999-08-09", 919),
        Worker("Goossens", "Arne", "2002-04-30", 921),
        Worker("Charlier", "Maxime", "2004-01-26", 923),
        Worker("Popescu", "Andrei", "1983-10-07", 925),
        Worker("Van Damme", "Griet", "1991-07-18", 918),
        Worker("Mertens", "Rik", "1964-02-29", 927),
    ),
    NEWCOMER: (),
}
