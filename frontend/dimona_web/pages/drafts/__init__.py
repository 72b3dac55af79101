"""Started filings: the list of them, and one of them to go on with or to throw away."""
