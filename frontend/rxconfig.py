"""How Reflex builds and runs the web app. Addresses and ports are chosen when it starts, not here."""

import reflex as rx

from dimona_web.settings import FRONTEND

config = rx.Config(
    app_name="dimona_web",
    # The build replaces this address by the page's own origin, so one export serves on any port.
    api_url="http://localhost:1",
    deploy_url=None,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=[],
    cors_allowed_origins=(),
    redis_token_expiration=8 * 3600,
    state_manager_mode=rx.constants.StateManagerMode.DISK,
    disable_plugins=[rx.plugins.SitemapPlugin],
)

__all__ = ["FRONTEND", "config"]
