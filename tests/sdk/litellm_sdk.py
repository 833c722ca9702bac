"""The LiteLLM SDK against the proxy, as agents use it: by its proxy provider, as an OpenAI address, and by
providers' own paths below the proxy."""

import os
import sys

import litellm

url, key = os.environ["CW_URL"], os.environ["CW_KEY"]
litellm.num_retries = 0
messages = [{"role": "user", "content": "hi"}]
tools = [{"type": "function", "function": {"name": "lookup", "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}}}]


def check(condition, *told):
    if not condition:
        sys.exit(f"failed: {told}")


def asked(model, base, **more):
    more.setdefault("messages", messages)
    return litellm.completion(model=model, api_base=base, api_key=key, max_retries=0, **more)


# What a client names, and below which path of the proxy.
CALLS = [
    ("openai/chat-model", url),
    ("openai/claude-model", url),
    ("litellm_proxy/chat-model", url),
    ("litellm_proxy/claude-model", url),
    ("litellm_proxy/gemini-model", url),
    ("anthropic/claude-sonnet-4-5", f"{url}/anthropic"),
    ("gemini/gemini-2.5-flash", f"{url}/gemini"),
    ("mistral/mistral-small-latest", f"{url}/mistral/v1"),
    ("openrouter/openai/gpt-4o", f"{url}/openrouter"),
]
for model, base in CALLS:
    answer = asked(model, base, tools=tools)
    check(answer.choices[0].message.content == "Hello", model, answer)
    check(answer.choices[0].message.tool_calls[0].function.arguments.replace(" ", "") == '{"q":"x"}', model, answer)
    check(answer.usage.total_tokens == 32, model, answer.usage)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in asked(model, base, stream=True))
    check(text == "Hello", model, text)

embedded = litellm.embedding(model="litellm_proxy/chat-model", input=["a", "b"], api_base=url, api_key=key)
check(len(embedded.data) == 2, embedded)
response = litellm.responses(model="litellm_proxy/claude-model", input="hi", api_base=url, api_key=key)
check(response.usage.output_tokens == 7, response)

for model, error in [("litellm_proxy/chat-model", litellm.RateLimitError), ("litellm_proxy/claude-model", litellm.RateLimitError)]:
    try:
        asked(model, url, messages=[{"role": "user", "content": "fail-with-429"}])
        check(False, "no error")
    except error:
        pass
try:
    litellm.completion(model="litellm_proxy/chat-model", messages=messages, api_base=url, api_key="sk-wrong-wrong-wrong", max_retries=0)
    check(False, "a wrong key was accepted")
except litellm.AuthenticationError:
    pass
print("ok")
