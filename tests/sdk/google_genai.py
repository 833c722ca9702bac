"""Google's official SDK against the proxy: whole, streamed, a tool called and answered, errors."""

import os
import sys

from google import genai
from google.genai import errors, types

options = types.HttpOptions(base_url=os.environ["CW_URL"], retry_options=types.HttpRetryOptions(attempts=1))
client = genai.Client(api_key=os.environ["CW_KEY"], http_options=options)
lookup = types.FunctionDeclaration(
    name="lookup", description="d",
    parameters_json_schema={"type": "object", "properties": {"q": {"type": "string"}}})
config = types.GenerateContentConfig(
    tools=[types.Tool(function_declarations=[lookup])],
    automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True))


def check(condition, *told):
    if not condition:
        sys.exit(f"failed: {told}")


for model in sys.argv[1:]:
    answer = client.models.generate_content(model=model, contents="hi", config=config)
    call = answer.function_calls[0]
    check(call.name == "lookup" and call.args == {"q": "x"}, model, answer)
    check("Hello" in answer.candidates[0].content.parts[0].text, model, answer)
    check(answer.usage_metadata.total_token_count == 32, model, answer.usage_metadata)

    pieces = list(client.models.generate_content_stream(model=model, contents="hi", config=config))
    parts = [part for piece in pieces for part in (piece.candidates[0].content.parts or [])]
    check("".join(part.text or "" for part in parts) == "Hello", model, pieces)
    check(any(part.function_call for part in parts), model, pieces)

    turns = [
        types.Content(role="user", parts=[types.Part(text="hi")]),
        answer.candidates[0].content,
        types.Content(role="user", parts=[types.Part.from_function_response(name="lookup", response={"n": 42})]),
    ]
    done = client.models.generate_content(model=model, contents=turns, config=config)
    check(done.text == "Hello", model, done)
    check(client.models.count_tokens(model=model, contents="hi").total_tokens > 0, model)
    try:
        client.models.generate_content(model=model, contents="fail-with-429")
        check(False, "no error")
    except errors.ClientError as error:
        check(error.code == 429 and error.status == "RESOURCE_EXHAUSTED", error)
