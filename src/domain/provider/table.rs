//! The rows.

use super::{Auth, Dialect, Messages, Provider, Quirks, Rerank};

/// Whatever a message holds.
const ANY_MESSAGE: Messages = Messages {
    members: &[],
    cache_marks: true,
    call_id_chars: 0,
    flat_text: false,
};

/// The same without marks for the prompt cache.
const UNMARKED: Messages = Messages {
    cache_marks: false,
    ..ANY_MESSAGE
};

/// Texts as texts.
const FLAT: Messages = Messages {
    flat_text: true,
    ..ANY_MESSAGE
};

/// Reranking as most servers take it, after Cohere's first version (vLLM "Re-rank API", Infinity's
/// OpenAPI page, Together's "Create a rerank request").
const RERANK: Rerank = Rerank {
    top: "top_n",
    objects: true,
    returns: true,
    rank_fields: true,
};

/// Cohere's second version takes texts alone, and gives none back (Cohere API reference, "Rerank v2").
const COHERE_RERANK: Rerank = Rerank {
    objects: false,
    returns: false,
    rank_fields: false,
    ..RERANK
};

/// Voyage AI's API reference, "Rerankers".
const VOYAGE_RERANK: Rerank = Rerank {
    top: "top_k",
    objects: false,
    rank_fields: false,
    ..RERANK
};

/// Jina's API reference, "Reranker API".
const JINA_RERANK: Rerank = Rerank {
    rank_fields: false,
    ..RERANK
};

/// Cohere's own dialect.
const COHERE: Quirks = Quirks {
    rerank: COHERE_RERANK,
    ..PLAIN
};

/// OpenAI's shapes with nothing to note.
const PLAIN: Quirks = Quirks {
    stream_usage: true,
    renames: &[],
    unsupported: &[],
    refused_by: &[],
    words: &[],
    temperature_max: None,
    messages: ANY_MESSAGE,
    body: &[],
    reasoning_families: false,
    developer_role: false,
    responses: false,
    messages_path: None,
    raw_predict: false,
    rerank: RERANK,
    model_prefix: "",
};

/// Knows the length limit only by its older name.
const OLD_MAX: Quirks = Quirks {
    renames: &[("max_completion_tokens", "max_tokens")],
    ..PLAIN
};

