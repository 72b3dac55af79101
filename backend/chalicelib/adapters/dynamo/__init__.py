"""DynamoDB through PynamoDB: one table, every read one Get or one Query, no Scan anywhere."""
