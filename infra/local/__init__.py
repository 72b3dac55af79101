"""The whole house on one machine: `python -m infra.local.run`, and a class that tests use."""
