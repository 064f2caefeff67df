//! A small client of the WebDriver protocol, for ChromeDriver: one connection a request, replies read by their Content-Length.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A browser of its own, with a fresh profile; closed when dropped.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts ChromeDriver and, through it, Chromium without a window.
    pub(crate) fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("these tests need `chromedriver` and Chromium (or Chrome) of the same version");
        let lines = BufReader::new(driver.stdout.take().expect("standard output is piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').parse().ok()
        });
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let mut browser = Self { driver, port: 0, session: String::new(), _profile: profile };
        browser.port = port.expect("ChromeDriver says its port");
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &format!("--user-data-dir={}", browser._profile.path().display()),
        ];
        let capabilities = json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}}}});
        let reply = browser.request("POST", "/session", &capabilities);
        browser.session = reply["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {reply}")).to_owned();
        browser
    }

    /// Opens a page and waits until it has loaded.
    pub(crate) fn open(&self, url: &str) {
        self.command("url", &json!({"url": url}));
    }

    /// Runs the body of a function in the page and returns what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs the body of a function whose last argument, `arguments[0]`, takes the result.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        self.command("execute/async", &json!({"script": script, "args": []}))
    }

    /// Presses one key, named by its place on the keyboard, as a keyboard of any layout would.
    pub(crate) fn press(&self, key: &str, code: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.devtools("Input.dispatchKeyEvent", json!({"type": kind, "key": key, "code": code}));
        }
    }

    /// Presses the Tab key, which only moves the focus if its code is told too.
    pub(crate) fn tab(&self) {
        for kind in ["keyDown", "keyUp"] {
            let key = json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
            self.devtools("Input.dispatchKeyEvent", key);
        }
    }

    /// Waits until an expression is true in the page that is open.
    #[track_caller]
    pub(crate) fn until(&self, expression: &str) {
        for _ in 0..400 {
            if self.run(&format!("return Boolean({expression})")) == true {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("never true: {expression}");
    }

    /// Gives colours over to the reader's system, as in a contrast theme.
    pub(crate) fn force_colors(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "forced-colors", "value": "active"}]}));
    }

    /// Prefers a colour scheme: `light` or `dark`.
    pub(crate) fn prefer(&self, scheme: &str) {
        self.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}));
    }

    /// Shows pages as they are printed.
    pub(crate) fn print(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({"media": "print"}));
    }

    /// Makes the window so wide and high, in CSS pixels.
    pub(crate) fn size(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Prints the page, with its own heads and backgrounds, as the browser's own command does.
    pub(crate) fn pdf(&self, options: &Value) -> Value {
        self.devtools("Page.printToPDF", options.clone())
    }

    fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.command("goog/cdp/execute", &json!({"cmd": method, "params": parameters}))
    }

    fn command(&self, name: &str, body: &Value) -> Value {
        self.request("POST", &format!("/session/{}/{name}", self.session), body)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("ChromeDriver answers");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("ChromeDriver reads");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("ChromeDriver replies");
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
        }
        // ChromeDriver keeps the connection open, whatever it is asked: reading to the end would wait for ever.
        let mut reply = vec![0; length];
        reader.read_exact(&mut reply).expect("the whole reply");
        let mut reply: Value = serde_json::from_slice(&reply).expect("replies are JSON");
        let value = reply["value"].take();
        if let Some(error) = value["error"].as_str() {
            panic!("{path}: {error}: {}", value["message"]);
        }
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.request("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
