"""The README of the simulator is true: its example runs, its settings exist."""

import re
from pathlib import Path

import infra.rsz_simulator.judge
from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.faults import words
from infra.rsz_simulator.readings import Readings

TEXT = (Path(infra.rsz_simulator.judge.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_the_example_runs() -> None:
    [example] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})


def test_every_switch_and_fact_is_told_with_its_default() -> None:
    told = dict(re.findall(r"`(\w+)` (true|false|\[[^]]*\]|\"[^\"]*\")", TEXT))
    defaults = Readings().model_dump(mode="json", by_alias=True)
    written = {
        name: str(value).lower() if isinstance(value, bool) else value for name, value in defaults.items()
    }
    for name, value in written.items():
        assert told[name].replace('"', "'").strip("'") == str(value), name
    for name in Facts().model_dump(by_alias=True):
        assert f"`{name}`" in TEXT, name


def test_every_fault_is_told() -> None:
    for word in (*words._BARE, *words._WITH_NUMBERS):
        assert f"`{word}" in TEXT, word
