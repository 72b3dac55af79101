"""Fetches Lighthouse before the tests, which leave this machine no more: `python -m tests.lighthouse`."""

from infra.environments import say
from tests.lighthouse import tools

if __name__ == "__main__":
    say(f"Lighthouse runs on {tools.node()}")
