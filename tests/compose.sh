#!/usr/bin/env bash
# Starts the Compose stack for real and walks through what an operator does with it.
#
# Usage: tests/compose.sh [BINARY]
#        tests/compose.sh --built
#
# BINARY is put into the image instead of building one there (default: the release build, else the debug
# build of this checkout). With --built the image builds its own, as `docker compose up` does from a fresh
# clone: a release build, which takes many minutes, with this machine's Rust under the name of the builder's
# image. Needs root, Docker Engine, docker-compose and debootstrap; with CI=true they are installed from
# Debian's packages. Where no engine can run it says so and exits 77.
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
    built=
    [ "${1:-}" != --built ] || { built=yes; shift; }
    binary=${1:-}
    build=${CARGO_TARGET_DIR:-$here/target}
    for candidate in "$build/release/cw-proxy" "$build/debug/cw-proxy"; do
        [ -n "$binary" ] || { [ -x "$candidate" ] && binary=$candidate; }
    done
    [ -n "$built" ] || [ -x "$binary" ] || skip "there is no build of cw-proxy: cargo build"
    unshare --net --mount --pid --fork true 2>/dev/null || skip "namespaces cannot be made here"
    mkdir -p "$build/compose"
    # debian FILE NAME COMMAND...: a root file system of Debian's, with what the command puts into it.
    debian() {
        local file=$1 log=$build/compose/$2.log include=$3 root
        shift 3
        echo "== making the $(basename "$file" .tar) image"
        root=$(mktemp -d)
        { debootstrap --variant=minbase $include bookworm "$root" && "$@" "$root"; } >"$log" 2>&1 ||
            { rm -rf "$root"; skip "the image cannot be made, see $log"; }
        tar -C "$root" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' -cf "$file.part" .
        mv "$file.part" "$file"
        rm -rf "$root"
    }
    # rust ROOT: this machine's Rust, and the crates of the lock file, since containers reach no registry.
    rust() {
        local toolchain
        toolchain=$(cd "$here" && rustc --print sysroot)
        mkdir -p "$1/usr/local/cargo"
        cp -a "$toolchain/bin" "$toolchain/lib" "$1/usr/local/"
        (cd "$here" && CARGO_HOME=$1/usr/local/cargo cargo fetch --locked)
    }
    base=$build/compose/base.tar builder=
    [ -s "$base" ] || debian "$base" debootstrap "" true
    if [ -n "$built" ]; then
        builder=$build/compose/builder.tar stamp=$build/compose/builder.lock
        if [ ! -s "$builder" ] || ! cmp -s "$here/Cargo.lock" "$stamp"; then
            debian "$builder" builder --include=gcc,libc6-dev rust
            cp "$here/Cargo.lock" "$stamp"
        fi
    fi
    exec unshare --net --mount --pid --fork --kill-child --mount-proc \
        "${BASH_SOURCE[0]}" --inside "$binary" "$base" "$builder"
fi

binary=$2 base=$3 builder=$4
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
# set_variable NAME VALUE: a line of the environment file, as an operator edits it.
set_variable() {
    sed -i "/^$1=/d" volumes/env/.env
    echo "$1=$2" >>volumes/env/.env
}
chat() {
    curl -sS -X POST http://localhost:10999/v1/chat/completions \
        -H "Authorization: Bearer $1" \
        -H "Content-Type: application/json" \
        -d '{
          "model": "'"${2:-openai/gpt-4o-mini}"'",
          "messages": [{"role": "user", "content": "Proxy health check"}]
        }'
}
said() {
    json 'it["choices"][0]["message"]["content"]'
}
up() {
    docker-compose up -d --no-build "$@" >>"$work/up.log" 2>&1 || { tail -20 "$work/up.log"; die "up $*"; }
    healthy
}
job() {
    docker-compose run --rm llm-proxy-bootstrap "$@" >"$work/job.log" 2>&1 || { cat "$work/job.log"; die "the job"; }
}
# Nothing is in work: the gateway ends by itself, and soon, whoever does not answer. The engine's own part in
# a stop, which may be long, is not counted.
stops_soon() {
    local asked ended took
    $docker stop -t 40 crashwise-llm-proxy >/dev/null
    [ "$($docker inspect -f '{{.State.ExitCode}}' crashwise-llm-proxy)" = 0 ] || die "it did not stop by itself"
    asked=$($docker logs crashwise-llm-proxy 2>&1 | grep '"stopping: ' | tail -1 | json 'it["timestamp"]')
    ended=$($docker inspect -f '{{.State.FinishedAt}}' crashwise-llm-proxy)
    took=$(($(date -d "$ended" +%s%3N) - $(date -d "$asked" +%s%3N)))
    [ $took -le 3000 ] || die "it took $took ms to stop"
    ok "it stops by itself, in $took ms, $1"
}
# login NAME PASSWORD: the status, and a session in $work/cookies.
login() {
    rm -f "$work/cookies"
    curl -s -o /dev/null -w '%{http_code}' -c "$work/cookies" http://localhost:10999/ui/login \
        --data-urlencode "username=$1" --data-urlencode "password=$2"
}
page() {
    curl -s -o "${2:-/dev/null}" -w '%{http_code}' -b "$work/cookies" "http://localhost:10999$1"
}

