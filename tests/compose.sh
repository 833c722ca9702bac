#!/usr/bin/env bash
# Starts the Compose stack for real and walks through what an operator does with it.
#
# Usage: tests/compose.sh [BINARY]
#
# BINARY is put into the image instead of building one there (default: the release build, else the debug
# build of this checkout). Needs root, Docker Engine, docker-compose and debootstrap; with CI=true they
# are installed from Debian's packages. Where no engine can run it says so and exits 77.
#
# All of it happens in namespaces of its own: no port is opened and nothing is left running outside.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

skip() {
    echo "skipped: $1"
    exit 77
}

if [ "${1:-}" != --inside ]; then
    [ "$(id -u)" = 0 ] || skip "a container engine is started, which needs root"
    missing=()
    for tool in dockerd docker-compose debootstrap curl python3; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    if [ ${#missing[@]} -gt 0 ] && [ "${CI:-}" = true ] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
            docker.io docker-compose debootstrap iptables curl python3; } >/dev/null 2>&1 || true
        missing=()
        for tool in dockerd docker-compose debootstrap curl python3; do
            command -v "$tool" >/dev/null || missing+=("$tool")
        done
    fi
    [ ${#missing[@]} -eq 0 ] || skip "not installed: ${missing[*]}"
    binary=${1:-}
    build=${CARGO_TARGET_DIR:-$here/target}
    for candidate in "$build/release/cw-proxy" "$build/debug/cw-proxy"; do
        [ -n "$binary" ] || { [ -x "$candidate" ] && binary=$candidate; }
    done
    [ -x "$binary" ] || skip "there is no build of cw-proxy: cargo build"
    unshare --net --mount --pid --fork true 2>/dev/null || skip "namespaces cannot be made here"
    mkdir -p "$build/compose"
    base=$build/compose/base.tar
    if [ ! -s "$base" ]; then
        echo "== making the base image"
        root=$(mktemp -d)
        debootstrap --variant=minbase bookworm "$root" >"$build/compose/debootstrap.log" 2>&1 ||
            { rm -rf "$root"; skip "debootstrap cannot make a base image, see $build/compose/debootstrap.log"; }
        tar -C "$root" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' -cf "$base.part" .
        mv "$base.part" "$base"
        rm -rf "$root"
    fi
    exec unshare --net --mount --pid --fork --kill-child --mount-proc \
        "${BASH_SOURCE[0]}" --inside "$binary" "$base"
fi

binary=$2 base=$3
work=$(mktemp -d)
export DOCKER_HOST=unix://$work/docker.sock
export HOME=$work/home COMPOSE_PROJECT_NAME=crashwise
unset CARGO_TARGET_DIR LITELLM_MASTER_KEY UI_USERNAME UI_PASSWORD
mkdir -p "$HOME"
# The client that speaks to this engine: another one may come first on the path.
docker=docker
[ -x /usr/bin/docker ] && docker=/usr/bin/docker

finish() {
    local code=$?
    set +e
    if [ "$code" != 0 ] && [ "$code" != 77 ]; then
        echo "== FAILED (exit $code); the containers' logs:"
        (cd "$work/clone" 2>/dev/null && docker-compose logs --tail=40 2>&1)
        tail -5 "$work/dockerd.log"
    fi
    (cd "$work/clone" 2>/dev/null && docker-compose down -v -t 5 >/dev/null 2>&1)
    [ -n "${engine:-}" ] && kill "$engine" && wait "$engine" 2>/dev/null
    umount -R "$work/root" 2>/dev/null
    rm -rf "$work"
    exit "$code"
}
trap finish EXIT

ip link set lo up
mkdir -p "$work/root"
engine=
for options in "" "--storage-driver=vfs" "--iptables=false --ip6tables=false" \
    "--storage-driver=vfs --iptables=false --ip6tables=false"; do
    # shellcheck disable=SC2086
    dockerd --data-root "$work/root" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" \
        -H "$DOCKER_HOST" $options >"$work/dockerd.log" 2>&1 &
    engine=$!
    for _ in $(seq 100); do
        $docker info >/dev/null 2>&1 && break 2
        kill -0 "$engine" 2>/dev/null || break
        sleep 0.2
    done
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
    engine=
done
[ -n "$engine" ] || { tail -3 "$work/dockerd.log"; skip "no container engine can run here"; }
echo "== engine: $($docker version --format '{{.Server.Version}}') $($docker info --format '{{.Driver}}') $options"

steps=0
ok() {
    steps=$((steps + 1))
    echo "ok $steps - $1"
}
die() {
    echo "not ok - $1" >&2
    exit 1
}
# json FILTER: a member of the JSON on standard input, by a Python expression on `it`.
json() {
    python3 -c "import json, sys; it = json.load(sys.stdin); print($1)"
}
healthy() {
    for _ in $(seq 120); do
        [ "$($docker inspect -f '{{.State.Health.Status}}' crashwise-llm-proxy 2>/dev/null)" = healthy ] && return
        sleep 0.5
    done
    die "the proxy is not healthy within a minute"
}
bootstrapped() {
    for _ in $(seq 120); do
        [ "$($docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' crashwise-llm-proxy-bootstrap)" = "exited 0" ] && return
        sleep 0.5
    done
    die "the job has not ended well within a minute"
}
variable() {
    sed -n "s/^$1=//p" volumes/env/.env
}
chat() {
    curl -sS -X POST http://localhost:10999/v1/chat/completions \
        -H "Authorization: Bearer $1" \
        -H "Content-Type: application/json" \
        -d '{
          "model": "openai/gpt-4o-mini",
          "messages": [{"role": "user", "content": "Proxy health check"}]
        }'
}

# ---- A fresh clone, its images -------------------------------------------------------------------
mkdir "$work/clone"
(cd "$here" && git ls-files -z -- ':!tests/fixtures' | tar --null -T - -cf -) | tar -C "$work/clone" -xf -
cd "$work/clone"
chown -R 1000:1000 .
mkdir -p target/release
cp "$binary" target/release/cw-proxy
strip target/release/cw-proxy 2>/dev/null || true
run_base=$(sed -n 's/^ARG RUN_BASE=//p' Dockerfile)
$docker import "$base" "$run_base" >/dev/null
DOCKER_BUILDKIT=1 $docker build -q --build-arg BINARY=prebuilt -t cw-proxy:latest . >/dev/null
size() {
    $docker image inspect -f '{{.Size}}' "$1"
}
above=$((($(size cw-proxy:latest) - $(size "$run_base")) / 1000000))
echo "the image is $above MB above its base, with $(basename "$(dirname "$binary")") build $binary"
case $binary in
*/release/*) [ "$above" -lt 40 ] || die "the image is more than 40 MB above its base" ;;
esac
ok "the image is built"

# A base that has the C library and nothing else: no shell, no tools.
mkdir -p "$work/bare"
ldd "$binary" | grep -o '/[^ ]*' | sort -u | while read -r library; do
    install -D "$(realpath "$library")" "$work/bare$library"
done
tar -C "$work/bare" -c . | $docker import - bare:latest >/dev/null
DOCKER_BUILDKIT=1 $docker build -q --build-arg BINARY=prebuilt --build-arg RUN_BASE=bare:latest -t cw-proxy:bare . >/dev/null
$docker run -d --name bare --read-only --cap-drop ALL --tmpfs /var/lib/litellm:uid=65532,mode=0700 cw-proxy:bare >/dev/null
for _ in $(seq 60); do
    [ "$($docker inspect -f '{{.State.Health.Status}}' bare)" = healthy ] && break
    sleep 0.5
done
[ "$($docker inspect -f '{{.State.Health.Status}}' bare)" = healthy ] || die "not healthy without a shell"
$docker rm -f bare >/dev/null
ok "it runs and is healthy on a base without a shell"

# ---- Unedited ------------------------------------------------------------------------------------
cp volumes/env/.env.template volumes/env/.env
chown 1000:1000 volumes/env/.env
chmod 640 volumes/env/.env
docker-compose up -d --no-build llm-proxy >"$work/up.log" 2>&1 || { cat "$work/up.log"; die "up"; }
healthy
curl -fsS http://localhost:10999/health/liveliness >/dev/null
ok "docker compose up llm-proxy, with the template as it is: healthy"
bootstrapped
key=$(variable OPENAI_API_KEY)
case $key in sk-proxy-default | "") die "no key was issued" ;; esac
[ "$(stat -c '%u:%g %a' volumes/env/.env)" = "1000:1000 640" ] || die "owner or mode of .env changed: $(stat -c '%u:%g %a' volumes/env/.env)"
sed "s/^OPENAI_API_KEY=.*/OPENAI_API_KEY=sk-proxy-default/" volumes/env/.env | cmp - volumes/env/.env.template || die "more than the key changed"
ok "the job has put the key in the place of sk-proxy-default, and changed nothing else"
$docker exec crashwise-llm-proxy cw-proxy key list -q >/dev/null || die "the tool does not work inside"
master=$($docker exec crashwise-llm-proxy cw-proxy secrets show-master -q)
case $master in sk-*) ;; *) die "no master key was made" ;; esac
about() {
    curl -fsS "http://localhost:10999/key/info?key=$1" -H "Authorization: Bearer $master"
}
models=$(about "$key" | json '",".join(it["info"]["models"])')
[ "$models" = "$(variable LITELLM_DEFAULT_MODELS)" ] || die "the key is not limited to the default models: $models"
ok "the master key was made in the volume; the agent's key is limited to the default models"
inspect=$($docker inspect -f '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}' crashwise-llm-proxy)
[ "$inspect" = "65532:65532 true [ALL] [no-new-privileges:true]" ] || die "not hardened: $inspect"
$docker volume inspect crashwise_litellm_proxy_data >/dev/null
ok "hardened: $inspect"

