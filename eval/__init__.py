"""Gold questions into scores and reports."""

import index as index  # before numpy: it says how many threads that may start