# ---- A fresh clone, its images -------------------------------------------------------------------
mkdir "$work/clone"
(cd "$here" && git ls-files -z -- ':!tests/fixtures' | tar --null -T - -cf -) | tar -C "$work/clone" -xf -
cd "$work/clone"
chown -R 1000:1000 .
mkdir -p target/release
run_base=$(sed -n 's/^ARG RUN_BASE=//p' Dockerfile)
$docker import "$base" "$run_base" >/dev/null
if [ -n "$builder" ]; then
    build_base=$(sed -n 's/^ARG BUILD_BASE=//p' Dockerfile)
    $docker import -c "ENV CARGO_HOME=/usr/local/cargo" -c "ENV CARGO_NET_OFFLINE=true" \
        -c "ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" "$builder" "$build_base" >/dev/null
    began=$SECONDS
    DOCKER_BUILDKIT=1 $docker build --progress plain -t cw-proxy:latest . >"$work/build.log" 2>&1 ||
        { tail -40 "$work/build.log"; die "the image does not build"; }
    ok "the image has built its own binary in $((SECONDS - began)) s"
    # The rest is done with that one.
    $docker create --name built cw-proxy:latest >/dev/null
    $docker cp built:/usr/local/bin/cw-proxy target/release/cw-proxy >/dev/null
    $docker rm built >/dev/null
    binary=$PWD/target/release/cw-proxy
else
    cp "$binary" target/release/cw-proxy
    strip target/release/cw-proxy 2>/dev/null || true
    DOCKER_BUILDKIT=1 $docker build -q --build-arg BINARY=prebuilt -t cw-proxy:latest . >/dev/null
fi
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
# No collector runs, and nobody answers who asks for its name.
stops_soon "without a collector"
docker-compose start llm-proxy >>"$work/up.log" 2>&1
healthy

# ---- With a provider, here one on the host -------------------------------------------------------
cat >"$work/provider.py" <<'EOF'
import http.server, json, threading
class Provider(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/api/chat":
            return self.answer(200, {"model": asked["model"], "created_at": "2026-11-30T00:00:00Z", "done": True,
                "done_reason": "stop", "message": {"role": "assistant", "content": "from the runtime"},
                "prompt_eval_count": 9, "eval_count": 3})
        local = self.server.server_address[1] == 11434
        if not local and self.headers["authorization"] != "Bearer sk-of-the-provider":
            return self.answer(401, {"error": {"message": "wrong key", "type": "invalid_request_error"}})
        self.answer(200, {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": asked["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "from the runtime" if local else "healthy"}}],
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
# The second one is what Ollama would be: its own API, and OpenAI's without a key.
runtime = http.server.ThreadingHTTPServer(("0.0.0.0", 11434), Provider)
threading.Thread(target=runtime.serve_forever, daemon=True).start()
http.server.ThreadingHTTPServer(("0.0.0.0", 8099), Provider).serve_forever()
EOF
python3 "$work/provider.py" &
sed -i 's/^LITELLM_OPENAI_API_KEY=.*/LITELLM_OPENAI_API_KEY=sk-of-the-provider/' volumes/env/.env
set_variable OPENAI_API_BASE http://host.docker.internal:8099/v1
up llm-proxy
bootstrapped
grep -qx 'OPENAI_API_KEY=sk-of-the-provider' volumes/env/.env.litellm || die "the secret was not mirrored"
[ "$(variable OPENAI_API_KEY)" = "$key" ] || die "the key is another one"
[ "$(chat "$key" | said)" = healthy ] || die "no answer from the provider: $(chat "$key")"
ok "the provider's secret is mirrored, the key is the same, and it reaches a provider on the host"
spend() {
    about "$1" | json 'it["info"]["spend"]'
}
spent=$(spend "$key")
[ "$spent" != 0.0 ] || die "the call cost nothing"
rm volumes/env/.env.litellm
job
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
[ "$(chat "$demo" | said)" = healthy ] || die "the demo key does not work"
changed=$(about "$demo" | json 'it["info"]["max_budget"], it["info"]["models"]')
[ "$changed" = "100.0 ['openai/*', 'anthropic/*']" ] || die "/key/update: $changed"
ok "keys are issued and changed as the page says"

