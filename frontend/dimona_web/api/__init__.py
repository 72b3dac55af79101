"""The HTTP API as the web app sees it: one client, its answers as plain values, its errors as one tree."""
