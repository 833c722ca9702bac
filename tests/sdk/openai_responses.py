"""The official OpenAI SDK's Responses against the proxy: whole, streamed, a tool called and answered."""

import os
import sys

import openai

client = openai.OpenAI(base_url=os.environ["CW_URL"] + "/v1", api_key=os.environ["CW_KEY"], max_retries=0)
tools = [{"type": "function", "name": "lookup", "strict": False,
          "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}}]


def check(condition, *told):
    if not condition:
        sys.exit(f"failed: {told}")


for model in sys.argv[1:]:
    said = [{"role": "user", "content": "hi"}]
    response = client.responses.create(model=model, input=said, tools=tools)
    check(response.output_text == "Hello" and response.status == "completed", model, response)
    call = next(item for item in response.output if item.type == "function_call")
    check(call.name == "lookup" and call.arguments.replace(" ", "") == '{"q":"x"}', model, call)
    check(response.usage.output_tokens_details is not None and response.usage.total_tokens == 32, model, response.usage)

    with client.responses.stream(model=model, input=said, tools=tools) as stream:
        text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        final = stream.get_final_response()
    check(text == "Hello" and final.output_text == "Hello", model, text, final)
    check(any(item.type == "function_call" for item in final.output), model, final)

    said += [item.model_dump(exclude_none=True) for item in response.output]
    said.append({"type": "function_call_output", "call_id": call.call_id, "output": "42"})
    done = client.responses.create(model=model, input=said, tools=tools)
    check(done.output_text == "Hello", model, done)
    try:
        client.responses.create(model=model, input="fail-with-429")
        check(False, "no error")
    except openai.RateLimitError as error:
        check("provider's own message" in str(error), error)
