"""The figures of the house: `make bench`. Ratios against a baseline in the same run, never absolute times."""
