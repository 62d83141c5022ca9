"""The web page: a conversation with the evidence beside it."""
