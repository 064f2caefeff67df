//! The commands `check` and `explain` as they are typed.

use super::site::Folder;
use assert_cmd::Command;
use sijill::diagnostic::Code;
use std::io::{Read, Write};
use std::net::TcpListener;

fn sijill() -> Command {
    let mut command = Command::cargo_bin("sijill").unwrap();
    for proxy in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(proxy);
    }
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn every_code_is_listed_and_explained_with_its_level() {
    let list = text(&sijill().arg("explain").assert().success().get_output().stdout);
    let listed: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(listed, Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>());
    for code in Code::ALL {
        let shown = text(&sijill().args(["explain", code.as_str()]).assert().success().get_output().stdout);
        let (head, body) = shown.split_once("\n\n").unwrap();
        assert!(head.starts_with(&format!("{code} (")), "{head}");
        assert_eq!(body.split_whitespace().collect::<Vec<_>>().join(" "), code.explanation(), "{code}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
}

#[test]
fn an_unknown_code_is_refused_with_the_nearest() {
    let assert = sijill().args(["explain", "parity-number"]).assert().code(2);
    assert!(text(&assert.get_output().stderr).contains("Did you mean `parity-numbers`?"));
}

#[test]
fn the_text_of_the_explanation_is_the_documentation_of_the_code() {
    let source = std::fs::read_to_string(super::site::home().join("src/diagnostic/code.rs")).unwrap();
    for code in Code::ALL {
        let at = source.find(&format!("= \"{code}\"")).unwrap();
        let above = &source[..at];
        let docs = above.lines().rev().skip(1).take_while(|line| line.trim_start().starts_with("///"));
        let mut docs: Vec<&str> = docs.map(|line| line.trim_start().trim_start_matches("///").trim()).collect();
        docs.reverse();
        assert_eq!(docs.join(" "), code.explanation());
    }
}

#[test]
fn exit_status_and_counts_tell_how_a_check_went() {
    let folder = Folder::small("1. All States reported.", "1. أفادت جميع الدول.");
    let assert = sijill().args(["check", "--format", "short", "--root"]).arg(folder.path()).assert().code(0);
    assert!(text(&assert.get_output().stderr).ends_with("no faults\n"));
    assert!(!folder.path().join("public").exists(), "check publishes nothing");
    folder.edit("content/a-1-1/i.en.md", "All States", "All  States");
    let assert = sijill().args(["check", "--format", "short", "--root"]).arg(folder.path()).assert().code(1);
    assert!(text(&assert.get_output().stderr).contains("content/a-1-1/i.en.md:6:7: error[double-space]: "));
    sijill().args(["check", "--root"]).arg(folder.path().join("nowhere")).assert().code(1).stdout("");
}

#[test]
fn colours_are_for_terminals_only() {
    let folder = Folder::small("1. All  States reported.", "1. أفادت جميع الدول.");
    let drawn = |colour: Option<&str>| {
        let mut command = sijill();
        command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        colour.map(|name| command.env(name, "1"));
        text(&command.args(["check", "--root"]).arg(folder.path()).assert().code(1).get_output().stderr)
    };
    assert!(!drawn(None).contains('\u{1B}'), "a pipe is no terminal");
    assert!(drawn(Some("CLICOLOR_FORCE")).contains('\u{1B}'));
    assert!(drawn(None).contains("error[double-space]"));
}

#[test]
fn external_links_are_tried_only_when_asked_and_dead_ones_are_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| std::mem::drop(std::thread::spawn(move || answer(stream)))));
    let text_with = |language: &str| {
        let addresses = ["fine", "gone", "no-head#part"].map(|path| format!("<http://{host}/{path}>")).join(" ");
        format!("1. {language} {addresses}.")
    };
    let folder = Folder::small(&text_with("See"), &text_with("انظر"));
    let report = folder.read("content/a-1-1/report.yaml").replace("official: {en: \"https://undocs.org/en/A/1/1\"}\n", "");
    folder.write("content/a-1-1/report.yaml", &report);

    let plain = sijill().args(["check", "--format", "short", "--root"]).arg(folder.path()).assert().success();
    let listed = text(&plain.get_output().stdout);
    assert!(listed.contains(&format!("http://{host}/fine")) && listed.contains("external links"), "{listed}");
    assert!(!text(&plain.get_output().stderr).contains("dead-link"));

    let tried = sijill().args(["check", "--external", "--format", "json", "--root"]).arg(folder.path()).assert().success();
    let faults: serde_json::Value = serde_json::from_slice(&tried.get_output().stdout).unwrap();
    let dead: Vec<&serde_json::Value> = faults.as_array().unwrap().iter().filter(|fault| fault["code"] == "dead-link").collect();
    let local: Vec<&str> =
        dead.iter().filter_map(|fault| fault["message"].as_str()).filter(|message| message.contains(&host.to_string())).collect();
    assert_eq!(local.len(), 1, "{local:?}");
    assert!(local[0].contains(&format!("http://{host}/gone")) && local[0].contains("404"), "{local:?}");
    assert!(dead[0]["place"]["path"].as_str().unwrap().ends_with(".html"));
    assert_eq!(dead[0]["severity"], "warning");
}

/// Answers one request: `/gone` is gone, and `/no-head` refuses HEAD.
fn answer(mut stream: std::net::TcpStream) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(length) => request.extend(&buffer[..length]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let status = if request.contains("/gone") {
        "404 Not Found"
    } else if request.starts_with("HEAD /no-head") {
        "405 Method Not Allowed"
    } else {
        "200 OK"
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
}
