//! The bundled price table.
