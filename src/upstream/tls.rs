//! Whom we trust: Mozilla's roots, compiled in so that an empty image works, and whoever the operator adds.

use crate::domain::handling::Trust;
use crate::domain::otel::Identity;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

/// The TLS client configuration, with further authorities from a PEM file. Fails with what is wrong
/// with that file.
pub fn config(ca_file: Option<&Path>) -> Result<ClientConfig, String> {
    config_as(ca_file, None)
}

/// The same, for servers that ask who calls. Fails with what is wrong with one of the files.
pub fn config_as(
    ca_file: Option<&Path>,
    identity: Option<&Identity>,
) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(path) = ca_file {
        for certificate in certificates(path)? {
            roots
                .add(certificate)
                .map_err(|error| unreadable(path, &error))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("cannot set up TLS: {error}"))?
        .with_root_certificates(roots);
    let mut config = match identity {
        None => builder.with_no_client_auth(),
        Some(Identity { certificate, key }) => {
            let chain = certificates(certificate)?;
            let secret =
                PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
            builder
                .with_client_auth_cert(chain, secret)
                .map_err(|error| unreadable(certificate, &error))?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The configuration for servers that are trusted in a way of their own.
pub fn config_of(trust: &Trust) -> Result<ClientConfig, String> {
    let identity = trust.certificate.as_ref().map(|path| Identity {
        certificate: path.clone(),
        key: path.clone(),
    });
    let mut config = config_as(trust.ca_file.as_deref(), identity.as_ref())?;
    if trust.unverified {
        let provider = rustls::crypto::ring::default_provider();
        let anybody = Anybody(provider.signature_verification_algorithms);
        config
            .dangerous()
            .set_certificate_verifier(Arc::new(anybody));
    }
    Ok(config)
}

/// Tells whether the files behind it are still what they were.
pub fn fingerprint(trust: &Trust) -> Result<u64, String> {
    let mut hasher = DefaultHasher::new();
    for path in trust.ca_file.iter().chain(&trust.certificate) {
        let read = std::fs::read(path);
        read.map_err(|error| unreadable(path, &error))?
            .hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Takes any certificate, as `ssl_verify: false` asks for; signatures must still be right.
#[derive(Debug)]
struct Anybody(WebPkiSupportedAlgorithms);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!(
        "cannot read a certificate or its key from {}: {error}",
        path.display()
    )
}
