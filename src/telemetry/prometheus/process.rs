//! What the kernel says about this process (proc(5)); nothing where it says nothing.

use std::fs;

/// Ticks per second in `/proc`: a constant of Linux's interface (`USER_HZ`).
const TICKS_PER_SECOND: f64 = 100.0;

/// The process at one moment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Process {
    /// Resident memory in bytes.
    pub resident_bytes: Option<f64>,
    /// Processor time in seconds.
    pub cpu_seconds: Option<f64>,
    /// Open files.
    pub open_fds: Option<f64>,
}

impl Process {
    /// Asks the kernel.
    #[must_use]
    pub fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes =
            resident.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
        let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name in brackets may hold anything; fields are counted behind it.
        let fields = stat
            .rsplit_once(')')
            .map(|(_, rest)| rest)
            .unwrap_or_default();
        let ticks: Vec<f64> = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|ticks| ticks.parse().ok())
            .collect();
        Self {
            resident_bytes: kilobytes.map(|kilobytes| kilobytes * 1_024.0),
            cpu_seconds: (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / TICKS_PER_SECOND),
            open_fds: fs::read_dir("/proc/self/fd")
                .ok()
                .map(|files| files.count() as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_living_process_has_memory_time_and_files() {
        let process = Process::now();
        assert!(process.resident_bytes.is_some_and(|bytes| bytes > 1e6));
        assert!(process.cpu_seconds.is_some());
        assert!(process.open_fds.is_some_and(|fds| fds >= 3.0));
    }
}
