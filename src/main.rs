//! Parses the command line, runs the command, exits.

fn main() -> std::process::ExitCode {
    cw_proxy::cli::main()
}
