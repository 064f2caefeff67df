//! The `sijill` program: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    sijill::cli::run()
}
