"""Who said what: spans, links, holders and stance of the claims in a text."""
