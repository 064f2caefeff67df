#!/usr/bin/env python3
"""Copies a built site into an S3-compatible server on loopback by the README's own commands, and serves the bucket again.

Usage: bucket.py SITE SIJILL. Exit status: 0 all is well, 1 something is wrong, 3 rclone or the server (PyPI: moto) is missing.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

site, sijill = os.path.abspath(sys.argv[1]), sys.argv[2]
server = os.path.join(os.path.dirname(sys.executable), "moto_server")
if not shutil.which("rclone") or not os.path.exists(server):
    print("missing: rclone, or moto from PyPI")
    sys.exit(3)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("fault: a server did not start")


def recipe():
    """The README's lines for a bucket."""
    page = open(os.path.join(os.path.dirname(__file__), "..", "..", "README.md"), encoding="utf-8").read()
    block = page.split("### An S3-compatible bucket")[1].split("```sh\n")[1].split("```")[0]
    return [line for line in block.splitlines() if line]


def run(line, environment, folder):
    done = subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=500)
    if done.returncode:
        sys.exit(f"fault: {line}: {done.stdout[-800:]}{done.stderr[-800:]}")


def main():
    folder = tempfile.mkdtemp(prefix="bucket-")
    os.symlink(site, os.path.join(folder, "public"))
    s3, web = free_port(), free_port()
    environment = dict(
        os.environ, HOME=folder, PATH=os.path.dirname(sijill) + os.pathsep + os.environ["PATH"], RCLONE_CONFIG=os.path.join(folder, "none.conf"),
        RCLONE_CONFIG_REMOTE_TYPE="s3", RCLONE_CONFIG_REMOTE_PROVIDER="Other", RCLONE_CONFIG_REMOTE_ENDPOINT=f"http://127.0.0.1:{s3}",
        RCLONE_CONFIG_REMOTE_ACCESS_KEY_ID="test", RCLONE_CONFIG_REMOTE_SECRET_ACCESS_KEY="test", RCLONE_COPY_LINKS="true",
    )
    # A bundle of certificates is of no use to a server without any, and this rclone stumbles over it.
    environment.pop("AWS_CA_BUNDLE", None)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [subprocess.Popen([server, "-H", "127.0.0.1", "-p", str(s3)], env=environment, **quiet)]
    try:
        wait(s3)
        run("rclone mkdir remote:bucket", environment, folder)
        copy, sync, verify = recipe()
        run(copy, environment, folder)
        # What an earlier site left is gone after the second command.
        run("echo old | rclone rcat remote:bucket/en/old.html", environment, folder)
        run(sync, environment, folder)
        left = subprocess.run(["rclone", "lsf", "remote:bucket/en/old.html"], env=environment, capture_output=True, text=True)
        if left.stdout.strip():
            sys.exit("fault: what is gone from the site is still in the bucket")
        run("rclone check public remote:bucket --checksum", environment, folder)
        processes.append(subprocess.Popen(["rclone", "serve", "http", "--addr", f"127.0.0.1:{web}", "remote:bucket"], env=environment, **quiet))
        wait(web)
        run(verify.replace("https://example.org/a/b/", f"http://127.0.0.1:{web}/"), environment, folder)
        told = subprocess.run(["rclone", "lsjson", "remote:bucket/en/index.html"], env=environment, capture_output=True, text=True)
        if "text/html" not in told.stdout:
            sys.exit(f"fault: the bucket holds a page as {told.stdout}")
        count = sum(len(files) for _, _, files in os.walk(site))
        print(f"bucket: {count} files copied, synchronized, served again and verified")
    finally:
        for process in processes:
            process.terminate()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
