"""The RSZ's Dimona REST service v2: one room, so that a change of theirs touches nothing else."""
