#!/usr/bin/env python3
"""Writes price_table.tsv from the model price map that the PyPI package `litellm` ships.

    pip download --no-deps litellm==VERSION -d /tmp/litellm
    unzip /tmp/litellm/litellm-*.whl 'litellm/*backup.json' -d /tmp/litellm
    price_table.py /tmp/litellm/litellm/model_prices_and_context_window_backup.json VERSION DAY > price_table.tsv

DAY is that of the price map, as YYYY-MM-DD. Only facts are taken: prices, limits, modes, capability flags, a few short texts. The output depends on nothing but
the input, so a new version shows up as a reviewable diff.
"""

import json
import re
import sys

# Columns of their own; everything else numeric goes to the numbers column.
LIMITS = ["max_input_tokens", "max_output_tokens", "max_tokens", "rpm", "tpm"]
# The short texts the gateway can act on. Values hold neither spaces nor tabs.
TEXTS = [
    "bedrock_output_config_effort_ceiling",
    "default_reasoning_effort",
    "deprecation_date",
    "reasoning_effort_levels",
    "web_search_billing_unit",
]
# Objects whose numbers are prices, limits or multipliers.
NESTED = [
    "guardrail_cost_per_unit",
    "off_peak_pricing",
    "provider_specific_entry",
    "search_context_cost_per_query",
    "search_free_requests",
]
NOT_MODELS = {"sample_spec", "fallback_generalizations"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number(value):
    """The shortest text that reads back as the same number: 2.5e-6, 0.04, 128000."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    mantissa, _, exponent = repr(float(value)).partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def tiers(tier_list):
    """`tiered_pricing` as flat fields: tiered_pricing.LOW-HIGH.input_cost_per_token."""
    for tier in tier_list:
        kind = "range" if "range" in tier else "max_results_range"
        low, high = (number(bound) for bound in tier[kind])
        label = f"{low}-{high}" if kind == "range" else f"results_{low}-{high}"
        for name, value in tier.items():
            if name != kind:
                yield f"tiered_pricing.{label}.{name}", value


def numbers(entry):
    for name, value in entry.items():
        if name in LIMITS:
            continue
        if is_number(value):
            yield name, value
        elif name == "tiered_pricing":
            yield from tiers(value)
        elif name in NESTED:
            yield from ((f"{name}.{inner}", v) for inner, v in value.items() if is_number(v))


def texts(entry):
    for name in TEXTS:
        value = entry.get(name)
        if value is not None:
            yield name, ",".join(value) if isinstance(value, list) else str(value)
    windows = entry.get("off_peak_pricing", {}).get("windows")
    if windows:
        yield "off_peak_pricing.windows", json.dumps(windows, separators=(",", ":"), sort_keys=True)


def codes(names):
    """A short code for each name: the first letters of its words, numbers kept whole, then a digit if taken."""
    taken = {}
    for name in sorted(names):
        words = re.findall(r"[0-9.]+[a-zA-Z]*|[a-zA-Z]", re.sub(r"([a-zA-Z])[a-zA-Z]+", r"\1_", name))
        stem = code = "".join(words).replace(".", "").lower()
        extra = 1
        while code in taken.values():
            extra += 1
            code = f"{stem}~{extra}"
        taken[name] = code
    return taken


def pairs(items, short):
    return " ".join(f"{short.get(name, name)}={value}" for name, value in sorted(items))


def main():
    path, version, day = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        models = {key: entry for key, entry in json.load(file).items() if key not in NOT_MODELS}

    flag_names = {n for e in models.values() for n, v in e.items() if isinstance(v, bool)}
    number_names = {n for e in models.values() for n, _ in numbers(e)}
    flag_codes, number_codes = codes(flag_names), codes(number_names)

    out = [
        f"# Facts about models from the price map of litellm {version} (PyPI) as of {day}, written by price_table.py.",
        "# key, provider, mode, " + ", ".join(LIMITS) + ", flags (! is false), numbers, texts",
        "flags\t" + " ".join(f"{code}={name}" for name, code in sorted(flag_codes.items())),
        "numbers\t" + " ".join(f"{code}={name}" for name, code in sorted(number_codes.items())),
    ]
    for key, entry in sorted(models.items()):
        flags = sorted((n, v) for n, v in entry.items() if isinstance(v, bool))
        row = [
            key,
            entry.get("litellm_provider") or "",
            entry.get("mode") or "",
            *(number(entry[name]) if is_number(entry.get(name)) else "" for name in LIMITS),
            " ".join(("" if value else "!") + flag_codes[name] for name, value in flags),
            pairs(((name, number(value)) for name, value in numbers(entry)), number_codes),
            pairs(texts(entry), {}),
        ]
        assert not any(c in cell for cell in row for c in "\t\n"), key
        assert all(" " not in text for _, text in texts(entry)), key
        out.append("\t".join(row).rstrip("\t"))
    print("\n".join(out))


if __name__ == "__main__":
    main()
