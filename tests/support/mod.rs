//! What several integration tests build on.

#![allow(dead_code, unreachable_pub, reason = "each test program uses a part")]

pub mod site;
