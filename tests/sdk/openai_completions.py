"""The official OpenAI SDK's older completions against the proxy: whole, streamed, refused."""

import os
import sys

import openai

client = openai.OpenAI(base_url=os.environ["CW_URL"] + "/v1", api_key=os.environ["CW_KEY"], max_retries=0)


def check(condition, *told):
    if not condition:
        sys.exit(f"failed: {told}")


for model in sys.argv[1:]:
    done = client.completions.create(model=model, prompt="Say hello", max_tokens=20, temperature=0)
    check(done.object == "text_completion" and done.model == model, model, done)
    check(done.choices[0].text == "Hello" and done.choices[0].finish_reason == "stop", model, done)
    check(done.usage.total_tokens == 32, model, done.usage)

    asked = client.completions.create(
        model=model, prompt="Say hello", stream=True, stream_options={"include_usage": True}
    )
    chunks = list(asked)
    text = "".join(choice.text for chunk in chunks for choice in chunk.choices)
    check(text == "Hello" and chunks[-1].usage.total_tokens == 32, model, chunks)
    ended = [choice.finish_reason for chunk in chunks for choice in chunk.choices if choice.finish_reason]
    check(ended == ["stop"], model, chunks)

    try:
        client.completions.create(model=model, prompt="fail-with-429")
        check(False, "no error")
    except openai.RateLimitError as error:
        check("provider's own message" in str(error), error)
    try:
        client.completions.create(model=model, prompt=[1, 2, 3], stream=False, best_of=2, n=2)
        # A provider of this dialect takes tokens; the others cannot be told them.
        check(model in ("chat-model", "openai-model"), model, "tokens were accepted")
    except openai.BadRequestError as error:
        check(error.body["message"], error)
