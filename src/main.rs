//! Parses the command line, runs the command, exits.

// A call allocates some hundred times on several threads, which the system's allocator does under locks.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cw_proxy::cli::main()
}
