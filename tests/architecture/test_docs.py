"""What the docs draw from the code is what the code says."""

from infra.lifecycle_diagram import PAGE, page


def test_the_diagram_of_the_lifecycle_is_rendered_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
