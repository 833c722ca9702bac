// The official OpenAI and Anthropic SDKs for Node: chat, stream, tools, a schema, Responses, embeddings, errors.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages are in the folder that tests/run made, not beside this script.
const require = createRequire(process.env.CW_MODULES + "/");
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { default: OpenAI } = await load("openai");
const { zodResponseFormat } = await load("openai/helpers/zod");
const { default: Anthropic } = await load("@anthropic-ai/sdk");
const { z } = await load("zod");

const url = process.env.CW_URL;
const apiKey = process.env.CW_KEY;
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
const claude = new Anthropic({ baseURL: url, apiKey, maxRetries: 0 });
const messages = [{ role: "user", content: "hi" }];
const parameters = { type: "object", properties: { q: { type: "string" } } };
const tools = [{ type: "function", function: { name: "lookup", parameters } }];

for (const model of process.argv.slice(2)) {
  const answer = await client.chat.completions.create({ model, messages, tools });
  assert.equal(answer.choices[0].message.content, "Hello", model);
  assert.deepEqual(JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments), { q: "x" });
  assert.equal(answer.usage.total_tokens, 32, model);

  let text = "";
  let usage;
  const stream = await client.chat.completions.create({
    model, messages, stream: true, stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? "";
    usage = chunk.usage ?? usage;
  }
  assert.equal(text, "Hello", model);
  assert.equal(usage.completion_tokens, 7, model);

  const schema = z.object({ q: z.string() });
  const parsed = await client.chat.completions.parse({
    model, messages, response_format: zodResponseFormat(schema, "answer"),
  });
  assert.deepEqual(parsed.choices[0].message.parsed, { q: "x" }, model);

  const response = await client.responses.create({ model, input: "hi" });
  assert.equal(response.output_text, "Hello", model);
  const told = await client.responses.stream({ model, input: "hi" }).finalResponse();
  assert.equal(told.output_text, "Hello", model);
  assert.equal(told.usage.total_tokens, 32, model);

  const message = await claude.messages.stream({ model, max_tokens: 100, messages }).finalMessage();
  assert.equal(message.content[0].text, "Hello", model);
  assert.equal(message.usage.output_tokens, 7, model);

  await assert.rejects(
    client.chat.completions.create({ model, messages: [{ role: "user", content: "fail-with-429" }] }),
    OpenAI.RateLimitError,
  );
}

const embedded = await client.embeddings.create({ model: "chat-model", input: ["a", "b"] });
assert.equal(embedded.data.length, 2);
await assert.rejects(client.chat.completions.create({ model: "no-such-model", messages }), OpenAI.BadRequestError);
await assert.rejects(new OpenAI({ baseURL: `${url}/v1`, apiKey: "sk-wrong-wrong-wrong", maxRetries: 0 }).models.list(),
  OpenAI.AuthenticationError);
console.log("ok");
