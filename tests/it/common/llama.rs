//! A real llama.cpp server with a tiny random model: it talks nonsense, but it really talks.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{http, python};

/// A running server; it stops when dropped, or when this process ends in whatever way.
pub(crate) struct Llama {
    child: Child,
    url: String,
}

impl Llama {
    /// The name that its only model goes by.
    pub(crate) const MODEL: &str = "tiny-random";

    /// Starts a server and waits until it is ready. None when there is no Python.
    pub(crate) async fn start(test: &str) -> Option<Self> {
        let python = python::interpreter(test)?;
        let model = model(test)?;
        let mut child = Command::new(python)
            .arg(python::script("runtime/serve.py"))
            .arg(model)
            // Its end is the script's signal to stop, so that no server outlives a killed test.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the llama.cpp server starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("the server's address");
        let url = line.trim().to_owned();
        let server = Self { child, url };
        assert!(
            server.url.starts_with("http://"),
            "the server said {:?}",
            server.url
        );
        let deadline = Instant::now() + Duration::from_secs(20);
        while http::get(&format!("{}/health", server.url), "")
            .await
            .status
            != 200
        {
            assert!(
                Instant::now() < deadline,
                "the llama.cpp server did not get ready"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Some(server)
    }

    /// What a deployment's `api_base` is set to.
    pub(crate) fn base_url(&self) -> String {
        format!("{}/v1", self.url)
    }
}

impl Drop for Llama {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The model's file, made once for each build folder.
fn model(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("tiny-random-1.gguf");
    if !path.exists() {
        // Tests run side by side: each makes a file of its own, and the last one stays.
        let own = folder.join(format!("tiny-random.{}.tmp", uuid::Uuid::new_v4()));
        let name = own.to_str().expect("a path in UTF-8");
        let output = python::run(test, "runtime/make_tiny_gguf.py", &[name], &[])?;
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        std::fs::rename(&own, &path).expect("the model's file gets its name");
    }
    Some(path)
}
