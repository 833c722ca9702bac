//! Whom we trust: Mozilla's roots, compiled in so that an empty image works, and whoever the operator adds.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::sync::Arc;

/// The TLS client configuration, with further authorities from a PEM file. Fails with what is wrong
/// with that file.
pub fn config(ca_file: Option<&Path>) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(path) = ca_file {
        let told = |error: &dyn std::fmt::Display| {
            format!("cannot read certificates from {}: {error}", path.display())
        };
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| told(&error))? {
            roots
                .add(certificate.map_err(|error| told(&error))?)
                .map_err(|error| told(&error))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("cannot set up TLS: {error}"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