/// Mistral's API refuses members that it does not know, in the body and in messages, and ids of calls
/// that are not like its own; it sends usage with every stream unasked (Mistral API reference, "Chat").
const MISTRAL: Quirks = Quirks {
    stream_usage: false,
    renames: &[
        ("max_completion_tokens", "max_tokens"),
        ("seed", "random_seed"),
        ("dimensions", "output_dimension"),
    ],
    words: &[("tool_choice", r#""required""#, r#""any""#)],
    unsupported: &[
        "audio",
        "logit_bias",
        "logprobs",
        "modalities",
        "safety_identifier",
        "service_tier",
        "store",
        "top_logprobs",
        "user",
        "verbosity",
        "web_search_options",
    ],
    messages: Messages {
        members: &["role", "content", "prefix", "tool_calls", "tool_call_id"],
        cache_marks: false,
        call_id_chars: 9,
        flat_text: false,
    },
    ..PLAIN
};

/// What xAI's reasoning models refuse (xAI guide "Reasoning").
const XAI_REASONING: &[&str] = &["frequency_penalty", "presence_penalty", "stop"];

/// OpenAI's own models.
const OPENAI: Quirks = Quirks {
    reasoning_families: true,
    developer_role: true,
    responses: true,
    messages: UNMARKED,
    ..PLAIN
};

/// A service that speaks OpenAI's dialect and wants a bearer key.
const fn hosted(name: &'static str, base: &'static str) -> Provider {
    Provider {
        name,
        dialect: Dialect::OpenAi,
        base_url: Some(base),
        base_suffix: "",
        key_env: &[],
        base_env: &[],
        auth: Auth::Bearer,
        header_env: &[],
        quirks: PLAIN,
    }
}

/// The same, for services whose documentation names only `max_tokens`.
const fn older(name: &'static str, base: &'static str) -> Provider {
    Provider {
        quirks: OLD_MAX,
        ..hosted(name, base)
    }
}

/// A runtime on one's own machine, without a key unless one is set.
const fn local(name: &'static str, base_url: Option<&'static str>) -> Provider {
    Provider {
        base_url,
        auth: Auth::OptionalBearer,
        ..older(name, "")
    }
}

/// A provider of another dialect.
const fn other(
    name: &'static str,
    dialect: Dialect,
    base_url: Option<&'static str>,
    auth: Auth,
) -> Provider {
    Provider {
        dialect,
        base_url,
        auth,
        ..hosted(name, "")
    }
}

/// Anthropic's models on Vertex AI (Vertex AI, "Use Anthropic's Claude models").
pub(super) static VERTEX_CLAUDE: Provider = Provider {
    quirks: Quirks {
        raw_predict: true,
        ..PLAIN
    },
    ..other(
        "vertex_ai",
        Dialect::Anthropic,
        None,
        Auth::Header("x-goog-api-key"),
    )
};

/// Others' models on Vertex AI that are served in OpenAI's shape (Vertex AI, "Call open models with the
/// Chat Completions API").
pub(super) static VERTEX_OPEN: Provider = other(
    "vertex_ai",
    Dialect::OpenAi,
    None,
    Auth::Header("x-goog-api-key"),
);

/// Every provider that can be named before the slash in `provider/model`.
///
/// Each also reads `<PROVIDER>_API_KEY` and `<PROVIDER>_API_BASE`; rows list what comes before these.
pub const PROVIDERS: &[Provider] = &[
    Provider {
        // The task agent's virtual key travels as OPENAI_API_KEY in the same environment file that
        // holds the provider's keys, so the variable that can only mean the provider comes first.
        key_env: &["LITELLM_OPENAI_API_KEY", "OPENAI_API_KEY"],
        header_env: &[("OpenAI-Organization", "OPENAI_ORGANIZATION")],
        quirks: OPENAI,
        base_env: &["OPENAI_BASE_URL", "OPENAI_API_BASE"],
        ..hosted("openai", "https://api.openai.com/v1")
    },
    Provider {
        key_env: &["LITELLM_OPENAI_API_KEY", "OPENAI_API_KEY"],
        header_env: &[("OpenAI-Organization", "OPENAI_ORGANIZATION")],
        base_env: &["OPENAI_BASE_URL", "OPENAI_API_BASE"],
        ..hosted("text-completion-openai", "https://api.openai.com/v1")
    },
    Provider {
        base_url: None,
        auth: Auth::OptionalBearer,
        ..hosted("openai_like", "")
    },
    Provider {
        base_url: None,
        auth: Auth::OptionalBearer,
        ..hosted("custom_openai", "")
    },
    // Other dialects.
    Provider {
        key_env: &["AZURE_OPENAI_API_KEY", "AZURE_API_KEY"],
        quirks: OPENAI,
        ..other("azure", Dialect::Azure, None, Auth::Header("api-key"))
    },
    Provider {
        key_env: &["AZURE_AI_API_KEY"],
        ..other("azure_ai", Dialect::Azure, None, Auth::Header("api-key"))
    },
    Provider {
        base_suffix: "/v1",
        key_env: &["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"],
        base_env: &["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"],
        ..other(
            "anthropic",
            Dialect::Anthropic,
            Some("https://api.anthropic.com/v1"),
            Auth::Header("x-api-key"),
        )
    },
    Provider {
        key_env: &["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        ..other(
            "gemini",
            Dialect::Gemini,
            Some("https://generativelanguage.googleapis.com/v1beta"),
            Auth::Header("x-goog-api-key"),
        )
    },
    other(
        "vertex_ai",
        Dialect::Gemini,
        None,
        Auth::Header("x-goog-api-key"),
    ),
    other(
        "vertex_ai_beta",
        Dialect::Gemini,
        None,
        Auth::Header("x-goog-api-key"),
    ),
    Provider {
        key_env: &["AWS_BEARER_TOKEN_BEDROCK"],
        base_env: &["AWS_BEDROCK_RUNTIME_ENDPOINT"],
        ..other("bedrock", Dialect::Bedrock, None, Auth::Other)
    },
    Provider {
        key_env: &["AWS_BEARER_TOKEN_BEDROCK"],
        base_env: &["AWS_BEDROCK_RUNTIME_ENDPOINT"],
        ..other("bedrock_converse", Dialect::Bedrock, None, Auth::Other)
    },
    Provider {
        base_suffix: "/v2",
        key_env: &["COHERE_API_KEY", "CO_API_KEY"],
        quirks: COHERE,
        ..other(
            "cohere",
            Dialect::Cohere,
            Some("https://api.cohere.com/v2"),
            Auth::Bearer,
        )
    },
    Provider {
        base_suffix: "/v2",
        key_env: &["COHERE_API_KEY", "CO_API_KEY"],
        base_env: &["COHERE_API_BASE"],
        quirks: COHERE,
        ..other(
            "cohere_chat",
            Dialect::Cohere,
            Some("https://api.cohere.com/v2"),
            Auth::Bearer,
        )
    },
    // One's own machine.
    Provider {
        base_suffix: "/v1",
        ..local("ollama", Some("http://localhost:11434/v1"))
    },
    // The same server by its own API, which knows more than its OpenAI surface (`think`, `num_ctx`).
    Provider {
        dialect: Dialect::Ollama,
        key_env: &["OLLAMA_API_KEY"],
        base_env: &["OLLAMA_API_BASE"],
        ..local("ollama_chat", Some("http://localhost:11434"))
    },
    Provider {
        quirks: PLAIN,
        ..local("hosted_vllm", None)
    },
    Provider {
        quirks: PLAIN,
        ..local("litellm_proxy", None)
    },
    // An inference server for embeddings and rerankers.
    local("infinity", None),
    local("lm_studio", None),
    local("llamafile", Some("http://127.0.0.1:8080/v1")),
    local("lemonade", Some("http://localhost:8000/api/v1")),
    local(
        "docker_model_runner",
        Some("http://localhost:22088/engines/llama.cpp"),
    ),
    local("xinference", Some("http://127.0.0.1:9997/v1")),
    // Services with something to note.
    Provider {
        quirks: MISTRAL,
        ..hosted("mistral", "https://api.mistral.ai/v1")
    },
    Provider {
        quirks: MISTRAL,
        ..hosted("codestral", "https://codestral.mistral.ai/v1")
    },
    Provider {
        // Refuses members of messages that it does not know, names among them (Groq guide "OpenAI
        // Compatibility").
        quirks: Quirks {
            unsupported: &["logit_bias", "logprobs", "n", "top_logprobs"],
            messages: Messages {
                members: &["role", "content", "reasoning", "tool_calls", "tool_call_id"],
                cache_marks: false,
                ..ANY_MESSAGE
            },
            ..OLD_MAX
        },
        ..hosted("groq", "https://api.groq.com/openai/v1")
    },
    Provider {
        quirks: Quirks {
            body: &[("usage", r#"{"include":true}"#)],
            ..PLAIN
        },
        header_env: &[("HTTP-Referer", "OR_SITE_URL"), ("X-Title", "OR_APP_NAME")],
        key_env: &["OPENROUTER_API_KEY", "OR_API_KEY"],
        ..hosted("openrouter", "https://openrouter.ai/api/v1")
    },
    Provider {
        quirks: Quirks {
            model_prefix: "accounts/fireworks/models/",
            messages: Messages {
                members: &[
                    "role",
                    "content",
                    "name",
                    "reasoning_content",
                    "tool_calls",
                    "tool_call_id",
                ],
                cache_marks: false,
                ..ANY_MESSAGE
            },
            ..OLD_MAX
        },
        key_env: &[
            "FIREWORKS_API_KEY",
            "FIREWORKS_AI_API_KEY",
            "FIREWORKSAI_API_KEY",
            "FIREWORKS_AI_TOKEN",
        ],
        base_env: &["FIREWORKS_API_BASE"],
        ..hosted("fireworks_ai", "https://api.fireworks.ai/inference/v1")
    },
    Provider {
        // Every chunk carries usage already; tools are not for these models.
        quirks: Quirks {
            stream_usage: false,
            unsupported: &[
                "logit_bias",
                "n",
                "parallel_tool_calls",
                "seed",
                "tool_choice",
                "tools",
            ],
            ..OLD_MAX
        },
        key_env: &["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"],
        ..hosted("perplexity", "https://api.perplexity.ai")
    },
    Provider {
        quirks: Quirks {
            unsupported: &["frequency_penalty", "logit_bias", "presence_penalty"],
            ..PLAIN
        },
        ..hosted("cerebras", "https://api.cerebras.ai/v1")
    },
    Provider {
        auth: Auth::Header("api-subscription-key"),
        ..older("sarvam", "https://api.sarvam.ai/v1")
    },
    Provider {
        base_url: None,
        ..older("databricks", "")
    },
    Provider {
        quirks: Quirks {
            refused_by: &[
                ("non-reasoning", &[]),
                ("grok-3-mini", XAI_REASONING),
                ("grok-4", XAI_REASONING),
                ("grok-code", XAI_REASONING),
            ],
            ..PLAIN
        },
        ..hosted("xai", "https://api.x.ai/v1")
    },
    Provider {
        // DeepSeek guide "Anthropic API": the key travels as at its own dialect.
        quirks: Quirks {
            messages: FLAT,
            messages_path: Some("/anthropic/v1"),
            ..OLD_MAX
        },
        ..hosted("deepseek", "https://api.deepseek.com/beta")
    },
    Provider {
        // Its models that think refuse to be made to call a tool.
        quirks: Quirks {
            words: &[("tool_choice", r#""required""#, r#""auto""#)],
            temperature_max: Some(1.0),
            messages: FLAT,
            ..OLD_MAX
        },
        ..hosted("moonshot", "https://api.moonshot.ai/v1")
    },
    Provider {
        quirks: Quirks {
            renames: &[("dimensions", "output_dimension")],
            rerank: VOYAGE_RERANK,
            ..PLAIN
        },
        ..hosted("voyage", "https://api.voyageai.com/v1")
    },
    // Services with nothing more to note.
    older("nvidia_nim", "https://integrate.api.nvidia.com/v1"),
    older("sambanova", "https://api.sambanova.ai/v1"),
    older("deepinfra", "https://api.deepinfra.com/v1/openai"),
    Provider {
        key_env: &[
            "TOGETHER_API_KEY",
            "TOGETHER_AI_API_KEY",
            "TOGETHERAI_API_KEY",
            "TOGETHER_AI_TOKEN",
        ],
        ..older("together_ai", "https://api.together.ai/v1")
    },
    older(
        "dashscope",
        "https://dashscope.aliyuncs.com/compatible-mode/v1",
    ),
    older("zai", "https://api.z.ai/api/paas/v4"),
    older("minimax", "https://api.minimax.io/v1"),
    older("volcengine", "https://ark.cn-beijing.volces.com/api/v3"),
    older("novita", "https://api.novita.ai/v3/openai"),
    hosted("nebius", "https://api.studio.nebius.ai/v1"),
    hosted("hyperbolic", "https://api.hyperbolic.xyz/v1"),
    Provider {
        key_env: &["LAMBDA_API_KEY"],
        base_env: &["LAMBDA_API_BASE"],
        ..hosted("lambda_ai", "https://api.lambda.ai/v1")
    },
    older("featherless_ai", "https://api.featherless.ai/v1"),
    hosted("baseten", "https://inference.baseten.co/v1"),
    Provider {
        key_env: &["FRIENDLIAI_API_KEY", "FRIENDLI_TOKEN"],
        base_env: &["FRIENDLI_API_BASE"],
        ..hosted("friendliai", "https://api.friendli.ai/serverless/v1")
    },
    hosted("github", "https://models.inference.ai.azure.com"),
    Provider {
        key_env: &["VERCEL_AI_GATEWAY_API_KEY", "VERCEL_OIDC_TOKEN"],
        ..hosted("vercel_ai_gateway", "https://ai-gateway.vercel.sh/v1")
    },
    Provider {
        key_env: &["HUGGINGFACE_API_KEY", "HF_TOKEN"],
        ..hosted("huggingface", "https://router.huggingface.co/v1")
    },
    Provider {
        quirks: Quirks {
            rerank: JINA_RERANK,
            ..PLAIN
        },
        ..hosted("jina_ai", "https://api.jina.ai/v1")
    },
    hosted("wandb", "https://api.inference.wandb.ai/v1"),
    Provider {
        key_env: &["LLAMA_API_KEY"],
        base_env: &["LLAMA_API_BASE"],
        ..hosted("meta_llama", "https://api.llama.com/compat/v1")
    },
    hosted("v0", "https://api.v0.dev/v1"),
    hosted("morph", "https://api.morphllm.com/v1"),
    hosted("inception", "https://api.inceptionlabs.ai/v1"),
    hosted("aiml", "https://api.aimlapi.com/v1"),
    hosted("nscale", "https://inference.api.nscale.com/v1"),
    hosted(
        "ovhcloud",
        "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1",
    ),
    hosted("gradient_ai", "https://inference.do-ai.run/v1"),
    hosted("modelscope", "https://api-inference.modelscope.cn/v1"),
    hosted("tencent", "https://tokenhub-intl.tencentcloudmaas.com/v1"),
    hosted("tencent_cloud", "https://tokenhub.tencentmaas.com/v1"),
    hosted("galadriel", "https://api.galadriel.com/v1"),
    hosted("empower", "https://app.empower.dev/api/v1"),
    hosted("anyscale", "https://api.endpoints.anyscale.com/v1"),
    Provider {
        key_env: &["AI21_API_KEY"],
        base_env: &["AI21_API_BASE"],
        ..older("ai21_chat", "https://api.ai21.com/studio/v1")
    },
    older("ai21", "https://api.ai21.com/studio/v1"),
    Provider {
        key_env: &["COMETAPI_KEY", "COMETAPI_API_KEY"],
        base_env: &["COMETAPI_BASE_URL"],
        ..hosted("cometapi", "https://api.cometapi.com/v1")
    },
    hosted("clarifai", "https://api.clarifai.com/v2/ext/openai/v1"),
    older("publicai", "https://api.publicai.co/v1"),
    hosted("helicone", "https://ai-gateway.helicone.ai"),
    Provider {
        key_env: &["VENICE_AI_API_KEY"],
        ..hosted("veniceai", "https://api.venice.ai/api/v1")
    },
    older("xiaomi_mimo", "https://api.xiaomimimo.com/v1"),
    Provider {
        key_env: &["SCW_SECRET_KEY"],
        ..hosted("scaleway", "https://api.scaleway.ai/v1")
    },
    older("synthetic", "https://api.synthetic.new/openai/v1"),
    Provider {
        key_env: &["STIMA_API_KEY"],
        ..older("apertis", "https://api.stima.tech/v1")
    },
    Provider {
        key_env: &["NANOGPT_API_KEY"],
        ..older("nano-gpt", "https://nano-gpt.com/api/v1")
    },
    older("poe", "https://api.poe.com/v1"),
    older("chutes", "https://llm.chutes.ai/v1"),
    hosted("abliteration", "https://api.abliteration.ai/v1"),
    older("llamagate", "https://api.llamagate.dev/v1"),
    hosted("gmi", "https://api.gmi-serving.com/v1"),
    hosted("assemblyai", "https://llm-gateway.assemblyai.com/v1"),
    older(
        "charity_engine",
        "https://api.charityengine.services/remotejobs/v2/inference",
    ),
    hosted("aihubmix", "https://aihubmix.com/v1"),
    hosted("salad_cloud", "https://ai.salad.cloud/v1"),
    older(
        "crusoe",
        "https://managed-inference-api-proxy.crusoecloud.com/v1",
    ),
];