# ---- With a provider, here one on the host -------------------------------------------------------
cat >"$work/provider.py" <<'EOF'
import http.server, json
class Provider(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.headers["authorization"] != "Bearer sk-of-the-provider":
            return self.answer(401, {"error": {"message": "wrong key", "type": "invalid_request_error"}})
        self.answer(200, {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": asked["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "healthy"}}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 1000, "total_tokens": 2000}})
    def answer(self, status, body):
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("0.0.0.0", 8099), Provider).serve_forever()
EOF
python3 "$work/provider.py" &
sed -i 's/^LITELLM_OPENAI_API_KEY=.*/LITELLM_OPENAI_API_KEY=sk-of-the-provider/' volumes/env/.env
echo 'OPENAI_API_BASE=http://host.docker.internal:8099/v1' >>volumes/env/.env
docker-compose up -d --no-build llm-proxy >>"$work/up.log" 2>&1
healthy
bootstrapped
grep -qx 'OPENAI_API_KEY=sk-of-the-provider' volumes/env/.env.litellm || die "the secret was not mirrored"
[ "$(variable OPENAI_API_KEY)" = "$key" ] || die "the key is another one"
[ "$(chat "$key" | json 'it["choices"][0]["message"]["content"]')" = healthy ] || die "no answer from the provider: $(chat "$key")"
ok "the provider's secret is mirrored, the key is the same, and it reaches a provider on the host"
spend() {
    about "$1" | json 'it["info"]["spend"]'
}
spent=$(spend "$key")
[ "$spent" != 0.0 ] || die "the call cost nothing"
rm volumes/env/.env.litellm
docker-compose run --rm llm-proxy-bootstrap >"$work/job.log" 2>&1 || { cat "$work/job.log"; die "the job, run again"; }
[ -s volumes/env/.env.litellm ] || die ".env.litellm was not made again"
ok "a deleted .env.litellm is made again"

