"""A language model that may write the answer's sentences; each of them is verified."""