# ---- The admin UI --------------------------------------------------------------------------------
[ "$(login crashwise crashwise123)" = 303 ] || die "the documented name and password do not open /ui"
for path in /ui /ui/keys /ui/keys/new /ui/models /ui/models/new /ui/usage /ui/logs /ui/budgets /ui/audit /ui/alerts /ui/settings; do
    [ "$(page $path)" = 200 ] || die "$path: $(page $path)"
done
[ "$(page /ui/logs/export.csv "$work/logs.csv")" = 200 ] || die "the log cannot be exported"
grep -q gpt-4o-mini "$work/logs.csv" || die "the exported log lacks the calls"
call=$(curl -fsS "http://localhost:10999/spend/logs?api_key=$demo" -H "Authorization: Bearer $master" | json 'it[0]["request_id"]')
words=$(curl -fsS "http://localhost:10999/spend/logs/ui/$call" -H "Authorization: Bearer $master")
case $words in *"Proxy health check"*healthy*) ;; *) die "requests and answers are not stored: $words" ;; esac
ok "the UI opens with the documented name; its pages are there, logs are exported, request and answer are kept"
export UI_USERNAME=myadmin
export UI_PASSWORD=super-secret
up llm-proxy
[ "$(login myadmin super-secret)" = 303 ] || die "UI_USERNAME and UI_PASSWORD of the shell do not count"
[ "$(page /ui/keys)" = 200 ] || die "no session"
[ "$(login crashwise crashwise123)" != 303 ] || die "the documented name still opens it"
ok "UI_USERNAME and UI_PASSWORD come from the shell"
unset UI_USERNAME UI_PASSWORD

# ---- The default models --------------------------------------------------------------------------
models_of() {
    about "$1" | json '",".join(it["info"]["models"])'
}
set_variable LITELLM_DEFAULT_MODELS openai/gpt-5,openai/gpt-4o-mini
job
[ "$(models_of "$key")" = openai/gpt-5,openai/gpt-4o-mini ] || die "the key's models do not follow the defaults"
set_variable LITELLM_DEFAULT_MODELS ""
set_variable LITELLM_MODEL openai/gpt-4o-mini
job
[ "$(models_of "$key")" = openai/gpt-4o-mini ] || die "LITELLM_MODEL does not count without a list"
[ "$(variable OPENAI_API_KEY)" = "$key" ] || die "the key is another one"
ok "the key's models follow LITELLM_DEFAULT_MODELS, else LITELLM_MODEL"

# ---- A local runtime -----------------------------------------------------------------------------
set_variable OLLAMA_API_BASE http://host.docker.internal:11434
up llm-proxy
curl -fsS http://localhost:10999/model/new \
    -H "Authorization: Bearer $master" \
    -H "Content-Type: application/json" \
    -d '{"model_name": "local-llama", "litellm_params": {"model": "ollama_chat/llama3.2", "api_base": "http://host.docker.internal:11434"}}' >/dev/null
set_variable LITELLM_DEFAULT_MODELS "openai/gpt-4o-mini,local-llama,ollama/llama3.2"
job
for model in local-llama ollama/llama3.2; do
    [ "$(chat "$key" $model | said)" = "from the runtime" ] || die "$model: $(chat "$key" $model)"
done
ok "a runtime on the host answers, by a model added through the API and by the one of the configuration"

