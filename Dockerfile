# The gateway and its operator's tool in one image: one binary, no shell needed, one writable folder.
#
#   docker build -t cw-proxy .
#
# Both bases can be replaced: BUILD_BASE needs Rust 1.95 and a C compiler, RUN_BASE the C library that
# BUILD_BASE has (any image of Debian 12 with glibc and libgcc, distroless ones included).
# BINARY=prebuilt takes a binary that is there already instead of building one:
#   docker build --build-arg BINARY=prebuilt --build-arg PREBUILT=target/release/cw-proxy .

ARG BUILD_BASE=rust:1.95-slim-bookworm
ARG RUN_BASE=debian:bookworm-slim
ARG BINARY=built

FROM ${BUILD_BASE} AS built
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY benches benches
COPY src src
# No caches of the builder's: what comes out depends on the lock file and the source alone.
RUN cargo build --release --locked --bin cw-proxy \
    && install -D -m 0755 target/release/cw-proxy /out/cw-proxy \
    && mkdir -p /out/data

FROM ${RUN_BASE} AS prebuilt
ARG PREBUILT=target/release/cw-proxy
COPY ${PREBUILT} /out/cw-proxy
WORKDIR /out/data

FROM ${BINARY} AS binary

FROM ${RUN_BASE}
LABEL org.opencontainers.image.title="cw-proxy" \
      org.opencontainers.image.description="A LiteLLM-compatible LLM gateway in one binary" \
      org.opencontainers.image.licenses="MIT"
COPY --from=binary /out/cw-proxy /usr/local/bin/cw-proxy
# A named volume takes owner and mode from here, so that the user below can write it.
COPY --from=binary --chown=65532:65532 /out/data /var/lib/litellm
USER 65532:65532
WORKDIR /var/lib/litellm
ENV CW_PROXY_DATA_DIR=/var/lib/litellm
EXPOSE 4000
VOLUME ["/var/lib/litellm"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["/usr/local/bin/cw-proxy", "health"]
ENTRYPOINT ["/usr/local/bin/cw-proxy"]
CMD ["serve"]
