"""The neighbours: one module or package for each (DynamoDB, SQS, RSZ, keys)."""
