"""Everything around the deployed code: AWS resources, local cloud, RSZ simulator, local runner."""
