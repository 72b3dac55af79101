"""The words and the number and date habits of each language the web app speaks."""
