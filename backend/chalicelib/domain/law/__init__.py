"""The law as tables: facts with their validity, their source and how sure we are of them."""
