"""The official OpenAI SDK against the proxy; address and key come from its own variables."""
import openai

client = openai.OpenAI(max_retries=0)
messages = [{"role": "user", "content": "hi"}]

answer = client.chat.completions.create(model="plain", messages=messages)
assert answer.model == "plain" and answer.choices[0].message.content, answer
assert answer.usage.total_tokens == 50, answer.usage

chunks = list(client.chat.completions.create(model="plain", messages=messages, stream=True))
assert all(chunk.usage is None for chunk in chunks), "usage only for who asks"
assert chunks[-1].choices[0].finish_reason == "stop", chunks[-1]

asked = client.chat.completions.create(
    model="plain", messages=messages, stream=True, stream_options={"include_usage": True}
)
assert list(asked)[-1].usage.total_tokens == 50

tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}
called = client.chat.completions.create(model="gpt", messages=messages, tools=[tool])
assert called.choices[0].message.tool_calls, called

assert {"gpt", "plain"} <= {model.id for model in client.models.list()}

try:
    client.chat.completions.create(model="nope", messages=messages)
    raise SystemExit("an unknown model was accepted")
except openai.BadRequestError as error:
    assert "Invalid model name passed in model=nope" in str(error), error
try:
    openai.OpenAI(api_key="sk-wrong-wrong-wrong", max_retries=0).models.list()
    raise SystemExit("a wrong key was accepted")
except openai.AuthenticationError:
    pass
print("ok")
