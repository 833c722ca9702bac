"""LangChain's OpenAI and Anthropic clients against the proxy: whole, streamed, with a tool and a schema."""

import os
import sys

from langchain_anthropic import ChatAnthropic
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

url, key = os.environ["CW_URL"], os.environ["CW_KEY"]


@tool
def lookup(q: str) -> str:
    """Looks something up."""
    return q


class Answer(BaseModel):
    """An answer."""

    q: str


def check(condition, *told):
    if not condition:
        sys.exit(f"failed: {told}")


for model in sys.argv[1:]:
    clients = [
        ChatOpenAI(model=model, base_url=f"{url}/v1", api_key=key, max_retries=0, stream_usage=True),
        ChatAnthropic(model=model, base_url=url, api_key=key, max_retries=0, max_tokens=100),
    ]
    for client in clients:
        answer = client.invoke("hi")
        check(answer.text == "Hello", model, answer)
        check(answer.usage_metadata["output_tokens"] == 7, model, answer.usage_metadata)
        chunks = list(client.stream("hi"))
        check("".join(chunk.text for chunk in chunks) == "Hello", model, chunks)
        called = client.bind_tools([lookup]).invoke("hi")
        check(called.tool_calls[0]["args"] == {"q": "x"}, model, called)
    parsed = clients[0].with_structured_output(Answer, method="json_schema").invoke("hi")
    check(parsed == Answer(q="x"), model, parsed)

vectors = OpenAIEmbeddings(model="chat-model", base_url=f"{url}/v1", api_key=key, check_embedding_ctx_length=False)
check(len(vectors.embed_documents(["a", "b"])) == 2)
print("ok")
