"""Writes a llama model with random weights as a GGUF file: tiny, but llama.cpp really runs it.

Usage: make_tiny_gguf.py FILE
"""

import sys

import gguf
import numpy

WIDTH, HEADS, LAYERS, INNER, CONTEXT = 64, 4, 2, 128, 2048


def vocabulary():
    """Control tokens, all bytes, a space, and printable ASCII: any text can be read and written."""
    control = gguf.TokenType.CONTROL
    yield "<unk>", gguf.TokenType.UNKNOWN
    yield "<s>", control
    yield "</s>", control
    for byte in range(256):
        yield f"<0x{byte:02X}>", gguf.TokenType.BYTE
    # The tokenizer writes a space as this sign.
    yield "\u2581", gguf.TokenType.NORMAL
    for code in range(32, 127):
        yield chr(code), gguf.TokenType.NORMAL


def tensors(words):
    """Names and shapes as llama.cpp looks for them."""
    yield "token_embd.weight", (words, WIDTH)
    yield "output_norm.weight", (WIDTH,)
    yield "output.weight", (words, WIDTH)
    for layer in range(LAYERS):
        for name in ("attn_norm", "ffn_norm"):
            yield f"blk.{layer}.{name}.weight", (WIDTH,)
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            yield f"blk.{layer}.{name}.weight", (WIDTH, WIDTH)
        for name in ("ffn_gate", "ffn_up"):
            yield f"blk.{layer}.{name}.weight", (INNER, WIDTH)
        yield f"blk.{layer}.ffn_down.weight", (WIDTH, INNER)


def main(path):
    pieces, kinds = zip(*vocabulary())
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny-random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(pieces))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([piece.encode() for piece in pieces])
    # Falling scores: where several tokens fit, the first one in the list wins.
    writer.add_token_scores([-float(index) for index in range(len(pieces))])
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(
        "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"
    )
    # A fixed seed: every run gives the same model.
    random = numpy.random.default_rng(20)
    for name, shape in tensors(len(pieces)):
        norm = "norm" in name
        weights = numpy.ones(shape) if norm else random.normal(0, 0.05, shape)
        writer.add_tensor(name, weights.astype(numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(sys.argv[1])
