
use builtin;
use str;

set edit:completion:arg-completer[cw-proxy] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'cw-proxy'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'cw-proxy'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand serve 'Run the gateway'
            cand key 'Virtual keys'
            cand model 'Models'
            cand health 'Ask a running proxy how it is; the container''s health check'
            cand audit 'The books'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual, or write a page for each command'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;serve'= {
            cand --host 'Address to listen on [default: 0.0.0.0]'
            cand --port 'Port to listen on; 0 takes any free one [default: 4000]'
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand --check 'Check configuration and models, show what is in force and where it came from, then exit'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;key'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand generate 'Make a key; its secret is shown once'
            cand update 'Change a key'
            cand list 'List keys and what they spent'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;key;generate'= {
            cand --alias 'A name for it, unique among live keys'
            cand --models 'Models it may call, separated by commas: names, openai/*, *'
            cand --budget 'The most it may spend, in US dollars'
            cand --period 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never'
            cand --expires 'When the key dies: 30d, 12h; never for no end'
            cand --rpm 'Requests per minute'
            cand --tpm 'Tokens per minute'
            cand --parallel 'Requests at the same time'
            cand --user 'The user it belongs to'
            cand --team 'The team it belongs to'
            cand --metadata 'Notes, as a JSON object'
            cand --type 'What it is for'
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand --key-stdin 'Read the secret from standard input instead of making one'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;key;update'= {
            cand --alias 'The key, by alias'
            cand --models 'Models it may call, separated by commas: names, openai/*, *'
            cand --budget 'The most it may spend, in US dollars'
            cand --period 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never'
            cand --expires 'When the key dies: 30d, 12h; never for no end'
            cand --rpm 'Requests per minute'
            cand --tpm 'Tokens per minute'
            cand --parallel 'Requests at the same time'
            cand --user 'The user it belongs to'
            cand --team 'The team it belongs to'
            cand --metadata 'Notes, as a JSON object'
            cand --type 'What it is for'
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand --clear-budget 'Take the budget away'
            cand --block 'Refuse it from now on'
            cand --unblock 'Let it in again'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;key;list'= {
            cand --page 'Which page'
            cand --size 'Keys on a page'
            cand --user 'Only of this user'
            cand --team 'Only of this team'
            cand --search 'Only where alias or name contains this'
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;key;help'= {
            cand generate 'Make a key; its secret is shown once'
            cand update 'Change a key'
            cand list 'List keys and what they spent'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;key;help;generate'= {
        }
        &'cw-proxy;key;help;update'= {
        }
        &'cw-proxy;key;help;list'= {
        }
        &'cw-proxy;key;help;help'= {
        }
        &'cw-proxy;model'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand new 'Declare a model; the same name again is a second deployment of it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;model;new'= {
            cand --model 'Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*'
            cand --api-base 'Where it is served, when not at the provider''s own address'
            cand --api-key 'The provider''s key; other users can see it while this runs, so prefer the two below'
            cand --api-key-file 'File that holds the provider''s key'
            cand --provider 'The provider, when the model''s name does not tell'
            cand --input-cost-per-token 'US dollars per input token'
            cand --output-cost-per-token 'US dollars per output token'
            cand --param 'A further member of litellm_params; the value is JSON, or else text'
            cand --info 'A member of model_info, in the same way'
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand --api-key-stdin 'Read the provider''s key from standard input'
            cand --free 'It costs nothing'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;model;help'= {
            cand new 'Declare a model; the same name again is a second deployment of it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;model;help;new'= {
        }
        &'cw-proxy;model;help;help'= {
        }
        &'cw-proxy;health'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand --live 'Does the process live? The default'
            cand --ready 'Can it serve: does its database answer, can its ledger be written?'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;audit'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand verify 'Recompute every total and every price from the rows, and compare'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;audit;verify'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;audit;help'= {
            cand verify 'Recompute every total and every price from the rows, and compare'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;audit;help;verify'= {
        }
        &'cw-proxy;audit;help;help'= {
        }
        &'cw-proxy;completions'= {
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;man'= {
            cand --dir 'Write a page for each command into this folder instead of printing the first'
            cand -o 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --output 'Form of the result [default: table on a terminal, plain in a pipe]'
            cand --url 'Use the management API of the proxy at this URL'
            cand --master-key-file 'File that holds the master key, for the management API'
            cand --config 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]'
            cand --db 'Database to use directly: a file, sqlite:… or postgres://…'
            cand --data-dir 'Folder of the proxy''s files [default: data]'
            cand --timeout 'Seconds to wait for the proxy'
            cand -q 'Print only the essential value'
            cand --quiet 'Print only the essential value'
            cand -v 'Say on stderr which back end is used'
            cand --verbose 'Say on stderr which back end is used'
            cand --no-input 'Never ask; fail where an answer is needed'
            cand --offline 'Use the configured database directly'
            cand --force-offline 'Write to the database directly although a proxy runs on it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cw-proxy;help'= {
            cand serve 'Run the gateway'
            cand key 'Virtual keys'
            cand model 'Models'
            cand health 'Ask a running proxy how it is; the container''s health check'
            cand audit 'The books'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual, or write a page for each command'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cw-proxy;help;serve'= {
        }
        &'cw-proxy;help;key'= {
            cand generate 'Make a key; its secret is shown once'
            cand update 'Change a key'
            cand list 'List keys and what they spent'
        }
        &'cw-proxy;help;key;generate'= {
        }
        &'cw-proxy;help;key;update'= {
        }
        &'cw-proxy;help;key;list'= {
        }
        &'cw-proxy;help;model'= {
            cand new 'Declare a model; the same name again is a second deployment of it'
        }
        &'cw-proxy;help;model;new'= {
        }
        &'cw-proxy;help;health'= {
        }
        &'cw-proxy;help;audit'= {
            cand verify 'Recompute every total and every price from the rows, and compare'
        }
        &'cw-proxy;help;audit;verify'= {
        }
        &'cw-proxy;help;completions'= {
        }
        &'cw-proxy;help;man'= {
        }
        &'cw-proxy;help;help'= {
        }
    ]
    $completions[$command]
}
