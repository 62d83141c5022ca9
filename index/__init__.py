"""Documents into passages and claims, and the search over them.

Importing this package turns off the telemetry of the libraries below it. onnxruntime (from 1.29)
decides when it is first imported, so this must come before. So must what numpy is told: its
products are small here, and the threads that it would start for them go on turning while the models
run (an answer took half as long again).
"""

import os

for _name in ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"):
    os.environ[_name] = "1"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
