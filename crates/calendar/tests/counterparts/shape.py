"""How the readers here tell a date or a time."""
from datetime import datetime, timezone


def moment(at):
    """2026-07-13 for a day, 2026-07-13T08:00:00 without a zone, 2026-07-13T08:00:00Z for an instant."""
    if not isinstance(at, datetime):
        return at.isoformat()
    if at.tzinfo is None:
        return at.isoformat()
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def zone_name(at):
    if not isinstance(at, datetime) or at.tzinfo is None:
        return None
    return getattr(at.tzinfo, "key", None) or str(at.tzinfo)
