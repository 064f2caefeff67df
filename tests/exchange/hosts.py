#!/usr/bin/env python3
"""Starts a real web server on loopback over a built site and walks it as a reader would.

Usage: hosts.py nginx|caddy|pages|python SITE PREFIX. PREFIX is `/` or a path such as `/a/b/`, under which the site stands.
Every link of every page is followed; types, the policy, the answer to a wrong address and, where Chromium is installed, what the
browser itself says are looked at. Exit status: 0 all is well, 1 something is wrong, 3 the server is not installed.
"""

import html.parser
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

server, site, prefix = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
faults = []

# Hosts that send no header of the site's choosing.
PLAIN = ("python", "pages")

BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "javascript",
    ".json": "json",
    ".csv": "text/csv",
    ".tmx": "xml",
    ".jsonld": "json",
    ".ris": "text/plain",
    ".bib": "text/plain",
    ".xml": "xml",
    ".svg": "image/svg+xml",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def headers():
    """The headers that the site's own `_headers` asks for, each with the pattern of its paths, so that the recipe and the file cannot part ways."""
    rules, pattern = [], None
    for line in open(os.path.join(site, "_headers")):
        if line.strip() and not line.startswith(" "):
            pattern = line.strip()
        elif ":" in line:
            name, _, value = line.strip().partition(":")
            rules.append((pattern, name, value.strip()))
    return rules


def caching(path):
    """What `_headers` says of how long a copy of a file may be used: what covers it most closely."""
    rules = [(pattern, value) for pattern, name, value in headers() if name == "Cache-Control"]
    found = [value for pattern, value in rules if path == pattern or pattern.endswith("*") and path.startswith(pattern[:-1])]
    if len(found) > 1:
        faults.append(f"`_headers` covers {path} more than once")
    return found[0] if found else "public, max-age=0, must-revalidate"


def recipe(language):
    """A server's configuration as the README gives it, for this site and prefix."""
    page = open(os.path.join(os.path.dirname(__file__), "..", "..", "README.md"), encoding="utf-8").read()
    text = page.split(f"```{language}\n")[1].split("```")[0]
    for _, name, value in headers():
        if f'{name} "{value}"' not in text and f'"{value}";' not in text:
            faults.append(f"the recipe for {language} does not send {name} as `_headers` says")
    return text.replace("/srv/site", site).replace("/a/b/", prefix)


def nginx(folder, port):
    binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not binary:
        return None
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    config = f"""
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; {temporary}
  {recipe("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")}
}}
"""
    # Brotli is a module of its own; where it is installed, it sends the copies as the README says.
    if os.path.exists(BROTLI):
        config = f"load_module {BROTLI};\n" + config.replace("gzip_static on;", "gzip_static on; brotli_static on;")
    path = os.path.join(folder, "nginx.conf")
    open(path, "w").write(config)
    return [binary, "-c", path, "-e", os.path.join(folder, "error.log")]


