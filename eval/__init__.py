"""Gold questions into scores and reports."""
