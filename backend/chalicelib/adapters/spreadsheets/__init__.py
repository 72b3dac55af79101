"""Files of spreadsheets, into lines of texts and back. Nothing in a file is ever executed."""
