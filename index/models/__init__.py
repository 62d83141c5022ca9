"""Model files, a folder each, with a card."""