# ---- Traces --------------------------------------------------------------------------------------
# A collector that prints what it is sent, under the name of the standard one.
mkdir "$work/collector"
cat >"$work/collector/collector.pl" <<'EOF'
use IO::Socket::INET;
$| = 1;
$SIG{CHLD} = 'IGNORE';
my ($config) = map { /^--config=(.*)/ ? $1 : () } @ARGV;
open(my $file, '<', $config) or die "cannot read $config: $!";
print "exporters: ", (grep { /^  debug:/ } <$file>) ? "debug" : "none", "\n";
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 4318, Listen => 16, ReuseAddr => 1) or die $!;
while (my $client = $server->accept) {
    next if fork;
    while (defined(my $line = <$client>)) {
        my ($path) = $line =~ m{^POST (\S+)} or last;
        my $length = 0;
        while (defined($line = <$client>) && $line =~ /\S/) { $length = $1 if $line =~ /^content-length:\s*(\d+)/i }
        read($client, my $body, $length);
        print "$path ", join(' ', $body =~ /[\x20-\x7e]{4,}/g), "\n";
        print $client "HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
    }
    exit;
}
EOF
printf 'FROM %s\nCOPY collector.pl /collector.pl\nENTRYPOINT ["perl", "/collector.pl"]\n' "$run_base" >"$work/collector/Dockerfile"
standard=$(sed -n 's/^ *image: \(otel.*\)/\1/p' docker-compose.yml)
DOCKER_BUILDKIT=1 $docker build -q -t "$standard" "$work/collector" >/dev/null
export OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector:4318
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
up otel-collector llm-proxy
chat "$key" >/dev/null
for _ in $(seq 60); do
    docker-compose logs otel-collector >"$work/traces" 2>/dev/null || true
    grep -q '/v1/traces .*gen_ai.request.model' "$work/traces" && break
    sleep 0.5
done
grep -q 'exporters: debug' "$work/traces" || die "the collector's configuration is not mounted"
grep -q '/v1/traces .*gen_ai.request.model.*gpt-4o-mini' "$work/traces" || die "no traces: $(cat "$work/traces")"
! grep -q "Proxy health check" "$work/traces" || die "words are in the traces"
ok "traces reach the collector that OTEL_EXPORTER_OTLP_* of the shell name"
stops_soon "with a collector"
unset OTEL_EXPORTER_OTLP_ENDPOINT OTEL_EXPORTER_OTLP_PROTOCOL
up llm-proxy

# ---- Restart, down and up, a lost file -----------------------------------------------------------
spent=$(spend "$key")
docker-compose restart llm-proxy >>"$work/up.log" 2>&1
healthy
[ "$(spend "$key")" = "$spent" ] || die "a restart lost the spend"
docker-compose down >>"$work/up.log" 2>&1
up llm-proxy
bootstrapped
[ "$(variable OPENAI_API_KEY)" = "$key" ] && [ "$(spend "$key")" = "$spent" ] || die "down and up: key or spend changed"
ok "a restart, and down and up again, keep state and key"
sed -i 's/^OPENAI_API_KEY=.*/OPENAI_API_KEY=sk-proxy-default/' volumes/env/.env
job
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
job
ok "the master key is replaced while it runs; the job finds the new one"

stops_soon "after all of that"
docker-compose down -v >>"$work/up.log" 2>&1

# ---- With keys of one's own, as the page begins --------------------------------------------------
cp volumes/env/.env.template volumes/env/.env
master=sk-of-the-operator-0123456789abcdef
set_variable LITELLM_MASTER_KEY $master
set_variable LITELLM_SALT_KEY 0123456789abcdef0123456789abcdef
set_variable LITELLM_OPENAI_API_KEY sk-of-the-provider
set_variable OPENAI_API_BASE http://host.docker.internal:8099/v1
up llm-proxy
bootstrapped
key=$(variable OPENAI_API_KEY)
[ "$(chat "$key" | said)" = healthy ] || die "no answer with keys of one's own: $(chat "$key")"
[ "$(status $master)" = 200 ] || die "the operator's master key does not work"
[ "$($docker exec crashwise-llm-proxy cw-proxy secrets show-master -q)" = $master ] || die "another master key"
job secrets rotate-master
[ "$(status $master)" = 401 ] || die "the old master key still works"
new=$(variable LITELLM_MASTER_KEY)
[ "$(status "$new")" = 200 ] || die "the new master key is not in the environment file"
up llm-proxy
[ "$(status $master)" = 401 ] || die "a restart brings the old master key back"
[ "$(status "$new")" = 200 ] || die "a restart loses the new master key"
[ "$(chat "$key" | said)" = healthy ] || die "the agent's key works no more"
ok "with keys of one's own; the master key in the environment file is replaced by one command"
echo "$steps passed, 0 failed"
