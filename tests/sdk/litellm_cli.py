"""LiteLLM's own management client and its command line, against the proxy: what admins of LiteLLM's proxy have in
their scripts."""

import json
import os
import sys
import tempfile

home = tempfile.mkdtemp()
os.environ["HOME"] = home

import requests  # noqa: E402
from click.testing import CliRunner  # noqa: E402
from litellm.proxy.client import Client  # noqa: E402
from litellm.proxy.client.cli import cli  # noqa: E402

url, key = os.environ["CW_URL"], os.environ["CW_KEY"]
environment = {"COLUMNS": "200", "LITELLM_PROXY_URL": url, "LITELLM_PROXY_API_KEY": key}
# The program `lite` in this process: it takes seconds to start.
runner = CliRunner(env=environment)


def check(condition, *told):
    if not condition:
        sys.exit(f"line {sys._getframe(1).f_lineno} failed: {told}")


def lite(*arguments, stdin=""):
    ran = runner.invoke(cli, list(arguments), input=stdin)
    check(ran.exit_code == 0, arguments, ran.output, ran.exception)
    return ran.output


def told(*arguments):
    return json.loads(lite(*arguments))


# Keys.
made = told(
    "keys", "generate", "--models", "chat-model,claude-model", "--aliases", '{"fast":"chat-model"}', "--spend", "1",
    "--duration", "24h", "--key-alias", "from-the-command", "--user-id", "alice",
)  # fmt: skip
check(made["key"].startswith("sk-") and made["models"] == ["chat-model", "claude-model"], made)
check("from-the-command" in lite("keys", "list", "--key-alias", "from-the-command"))
client = Client(base_url=url, api_key=key)
check(client.keys.info(made["key"])["info"]["aliases"] == {"fast": "chat-model"})
client.keys.update(made["key"], models=["chat-model"])
check(client.keys.info(made["key"])["info"]["models"] == ["chat-model"])
check("from-the-command" in lite("keys", "import", "--source-base-url", url, "--source-api-key", key, "--dry-run"))
check(told("keys", "delete", "--key-aliases", "from-the-command") == {"deleted_keys": ["from-the-command"]})
check(client.keys.list(key_alias="from-the-command")["keys"] == [])

# Models.
added = told("models", "add", "added", "-p", "model=openai/gpt-4o", "-p", "api_key=k", "-i", "description=ours")
identifier = added["model_info"]["id"]
check("added" in lite("models", "list") and "openai/gpt-4o" in lite("models", "info"))
updated = told("models", "update", identifier, "-p", "model=openai/gpt-4o-mini")
check(updated["litellm_params"]["model"] == "openai/gpt-4o-mini", updated)
check(updated["model_info"]["description"] == "ours", updated)
check(told("models", "get", "--name", "added")["model_info"]["id"] == identifier)
check("input" in lite("model-groups", "list").lower())
lite("models", "delete", identifier)
file = os.path.join(home, "models.yaml")
with open(file, "w") as out:
    out.write("model_list:\n  - model_name: imported\n    litellm_params: {model: openai/gpt-4o, api_key: k}\n")
check("imported" in lite("models", "import", file))
check("imported" in lite("models", "list") and '"added"' not in lite("models", "list"))

# Users, teams, credentials, and whatever has no command of its own.
user = told("users", "create", "--email", "a@example.com", "--role", "internal_user", "--alias", "Al", "--max-budget", "5")
check(user["max_budget"] == 5 and told("users", "get", "--id", user["user_id"])["user_info"]["user_email"] == "a@example.com")
check("a@example.com" in lite("users", "list"))
lite("users", "delete", user["user_id"])
team = told("http", "request", "POST", "/team/new", "-j", '{"team_alias":"from-http"}')
check("from-http" in lite("teams", "list"), team)
check("No available teams" in lite("teams", "available"))
info, values = '{"custom_llm_provider":"openai"}', '{"api_key":"sk-canary-123456"}'
check(told("credentials", "create", "named", "--info", info, "--values", values)["success"])
check("canary" not in lite("credentials", "get", "named") and "openai" in lite("credentials", "list"))
lite("credentials", "update", "named", "--display-name", "Ours")
check(told("credentials", "get", "named")["display_name"] == "Ours")
check(told("credentials", "delete", "named")["success"])
check(told("encryption", "migrate", "--dry-run")["total_undecryptable"] == 0)
check(told("http", "request", "GET", "/health/readiness")["status"] == "healthy")

# A conversation, and the report of a session: a stream is told as the answer that it adds up to.
check("Hello" in lite("chat", "chat-model", stdin="hi\n"))
asked = {"model": "claude-model", "max_tokens": 99, "messages": [{"role": "user", "content": "What is said?"}]}
for path, body in [("/v1/messages", asked), ("/v1/chat/completions", {**asked, "model": "chat-model"})]:
    headers = {"Authorization": f"Bearer {key}", "x-litellm-session-id": "a-session"}
    answer = requests.post(url + path, json={**body, "stream": True}, headers=headers, timeout=30)
    check(answer.ok and answer.text.count("data:") > 2, answer.text)
report = lite("debug", "claude", "--session-id", "a-session", "--no-save")
check("What is said?" in report and '"stop_reason": "' in report and '"finish_reason": "' in report, report)
check('"message"' in report and "data:" not in report, report)
