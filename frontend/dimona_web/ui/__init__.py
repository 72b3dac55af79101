"""The building blocks of every page: frame, fields, icons, status; plain elements and one stylesheet."""
