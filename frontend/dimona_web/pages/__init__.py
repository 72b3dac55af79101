"""One module per page: what it shows, and the small state behind it."""
