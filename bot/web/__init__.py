"""The web page: a conversation with the evidence beside it."""

import os

# Before Gradio is imported: it reads this once.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
