//! What a provider's no means for routing: its class in policies, and whose fault it is.

use crate::domain::routing::FaultClass;
use crate::wire::fault::{Fault, FaultKind};

/// The class that policies know it by.
#[must_use]
pub fn class(fault: &Fault) -> FaultClass {
    match fault.kind {
        FaultKind::BadRequest | FaultKind::Unprocessable | FaultKind::ContextWindowExceeded => {
            FaultClass::BadRequest
        }
        FaultKind::ContentPolicyViolation => FaultClass::ContentPolicyViolation,
        FaultKind::Authentication | FaultKind::PermissionDenied => FaultClass::Authentication,
        FaultKind::NotFound => FaultClass::NotFound,
        FaultKind::RateLimit => FaultClass::RateLimit,
        FaultKind::Timeout => FaultClass::Timeout,
        FaultKind::InternalServer | FaultKind::Connection => FaultClass::InternalServer,
        FaultKind::BadGateway => FaultClass::BadGateway,
        FaultKind::ServiceUnavailable => FaultClass::ServiceUnavailable,
        FaultKind::PaymentRequired | FaultKind::Api => FaultClass::Default,
    }
}

/// Whether it says something about the deployment rather than about the request.
#[must_use]
pub fn is_deployments(fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::Authentication
        | FaultKind::PaymentRequired
        | FaultKind::NotFound
        | FaultKind::RateLimit
        | FaultKind::Timeout
        | FaultKind::Connection => true,
        _ => fault.status >= 500,
    }
}

/// Whether only another deployment can help: the same one would say the same.
#[must_use]
pub fn wants_another(fault: &Fault) -> bool {
    matches!(
        fault.kind,
        FaultKind::Authentication | FaultKind::PermissionDenied | FaultKind::NotFound
    )
}
