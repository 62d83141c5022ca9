"""Nothing but loopback is reached: the whole path runs where there is no other network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

PATH = """
import ipaddress, json, socket, sys, threading, time, urllib.request

def watch(event, args):
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple) and not ipaddress.ip_address(address[0]).is_loopback:
            raise SystemExit(f"connects to {address}")
    if event == "socket.getaddrinfo" and args[0] not in (None, "localhost", "127.0.0.1", "::1", b"127.0.0.1"):
        raise SystemExit(f"looks up {args[0]!r}")

sys.addaudithook(watch)
from bot.cli import main
data = ["--set", f'index.path="{sys.argv[1]}"']
assert main(["index", *data]) == 0
assert main(["ask", "Who claimed responsibility?", *data]) == 0
port = 17860
server = threading.Thread(target=main, args=(["serve", "--port", str(port), *data],), daemon=True)
server.start()
base = f"http://127.0.0.1:{port}"
for _ in range(200):
    try:
        page = urllib.request.urlopen(base, timeout=5).read()
        break
    except OSError:
        time.sleep(0.1)
else:
    raise SystemExit("the page did not open")
body = json.dumps({"data": ["Who claimed responsibility?", None, None, None, None, None]}).encode()
asked = urllib.request.Request(f"{base}/gradio_api/call/ask", body, {"Content-Type": "application/json"})
event = json.load(urllib.request.urlopen(asked, timeout=20))["event_id"]
told = urllib.request.urlopen(f"{base}/gradio_api/call/ask/{event}", timeout=60).read().decode()
assert "event: complete" in told and "pism-moscow-attack" in told, told[-2000:]
time.sleep(3)  # native libraries report home a while after they start
snmp = [line.split() for line in open("/proc/net/snmp") if line.startswith("Ip:")]
print("UNROUTED", dict(zip(*snmp))["OutNoRoutes"])
print("DONE", flush=True)
import os
os._exit(0)
"""


def namespace():
    """A command prefix that leaves only the loopback network, where this user may make one."""
    if shutil.which("unshare") is None:
        return []
    for flags in (["-n"], ["-r", "-n"]):
        prefix = [
            "unshare",
            *flags,
            "sh",
            "-c",
            'ip link set lo up 2>/dev/null || ifconfig lo up; exec "$@"',
            "sh",
        ]
        if subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    return []


def test_no_socket_goes_beyond_loopback(tmp_path):
    prefix = namespace()
    done = subprocess.run(
        [*prefix, sys.executable, "-c", PATH, str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, timeout=180,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "DONE" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    if prefix:
        # In the closed namespace every packet meant for elsewhere is counted by the kernel,
        # whoever sent it, native code included.
        assert "UNROUTED 0" in done.stdout


def test_the_namespace_test_can_fail():
    prefix = namespace()
    if not prefix:
        pytest.skip("this user may not make a network namespace")
    code = (
        "import socket\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "try: s.sendto(b'x', ('192.0.2.1', 9))\n"
        "except OSError: pass\n"
        "rows = [l.split() for l in open('/proc/net/snmp') if l.startswith('Ip:')]\n"
        "print(dict(zip(*rows))['OutNoRoutes'])"
    )
    done = subprocess.run([*prefix, sys.executable, "-c", code], capture_output=True, text=True)
    assert int(done.stdout) > 0
