"""Training of the reader: does this text answer the question, and which words are the answer."""
