"""The Chalice app: what is deployed starts here."""

from chalicelib.edge.app import build

app = build()
