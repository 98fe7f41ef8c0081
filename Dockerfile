# The image: one static program in an otherwise empty file system.
#
#   docker build -t ai-calendar-helper .            the image, of the last stage
#   docker build --target test .                    every test, browser included; fails when one fails
#   cargo xtask image                               builds it without a Docker daemon and tries it out
#
# It keeps to what Debian's buildah 1.28 builds as well (no heredocs, no COPY --link), and to one build stage with cache
# mounts, which Fly's remote builder keeps between deployments. Why static, and why scratch: docs/decisions/0008.

# The toolchain of rust-toolchain.toml; a test compares them.
ARG RUST_VERSION=1.95.0

FROM rust:${RUST_VERSION}-slim-bookworm AS build
ENV CARGO_HOME=/cargo CARGO_TERM_COLOR=never RUSTFLAGS="-C target-feature=+crt-static"
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY crates crates
# The workspace names xtask, and nothing in the program depends on it: empty files do.
COPY xtask/Cargo.toml xtask/
RUN mkdir xtask/src xtask/benches && touch xtask/src/main.rs xtask/benches/engine.rs
# Several builds may share the caches: cargo locks what it writes to. (With sharing=locked, buildah 1.28 waits for itself in
# the second stage that has them.)
# The target is named so that the flag above does not reach procedural macros, which cannot be static.
RUN --mount=type=cache,target=/cargo/registry \
    --mount=type=cache,target=/src/target \
    target="$(rustc -vV | sed -n 's/^host: //p')" \
    && cargo build --release --locked --package ai-calendar-helper --target "$target" \
    && install -D "target/$target/release/ai-calendar-helper" /out/ai-calendar-helper
# What a program expects of a file system: who it is, whom to trust, a place for temporary files, one for its data.
RUN install -d -m 0755 /out/etc/ssl/certs \
    && install -d -m 1777 /out/tmp \
    && install -d -m 0700 -o 65532 -g 65532 /out/data \
    && install -m 0644 /etc/ssl/certs/ca-certificates.crt /out/etc/ssl/certs/ca-certificates.crt \
    && echo 'nonroot:x:65532:65532:nonroot:/data:/' > /out/etc/passwd \
    && echo 'nonroot:x:65532:' > /out/etc/group

# Built only when asked for.
FROM node:20-bookworm-slim AS node

FROM build AS test
RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium fonts-liberation git python3 python3-venv
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY . .
# Tests load shared libraries, and procedural macros are built for the same target here.
ENV RUSTFLAGS="" INSIDE_IMAGE=true
RUN --mount=type=cache,target=/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask test

FROM scratch AS runtime
COPY --from=build /out/ /
COPY --from=build --chown=65532:65532 /out/data /data
# HOST: every address, IPv6 for Fly's private network and IPv4 for its proxy. Two memory arenas are enough for the few
# threads, and keep the idle program small.
ENV HOST=:: PORT=3000 DATA_DIR=/data MALLOC_ARENA_MAX=2 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532:65532
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s CMD ["/ai-calendar-helper", "healthcheck"]
ENTRYPOINT ["/ai-calendar-helper"]
CMD ["serve"]
# Last, because they change with every commit: nothing above has to be built again for them.
ARG VERSION=""
ARG REVISION=""
ENV REVISION=${REVISION}
LABEL org.opencontainers.image.title="ai-calendar-helper" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
