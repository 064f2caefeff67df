//! The `sijill` program: arguments in, exit code out.

/// A build makes and drops millions of small texts on every core at once, which this allocator is better at than most systems' own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sijill::cli::run()
}
