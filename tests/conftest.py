"""What all tests share: the local cloud, examples that repeat, and nothing of this machine's own settings."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cloud", "tests.api.inside"]

# The same examples on every machine and at every run, however long one takes.
settings.register_profile(
    "house", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

for _name in ("CLOCK", "STAGE", "TABLE_NAME", "KEY_FILE", "KMS_KEY_ID"):
    os.environ.pop(_name, None)
os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-3")
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
