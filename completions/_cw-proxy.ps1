
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'cw-proxy' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'cw-proxy'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'cw-proxy' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the gateway')
            [CompletionResult]::new('bootstrap', 'bootstrap', [CompletionResultType]::ParameterValue, 'Prepare a stack: mirror secrets, declare models, issue keys')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Virtual keys')
            [CompletionResult]::new('model', 'model', [CompletionResultType]::ParameterValue, 'Models')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Ask a running proxy how it is; the container''s health check')
            [CompletionResult]::new('alert', 'alert', [CompletionResultType]::ParameterValue, 'What is wrong, and whether telling it works')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'The books')
            [CompletionResult]::new('db', 'db', [CompletionResultType]::ParameterValue, 'The database as a whole')
            [CompletionResult]::new('secrets', 'secrets', [CompletionResultType]::ParameterValue, 'The proxy''s own secrets: master key and salt key')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Send any request to the API, authenticated')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Tell the version')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The configuration')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take over what another proxy''s database holds')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual, or write a page for each command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;serve' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Address to listen on [default: 0.0.0.0]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port to listen on; 0 takes any free one [default: 4000]')
            [CompletionResult]::new('--metrics-listen', '--metrics-listen', [CompletionResultType]::ParameterName, 'Serve metrics on this address too, without a key')
            [CompletionResult]::new('--num_workers', '--num_workers', [CompletionResultType]::ParameterName, 'LiteLLM''s flag for several processes; one serves on every core')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Check configuration and models, show what is in force and where it came from, then exit')
            [CompletionResult]::new('--detailed_debug', '--detailed_debug', [CompletionResultType]::ParameterName, 'LiteLLM''s flag for a detailed log')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;bootstrap' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Environment file that is read, and that keys are put into [env: ENV_FILE_PATH] [default: volumes/env/.env]')
            [CompletionResult]::new('--litellm-env-file', '--litellm-env-file', [CompletionResultType]::ParameterName, 'Environment file that gets the providers'' secrets under their own names [env: LITELLM_ENV_FILE_PATH] [default: volumes/env/.env.litellm]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key to issue beside the default one: the variable that gets it, its alias, its budget in US dollars and how often the budget starts again, as CLI_API_KEY:cli:100:30d; the last two may be left out')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'YAML file with a list `keys` of keys to issue')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 120, 120s, 2m [env: LITELLM_PROXY_WAIT_SECONDS] [default: 120s]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--no-default-key', '--no-default-key', [CompletionResultType]::ParameterName, 'Issue no default key (`task-agent default`, in OPENAI_API_KEY)')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when there is something to do')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;key' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Make a key; its secret is shown once')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a key')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys and what they spent')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;key;generate' {
            [CompletionResult]::new('--alias', '--alias', [CompletionResultType]::ParameterName, 'A name for it, unique among live keys')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models it may call, separated by commas: names, openai/*, *')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most it may spend, in US dollars')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'When the key dies: 30d, 12h; never for no end')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user it belongs to')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'The team it belongs to')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'What it is for')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--key-stdin', '--key-stdin', [CompletionResultType]::ParameterName, 'Read the secret from standard input instead of making one')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;key;update' {
            [CompletionResult]::new('--alias', '--alias', [CompletionResultType]::ParameterName, 'The key, by alias')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models it may call, separated by commas: names, openai/*, *')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most it may spend, in US dollars')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'When the key dies: 30d, 12h; never for no end')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user it belongs to')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'The team it belongs to')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'What it is for')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--clear-budget', '--clear-budget', [CompletionResultType]::ParameterName, 'Take the budget away')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Refuse it from now on')
            [CompletionResult]::new('--unblock', '--unblock', [CompletionResultType]::ParameterName, 'Let it in again')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;key;list' {
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Keys on a page')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only of this user')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'Only of this team')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only where alias or name contains this')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;key;help' {
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Make a key; its secret is shown once')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a key')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys and what they spent')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;key;help;generate' {
            break
        }
        'cw-proxy;key;help;update' {
            break
        }
        'cw-proxy;key;help;list' {
            break
        }
        'cw-proxy;key;help;help' {
            break
        }
        'cw-proxy;model' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Declare a model; the same name again is a second deployment of it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;model;new' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*')
            [CompletionResult]::new('--api-base', '--api-base', [CompletionResultType]::ParameterName, 'Where it is served, when not at the provider''s own address')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The provider''s key; other users can see it while this runs, so prefer the two below')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File that holds the provider''s key')
            [CompletionResult]::new('--provider', '--provider', [CompletionResultType]::ParameterName, 'The provider, when the model''s name does not tell')
            [CompletionResult]::new('--input-cost-per-token', '--input-cost-per-token', [CompletionResultType]::ParameterName, 'US dollars per input token')
            [CompletionResult]::new('--output-cost-per-token', '--output-cost-per-token', [CompletionResultType]::ParameterName, 'US dollars per output token')
            [CompletionResult]::new('--param', '--param', [CompletionResultType]::ParameterName, 'A further member of litellm_params; the value is JSON, or else text')
            [CompletionResult]::new('--info', '--info', [CompletionResultType]::ParameterName, 'A member of model_info, in the same way')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--api-key-stdin', '--api-key-stdin', [CompletionResultType]::ParameterName, 'Read the provider''s key from standard input')
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'It costs nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;model;help' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Declare a model; the same name again is a second deployment of it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;model;help;new' {
            break
        }
        'cw-proxy;model;help;help' {
            break
        }
        'cw-proxy;health' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Does the process live? The default')
            [CompletionResult]::new('--ready', '--ready', [CompletionResultType]::ParameterName, 'Can it serve: does its database answer, can its ledger be written?')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;alert' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List alerts, those that last first')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a real message to whoever is told of alerts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;alert;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many at most')
            [CompletionResult]::new('--offset', '--offset', [CompletionResultType]::ParameterName, 'After how many')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--firing', '--firing', [CompletionResultType]::ParameterName, 'Only those that last')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;alert;test' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;alert;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List alerts, those that last first')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a real message to whoever is told of alerts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;alert;help;list' {
            break
        }
        'cw-proxy;alert;help;test' {
            break
        }
        'cw-proxy;alert;help;help' {
            break
        }
        'cw-proxy;audit' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Recompute every total and every price from the rows, and compare')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;audit;verify' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;audit;help' {
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Recompute every total and every price from the rows, and compare')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;audit;help;verify' {
            break
        }
        'cw-proxy;audit;help;help' {
            break
        }
        'cw-proxy;db' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell where it is, how large, and which steps of its layout it has')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Bring its layout up to date; the proxy does so by itself at its start')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a copy of it, while the proxy runs')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Put a copy in its place; no proxy may run meanwhile')
            [CompletionResult]::new('vacuum', 'vacuum', [CompletionResultType]::ParameterValue, 'Give unused space back; no proxy may run meanwhile')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Read it through for damage, and recompute the books')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;db;status' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;db;migrate' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be applied, and do nothing')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit 10 when there is something to apply')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;db;backup' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a file that is there already')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;db;restore' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;db;vacuum' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;db;check' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;db;help' {
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell where it is, how large, and which steps of its layout it has')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Bring its layout up to date; the proxy does so by itself at its start')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a copy of it, while the proxy runs')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Put a copy in its place; no proxy may run meanwhile')
            [CompletionResult]::new('vacuum', 'vacuum', [CompletionResultType]::ParameterValue, 'Give unused space back; no proxy may run meanwhile')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Read it through for damage, and recompute the books')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;db;help;status' {
            break
        }
        'cw-proxy;db;help;migrate' {
            break
        }
        'cw-proxy;db;help;backup' {
            break
        }
        'cw-proxy;db;help;restore' {
            break
        }
        'cw-proxy;db;help;vacuum' {
            break
        }
        'cw-proxy;db;help;check' {
            break
        }
        'cw-proxy;db;help;help' {
            break
        }
        'cw-proxy;secrets' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show-master', 'show-master', [CompletionResultType]::ParameterValue, 'Print the master key that is configured here')
            [CompletionResult]::new('rotate-master', 'rotate-master', [CompletionResultType]::ParameterValue, 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal everything that is stored under another salt key; no proxy may run meanwhile')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;secrets;show-master' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;secrets;rotate-master' {
            [CompletionResult]::new('--new-key-file', '--new-key-file', [CompletionResultType]::ParameterName, 'Take the new master key from this file instead of making one')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Environment file whose LITELLM_MASTER_KEY gets it, where the present one comes from the process''s environment [env: ENV_FILE_PATH]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--new-key-stdin', '--new-key-stdin', [CompletionResultType]::ParameterName, 'Read the new master key from standard input')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;secrets;rekey' {
            [CompletionResult]::new('--new-salt-file', '--new-salt-file', [CompletionResultType]::ParameterName, 'Take the new salt key from this file instead of making one')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Environment file whose LITELLM_SALT_KEY gets it, where the present one comes from the process''s environment [env: ENV_FILE_PATH]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;secrets;help' {
            [CompletionResult]::new('show-master', 'show-master', [CompletionResultType]::ParameterValue, 'Print the master key that is configured here')
            [CompletionResult]::new('rotate-master', 'rotate-master', [CompletionResultType]::ParameterValue, 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal everything that is stored under another salt key; no proxy may run meanwhile')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;secrets;help;show-master' {
            break
        }
        'cw-proxy;secrets;help;rotate-master' {
            break
        }
        'cw-proxy;secrets;help;rekey' {
            break
        }
        'cw-proxy;secrets;help;help' {
            break
        }
        'cw-proxy;api' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A field; the value is JSON, or else text, or a file''s content as @FILE')
            [CompletionResult]::new('--field-value', '--field-value', [CompletionResultType]::ParameterName, 'A field; the value is JSON, or else text, or a file''s content as @FILE')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'The body: JSON, @FILE, or @- for standard input')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'The body: JSON, @FILE, or @- for standard input')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'A further header')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A further header')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Also print status and headers, on stderr')
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Also print status and headers, on stderr')
            [CompletionResult]::new('--paginate', '--paginate', [CompletionResultType]::ParameterName, 'Ask for page after page and print the items of all, for answers that have pages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;version' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;config' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Have a running proxy read its configuration anew: whole, or not at all')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;config;reload' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would change')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit with 10 when something would change')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;config;help' {
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Have a running proxy read its configuration anew: whole, or not at all')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;config;help;reload' {
            break
        }
        'cw-proxy;config;help;help' {
            break
        }
        'cw-proxy;import' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('litellm', 'litellm', [CompletionResultType]::ParameterValue, 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;import;litellm' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'LiteLLM''s database: the DATABASE_URL that it runs with')
            [CompletionResult]::new('--into', '--into', [CompletionResultType]::ParameterName, 'The database to import into [default: the configured one]')
            [CompletionResult]::new('--salt-key-file', '--salt-key-file', [CompletionResultType]::ParameterName, 'File that holds LiteLLM''s salt key, or the master key that it had without one')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would be done, and do nothing')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'With --dry-run: exit with 10 when there is something to do')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Also replace what was changed, made or deleted here')
            [CompletionResult]::new('--skip-invalid', '--skip-invalid', [CompletionResultType]::ParameterName, 'Leave out rows that cannot be read, and what belongs to them')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;import;help' {
            [CompletionResult]::new('litellm', 'litellm', [CompletionResultType]::ParameterValue, 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;import;help;litellm' {
            break
        }
        'cw-proxy;import;help;help' {
            break
        }
        'cw-proxy;completions' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;man' {
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'Write a page for each command into this folder instead of printing the first')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result [default: table on a terminal, plain in a pipe]')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print only this field of the JSON result: id, budget.limit')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours [default: auto]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]')
            [CompletionResult]::new('--master-key-file', '--master-key-file', [CompletionResultType]::ParameterName, 'File that holds the master key, for the management API')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Database to use directly: a file, sqlite:… or postgres://…')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Folder of the proxy''s files [default: data]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of cli.yaml to use [default: the one that it names]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only the essential value: a new secret, or ids')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on stderr which back end is used and what failed there; twice for every request')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; fail where an answer is needed')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configured database directly')
            [CompletionResult]::new('--force-offline', '--force-offline', [CompletionResultType]::ParameterName, 'Write to the database directly although a proxy runs on it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cw-proxy;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the gateway')
            [CompletionResult]::new('bootstrap', 'bootstrap', [CompletionResultType]::ParameterValue, 'Prepare a stack: mirror secrets, declare models, issue keys')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Virtual keys')
            [CompletionResult]::new('model', 'model', [CompletionResultType]::ParameterValue, 'Models')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Ask a running proxy how it is; the container''s health check')
            [CompletionResult]::new('alert', 'alert', [CompletionResultType]::ParameterValue, 'What is wrong, and whether telling it works')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'The books')
            [CompletionResult]::new('db', 'db', [CompletionResultType]::ParameterValue, 'The database as a whole')
            [CompletionResult]::new('secrets', 'secrets', [CompletionResultType]::ParameterValue, 'The proxy''s own secrets: master key and salt key')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Send any request to the API, authenticated')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Tell the version')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The configuration')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take over what another proxy''s database holds')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual, or write a page for each command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;help;serve' {
            break
        }
        'cw-proxy;help;bootstrap' {
            break
        }
        'cw-proxy;help;key' {
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Make a key; its secret is shown once')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a key')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys and what they spent')
            break
        }
        'cw-proxy;help;key;generate' {
            break
        }
        'cw-proxy;help;key;update' {
            break
        }
        'cw-proxy;help;key;list' {
            break
        }
        'cw-proxy;help;model' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Declare a model; the same name again is a second deployment of it')
            break
        }
        'cw-proxy;help;model;new' {
            break
        }
        'cw-proxy;help;health' {
            break
        }
        'cw-proxy;help;alert' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List alerts, those that last first')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a real message to whoever is told of alerts')
            break
        }
        'cw-proxy;help;alert;list' {
            break
        }
        'cw-proxy;help;alert;test' {
            break
        }
        'cw-proxy;help;audit' {
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Recompute every total and every price from the rows, and compare')
            break
        }
        'cw-proxy;help;audit;verify' {
            break
        }
        'cw-proxy;help;db' {
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell where it is, how large, and which steps of its layout it has')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Bring its layout up to date; the proxy does so by itself at its start')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a copy of it, while the proxy runs')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Put a copy in its place; no proxy may run meanwhile')
            [CompletionResult]::new('vacuum', 'vacuum', [CompletionResultType]::ParameterValue, 'Give unused space back; no proxy may run meanwhile')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Read it through for damage, and recompute the books')
            break
        }
        'cw-proxy;help;db;status' {
            break
        }
        'cw-proxy;help;db;migrate' {
            break
        }
        'cw-proxy;help;db;backup' {
            break
        }
        'cw-proxy;help;db;restore' {
            break
        }
        'cw-proxy;help;db;vacuum' {
            break
        }
        'cw-proxy;help;db;check' {
            break
        }
        'cw-proxy;help;secrets' {
            [CompletionResult]::new('show-master', 'show-master', [CompletionResultType]::ParameterValue, 'Print the master key that is configured here')
            [CompletionResult]::new('rotate-master', 'rotate-master', [CompletionResultType]::ParameterValue, 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal everything that is stored under another salt key; no proxy may run meanwhile')
            break
        }
        'cw-proxy;help;secrets;show-master' {
            break
        }
        'cw-proxy;help;secrets;rotate-master' {
            break
        }
        'cw-proxy;help;secrets;rekey' {
            break
        }
        'cw-proxy;help;api' {
            break
        }
        'cw-proxy;help;version' {
            break
        }
        'cw-proxy;help;config' {
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Have a running proxy read its configuration anew: whole, or not at all')
            break
        }
        'cw-proxy;help;config;reload' {
            break
        }
        'cw-proxy;help;import' {
            [CompletionResult]::new('litellm', 'litellm', [CompletionResultType]::ParameterValue, 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials')
            break
        }
        'cw-proxy;help;import;litellm' {
            break
        }
        'cw-proxy;help;completions' {
            break
        }
        'cw-proxy;help;man' {
            break
        }
        'cw-proxy;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
