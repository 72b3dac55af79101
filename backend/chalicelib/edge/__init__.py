"""Where the outside comes in: HTTP routes, queue and schedule handlers, settings, composition root."""
