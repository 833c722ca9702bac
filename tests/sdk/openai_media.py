"""The official OpenAI SDK against a proxy: pictures, speech, transcriptions, moderations.

Reads OPENAI_BASE_URL and OPENAI_API_KEY.
"""

import io

from openai import OpenAI

client = OpenAI(max_retries=0)

picture = client.images.generate(model="picture", prompt="a cat")
assert picture.data[0].b64_json and picture.usage.output_tokens == 100, picture

edited = client.images.edit(
    model="picture", prompt="a hat", image=[("a.png", b"\x89PNG1"), ("b.png", b"\x89PNG2")]
)
assert edited.data[0].b64_json, edited

kinds = [event.type for event in client.images.generate(model="picture", prompt="a cat", stream=True)]
assert kinds == ["image_generation.partial_image", "image_generation.completed"], kinds

with client.audio.speech.with_streaming_response.create(model="say", input="hello", voice="alloy") as spoken:
    sound = b"".join(spoken.iter_bytes())
assert sound.startswith(b"RIFF") and len(sound) > 30_000, len(sound)

written = client.audio.transcriptions.create(model="whisper", file=("a.wav", io.BytesIO(sound)))
assert written.text == "Hello.", written

words = client.audio.transcriptions.create(
    model="whisper", file=("a.wav", sound), response_format="text"
)
assert words == "Hello.\n", words

events = list(client.audio.transcriptions.create(model="scribe", file=("a.wav", sound), stream=True))
assert [event.type for event in events] == ["transcript.text.delta", "transcript.text.done"], events

judged = client.moderations.create(input="I like cats")
assert judged.results[0].flagged is False, judged
