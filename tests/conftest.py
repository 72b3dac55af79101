"""What all tests share: the local cloud, and nothing of this machine's own settings."""

import os

pytest_plugins = ["tests.cloud", "tests.api.inside"]

for _name in ("CLOCK", "STAGE", "TABLE_NAME", "KEY_FILE", "KMS_KEY_ID"):
    os.environ.pop(_name, None)
os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-3")
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
