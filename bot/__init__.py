"""Questions into attributed answers."""
