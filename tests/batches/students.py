"""A list of students: its headings, and a row of it as people type one."""

HEADINGS = [
    "INSZ",
    "Naam",
    "Voornaam",
    "Type werknemer",
    "PC",
    "Begindatum",
    "Einddatum",
    "Uren",
    "Referentie",
]


def student_line(ssin: str, reference: str, **changes: str) -> list[str]:
    """A row that is filed as it is; other cells are given by their heading."""
    cells = {
        "INSZ": ssin, "Naam": "Voorbeeld", "Voornaam": "Lou", "Type werknemer": "student", "PC": "XXX",
        "Begindatum": "10/12/2026", "Einddatum": "20/12/2026", "Uren": "24", "Referentie": reference,
    }  # fmt: skip
    return list({**cells, **changes}.values())
