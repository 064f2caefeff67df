#!/usr/bin/env python3
"""Opens an address in Chromium and prints where the browser stands in the end.

Usage: moved.py ADDRESS. Exit status: 3 if there is no chromedriver.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

if not shutil.which("chromedriver"):
    print("missing: chromedriver")
    sys.exit(3)
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
folder = tempfile.mkdtemp(prefix="moved-")
driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ask(path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=60))["value"]


session = None
try:
    for _ in range(100):
        try:
            ask("/status")
            break
        except OSError:
            time.sleep(0.1)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", f"--user-data-dir={folder}"]
    session = ask("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": flags}}}})["sessionId"]
    ask(f"/session/{session}/url", {"url": sys.argv[1]})
    here = None
    for _ in range(50):
        before, here = here, ask(f"/session/{session}/url")
        if before == here != sys.argv[1]:
            break
        time.sleep(0.1)
    print(here)
finally:
    if session:
        urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/session/{session}", method="DELETE"), timeout=60)
    driver.terminate()
    driver.wait()
    shutil.rmtree(folder, ignore_errors=True)
