"""The use cases, on ports; nothing here knows AWS or HTTP."""
