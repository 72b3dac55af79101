"""Many at once: the same terms for several people, the same as last time, a spreadsheet."""