# ---- The page's recipes --------------------------------------------------------------------------
made=$(curl -fsS http://localhost:10999/key/generate \
    -H "Authorization: Bearer $master" \
    -H "Content-Type: application/json" \
    -d '{
      "key_alias": "demo-user",
      "user_id": "demo",
      "models": ["openai/gpt-4o-mini"],
      "duration": "30d",
      "max_budget": 50,
      "metadata": {"team": "sandbox"}
    }')
demo=$(json 'it["key"]' <<<"$made")
curl -fsS http://localhost:10999/key/update \
    -H "Authorization: Bearer $master" \
    -H "Content-Type: application/json" \
    -d '{"key": "'"$demo"'", "models": ["openai/*", "anthropic/*"], "max_budget": 100}' >/dev/null
[ "$(chat "$demo" | json 'it["choices"][0]["message"]["content"]')" = healthy ] || die "the demo key does not work"
[ "$(curl -s -o /dev/null -w '%{http_code}' -L http://localhost:10999/ui)" -lt 500 ] || die "/ui"
ok "keys are issued and changed as the page says"

# ---- Restart, down and up, a lost file -----------------------------------------------------------
docker-compose restart llm-proxy >>"$work/up.log" 2>&1
healthy
[ "$(spend "$key")" = "$spent" ] || die "a restart lost the spend"
docker-compose down >>"$work/up.log" 2>&1
docker-compose up -d --no-build llm-proxy >>"$work/up.log" 2>&1
healthy
bootstrapped
[ "$(variable OPENAI_API_KEY)" = "$key" ] && [ "$(spend "$key")" = "$spent" ] || die "down and up: key or spend changed"
ok "a restart, and down and up again, keep state and key"
sed -i 's/^OPENAI_API_KEY=.*/OPENAI_API_KEY=sk-proxy-default/' volumes/env/.env
docker-compose run --rm llm-proxy-bootstrap >"$work/job.log" 2>&1
new=$(variable OPENAI_API_KEY)
[ "$new" != "$key" ] && [ "$(spend "$new")" = "$spent" ] || die "a lost key does not keep its spend"
[ "$(curl -s -o /dev/null -w '%{http_code}' http://localhost:10999/v1/models -H "Authorization: Bearer $key")" = 401 ] || die "the lost secret still works"
ok "a lost key gets a new secret and keeps what it spent"

# ---- The master key is replaced ------------------------------------------------------------------
$docker exec crashwise-llm-proxy cw-proxy secrets rotate-master >"$work/rotate.log" 2>&1 || { cat "$work/rotate.log"; die "rotate-master"; }
status() {
    curl -s -o /dev/null -w '%{http_code}' http://localhost:10999/key/list -H "Authorization: Bearer $1"
}
[ "$(status "$master")" = 401 ] || die "the old master key still works"
master=$($docker exec crashwise-llm-proxy cw-proxy secrets show-master -q)
[ "$(status "$master")" = 200 ] || die "the new master key does not work"
docker-compose run --rm llm-proxy-bootstrap >"$work/job.log" 2>&1 || { cat "$work/job.log"; die "the job with the new master key"; }
ok "the master key is replaced while it runs; the job finds the new one"

began=$SECONDS
docker-compose stop -t 40 llm-proxy >>"$work/up.log" 2>&1
[ "$($docker inspect -f '{{.State.ExitCode}}' crashwise-llm-proxy)" = 0 ] || die "it did not stop by itself"
ok "it stops by itself, in $((SECONDS - began)) s"
echo "$steps passed, 0 failed"
