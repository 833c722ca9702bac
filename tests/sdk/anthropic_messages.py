"""The official Anthropic SDK against the proxy: whole, streamed, a tool called and answered, errors."""

import os
import sys

import anthropic

client = anthropic.Anthropic(base_url=os.environ["CW_URL"], api_key=os.environ["CW_KEY"], max_retries=0)
tools = [{"name": "lookup", "description": "d", "input_schema": {"type": "object", "properties": {"q": {"type": "string"}}}}]


def check(condition, *told):
    if not condition:
        sys.exit(f"failed: {told}")


for model in sys.argv[1:]:
    # Ollama's and Cohere's APIs tell no cached tokens that cost less.
    cached = 0 if model in ("ollama-model", "cohere-model") else 5
    said = [{"role": "user", "content": "hi"}]
    message = client.messages.create(model=model, max_tokens=100, messages=said, tools=tools)
    check(message.stop_reason == "tool_use", model, message)
    check(message.content[0].text == "Hello" and message.content[1].input == {"q": "x"}, model, message)
    check(message.usage.output_tokens == 7 and message.usage.cache_read_input_tokens == cached, model, message.usage)

    with client.messages.stream(model=model, max_tokens=100, messages=said, tools=tools) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    check(text == "Hello", model, text)
    check(final.content[1].name == "lookup" and final.content[1].input == {"q": "x"}, model, final)

    call = message.content[1]
    said += [
        {"role": "assistant", "content": message.content},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call.id, "content": "42"}]},
    ]
    done = client.messages.create(model=model, max_tokens=100, messages=said, tools=tools)
    check(done.stop_reason == "end_turn" and done.content[0].text == "Hello", model, done)

    check(client.messages.count_tokens(model=model, messages=said).input_tokens > 0, model)
    try:
        client.messages.create(model=model, max_tokens=1, messages=[{"role": "user", "content": "fail-with-429"}])
        check(False, "no error")
    except anthropic.RateLimitError as error:
        check(error.body["error"]["type"] == "rate_limit_error", error.body)
