"""Stored responses, files and batches through OpenAI's own SDK. Arguments: models whose answers can be continued."""

import os
import sys

from openai import NotFoundError, OpenAI

client = OpenAI(base_url=os.environ["CW_URL"] + "/v1", api_key=os.environ["CW_KEY"], max_retries=0)


def check(condition, told):
    if not condition:
        sys.exit(f"failed: {told}")


for model in sys.argv[1:]:
    first = client.responses.create(model=model, input="hello")
    check(first.output_text == "Hello", first)
    second = client.responses.create(model=model, input="and you?", previous_response_id=first.id)
    check(second.output_text == "Hello", second)
    again = client.responses.retrieve(first.id)
    check(again.id == first.id and again.status == "completed", again)
    with client.responses.stream(model=model, input="streamed", previous_response_id=first.id) as stream:
        for _ in stream:
            pass
        final = stream.get_final_response()
    check(final.output_text == "Hello", final)
    client.responses.delete(first.id)

kept = client.responses.create(model="claude-model", input=[{"role": "user", "content": f"item {n}"} for n in range(30)])
items = [item.content[0].text for item in client.responses.input_items.list(kept.id, order="asc", limit=7)]
check(items == [f"item {n}" for n in range(30)], items)
client.responses.delete(kept.id)
try:
    client.responses.retrieve(kept.id)
    sys.exit("failed: a deleted response is there")
except NotFoundError:
    pass

line = b'{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"openai-model","messages":[{"role":"user","content":"hi"}]}}\n'
file = client.files.create(file=("in.jsonl", line), purpose="batch")
batch = client.batches.create(input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h")
check(batch.status == "validating", batch)
done = client.batches.retrieve(batch.id)
check(done.status == "completed" and done.output_file_id, done)
check(len(client.files.content(done.output_file_id).text.splitlines()) == 2, "the output")
check([item.id for item in client.files.list()] == [file.id], "the list of files")
check([item.id for item in client.batches.list()] == [batch.id], "the list of batches")
check(client.files.delete(file.id).deleted, "the deletion")