def caddy(folder, port):
    binary = shutil.which("caddy")
    if not binary:
        return None
    own = recipe("caddy").replace("http://example.org {", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1")
    path = os.path.join(folder, "Caddyfile")
    open(path, "w").write(f"{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder}\n}}\n{own}")
    return [binary, "run", "--config", path, "--adapter", "caddyfile"]


def pages(folder, port):
    """A host as GitHub Pages is: below the repository's name, with `404.html` for wrong addresses, and with no header of the site's choosing."""
    path = os.path.join(folder, "pages.py")
    open(path, "w").write(f"""
import http.server, os
SITE, PREFIX = {site!r}, {prefix!r}
class Handler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path):
        path = path.split("?")[0].split("#")[0]
        inside = path[len(PREFIX):] if path.startswith(PREFIX) else "no such file"
        return super().translate_path("/" + inside)
    def send_error(self, code, message=None, explain=None):
        body = open(os.path.join(SITE, "404.html"), "rb").read()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.ThreadingHTTPServer(("127.0.0.1", {port}), lambda *own: Handler(*own, directory=SITE)).serve_forever()
""")
    return [sys.executable, path]


def python(folder, port):
    root = folder
    if prefix == "/":
        root = site
    else:
        target = os.path.join(folder, prefix.strip("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.symlink(site, target)
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", root, str(port)]


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids, self.language, self.base = [], set(), None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        if tag == "html":
            self.language = attributes.get("lang")
        if tag == "base":
            self.base = attributes.get("href")
        elif tag == "link" and attributes.get("rel") in ("canonical", "alternate") and "hreflang" in attributes or tag == "link" and attributes.get("rel") == "canonical":
            pass
        else:
            self.links += [attributes[name] for name in ("href", "src", "action") if attributes.get(name)]


def ask(port, path, **more):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def walk(port):
    """Follows every link from the first page on; returns how many files were read."""
    start = prefix
    pages, queue, seen, wanted = {}, [start], {start}, []
    while queue:
        path = queue.pop()
        answer, body = ask(port, path)
        if answer.status in (301, 302, 307, 308):
            faults.append(f"{path} is answered by a redirect to {answer.getheader('Location')}")
            continue
        if answer.status != 200:
            faults.append(f"{path} is answered by {answer.status}")
            continue
        kind, ending = answer.getheader("Content-Type") or "", os.path.splitext(path)[1] or ".html"
        if server not in PLAIN and ending in TYPES and TYPES[ending] not in kind:
            faults.append(f"{path} is served as {kind!r}")
        file = os.path.join(site, path[len(prefix):] or "index.html")
        file = os.path.join(file, "index.html") if path.endswith("/") and path != prefix else file
        if open(file, "rb").read() != body:
            faults.append(f"{path} is served with other bytes than were published")
        if server not in PLAIN:
            policy = answer.getheader("Content-Security-Policy") or ""
            if "default-src 'self'" not in policy or "unsafe" in policy or answer.getheader("X-Content-Type-Options") != "nosniff":
                faults.append(f"{path} is served without the policy")
            if answer.getheader("Cache-Control") != caching('/' + path[len(prefix):]):
                faults.append(f"{path} may be kept as {answer.getheader('Cache-Control')!r}, and not as {caching('/' + path[len(prefix):])!r}")
        if ending != ".html":
            pages[path] = None
            continue
        page = Page()
        page.feed(body.decode("utf-8"))
        pages[path] = page.ids
        for link in page.links:
            target = urllib.parse.urljoin(f"http://host{path}", link)
            parts = urllib.parse.urlsplit(target)
            if parts.netloc != "host" or parts.scheme != "http":
                continue
            if not parts.path.startswith(prefix):
                faults.append(f"{path} leads to {link}, out of the site")
                continue
            wanted.append((path, urllib.parse.unquote(parts.path), parts.fragment))
            if parts.path not in seen:
                seen.add(parts.path)
                queue.append(parts.path)
    for path, target, fragment in wanted:
        if fragment and pages.get(target) is not None and fragment not in pages[target]:
            faults.append(f"{path} leads to {target}#{fragment}, which is not there")
    return len(pages), len(wanted)


def wrong_address(port):
    """A wrong address, deep down, is answered with 404 and, by a host that can, with the site's own page."""
    answer, body = ask(port, prefix + "en/no/such/page.html")
    if answer.status != 404:
        faults.append(f"a wrong address is answered by {answer.status}")
    if server == "python":
        return
    typed, _ = ask(port, prefix + "data/none.tmx")
    if typed.status != 404 or server not in PLAIN and "text/html" not in (typed.getheader("Content-Type") or ""):
        faults.append(f"a missing data file is answered by {typed.status}, as {typed.getheader('Content-Type')!r}")
    missing, _ = ask(port, prefix + "assets/none-0123456789.css")
    if missing.status != 404 or "immutable" in (missing.getheader("Cache-Control") or ""):
        faults.append("that a file is missing may be kept for good")
    own = open(os.path.join(site, "404.html"), "rb").read()
    if body != own:
        faults.append("a wrong address is not answered with the site's own page")
    page = Page()
    page.feed(own.decode())
    if not page.base or not page.base.endswith(prefix):
        faults.append(f"the page for wrong addresses has the base {page.base!r}")
        return
    # What it names is found from any depth, its style included.
    for link in page.links:
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(page.base, link))
        if parts.netloc == urllib.parse.urlsplit(page.base).netloc and ask(port, parts.path)[0].status != 200:
            faults.append(f"the page for wrong addresses leads to {link}, which is not there")
    if not any(link.endswith(".css") for link in page.links):
        faults.append("the page for wrong addresses has no style")


def compressed(port):
    """A large file is compressed on the way; where the site has compressed copies, each of them is what is sent. Returns how many there are."""
    answer, body = ask(port, prefix + "data/measures.json", **{"Accept-Encoding": "gzip"})
    if answer.getheader("Content-Encoding") != "gzip" or len(body) * 2 > os.path.getsize(os.path.join(site, "data/measures.json")):
        faults.append("a data file is not compressed on the way")
    if "accept-encoding" not in (answer.getheader("Vary") or "").lower():
        faults.append("a cache is not told that there are several encodings")
    encodings = [("gzip", ".gz"), ("br", ".br")] if server == "caddy" or os.path.exists(BROTLI) else [("gzip", ".gz")]
    sent = 0
    for parent, _, names in os.walk(site):
        for name, (encoding, ending) in ((name, pair) for name in names for pair in encodings):
            if not name.endswith(ending):
                continue
            copy = os.path.join(parent, name)
            path = prefix + os.path.relpath(copy[: -len(ending)], site)
            plain, copied = ask(port, path, **{"Accept-Encoding": encoding})
            kind = plain.getheader("Content-Type") or ""
            if plain.getheader("Content-Encoding") != encoding or copied != open(copy, "rb").read():
                faults.append(f"the copy {path}{ending} is not sent")
            if encoding in kind or path.endswith(".html") and "text/html" not in kind:
                faults.append(f"the copy {path}{ending} is sent as {kind!r}")
            sent += 1
    return sent


def chromium(port, folder):
    """Loads some pages in the browser; a violation of the policy shows in its log."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    if not binary:
        return "without Chromium"
    report = json.load(open(os.path.join(site, "data/manifest.json")))["files"]
    kinds = {}
    for file in report:
        if file["path"].endswith(".html"):
            kinds.setdefault(os.path.dirname(file["path"]), file["path"])
    moved = "en/a-67-170/old-name.html#para-13"
    paths = sorted(kinds.values())[:24] + ["no/such/page/at/all.html", moved]
    for path in paths:
        # The browser is let go when it has written the page; its log goes to standard error.
        command = [binary, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", f"--user-data-dir={folder}/browser", "--dump-dom",
                   f"http://127.0.0.1:{port}{prefix}{path}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        lines = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        allowed = "status of 404" if path.startswith("no/such") else None
        for line in lines:
            if not (allowed and allowed in line) and "favicon" not in line:
                faults.append(f"Chromium says of {path}: {line}")
        if "<h1" not in done.stdout:
            faults.append(f"Chromium shows nothing of {path}")
        if path == moved and 'id="para-13"' not in done.stdout:
            faults.append(f"Chromium is not led on from {path}")
    return f"{len(paths)} pages in Chromium"


def main():
    folder = tempfile.mkdtemp(prefix="hosts-")
    os.chmod(folder, 0o755)
    port = int(os.environ.get("HOSTS_PORT") or free_port())
    command = {"nginx": nginx, "caddy": caddy, "pages": pages, "python": python}[server](folder, port)
    if not command:
        print(f"missing: {server}")
        return 3
    environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        for _ in range(100):
            try:
                ask(port, prefix)
                break
            except OSError:
                if process.poll() is not None:
                    print(f"{server} ended with {process.returncode}")
                    return 1
                time.sleep(0.1)
        files, links = walk(port)
        wrong_address(port)
        copies = compressed(port) if server not in PLAIN else 0
        browser = chromium(port, folder) if os.environ.get("HOSTS_BROWSER") else "without Chromium"
        if files < 100:
            faults.append(f"only {files} files were reached")
        print(f"{server} {prefix}: {files} files, {links} links, {copies} compressed copies sent, {browser}, {len(faults)} faults")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
    for text in faults[:30]:
        print("fault:", text)
    return 1 if faults else 0


sys.exit(main())
