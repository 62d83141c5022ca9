"""Documents into passages and claims, and the search over them.

Importing this package turns off the telemetry of the libraries below it. onnxruntime (from 1.29)
decides when it is first imported, so this must come before.
"""

import os

for _name in ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"):
    os.environ[_name] = "1"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
