"""The page with the mails of the house."""

import json
from pathlib import Path

from infra.local.mailbox import NEWEST, page, read


def put(folder: Path, number: int, **fields: str) -> None:
    mail = {
        "to": "eva@cafe.example",
        "at": "2026-12-01T12:00:00+00:00",
        "subject": f"Mail {number}",
        "text": "Zie\nhttp://127.0.0.1:3000/nl/declarations/dec_1\n",
        "language": "nl",
        **fields,
    }
    (folder / f"{number:04}.json").write_text(json.dumps(mail), "utf-8")


def test_mails_stand_under_their_person_the_last_one_first(tmp_path: Path) -> None:
    put(tmp_path, 1)
    put(tmp_path, 2, to="bart@bouw.example", language="fr")
    put(tmp_path, 3)
    (tmp_path / "0004.part").write_text("half", "utf-8")

    shown = page(read(tmp_path))

    places = [shown.index(said) for said in ("bart@", "Mail 2", "eva@", "Mail 3", "Mail 1")]
    assert places == sorted(places)
    assert '<article lang="fr">' in shown
    assert '<a href="http://127.0.0.1:3000/nl/declarations/dec_1">' in shown


def test_what_is_written_in_a_mail_is_never_taken_for_the_page(tmp_path: Path) -> None:
    put(tmp_path, 1, subject="<script>", text='"><img src=x> http://x/"onclick="y', to="<b>", language='"')

    shown = page(read(tmp_path))

    for broken in ("<script>", "<img", "<b>", '"onclick', 'lang=""'):
        assert broken not in shown


def test_nobody_wrote_and_the_old_ones_stay_in_the_folder(tmp_path: Path) -> None:
    assert "No mail yet" in page(read(tmp_path / "nowhere"))
    for number in range(NEWEST + 5):
        put(tmp_path, number)
    assert len(read(tmp_path)) == NEWEST
