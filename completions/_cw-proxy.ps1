
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
            [CompletionResult]::new('budget', 'budget', [CompletionResultType]::ParameterValue, 'Named budgets, and more money for a while')
            [CompletionResult]::new('team', 'team', [CompletionResultType]::ParameterValue, 'Teams')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Users')
            [CompletionResult]::new('spend', 'spend', [CompletionResultType]::ParameterValue, 'What was spent')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Single calls')
            [CompletionResult]::new('provider', 'provider', [CompletionResultType]::ParameterValue, 'Credentials of providers')
            [CompletionResult]::new('chat', 'chat', [CompletionResultType]::ParameterValue, 'Call a model from the terminal')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run another program so that it calls models through the proxy')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring budgets, teams, users, models and keys to what a file says')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check everything that can be checked without spending money')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'How the proxy is, in one screen')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a key')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a key')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Give a key a new secret; what it spent stays')
            [CompletionResult]::new('block', 'block', [CompletionResultType]::ParameterValue, 'Refuse a key from now on')
            [CompletionResult]::new('unblock', 'unblock', [CompletionResultType]::ParameterValue, 'Let a key in again')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete keys; what they spent stays in the ledger')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Tell whether a call would be let in, and why')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Tell what a key used, day by day')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;key;generate' {
            [CompletionResult]::new('--alias', '--alias', [CompletionResultType]::ParameterName, 'A name for it, unique among live keys')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models it may call, separated by commas: names, openai/*, *')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most it may spend, in US dollars')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where its spend raises an alert, in US dollars')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'When the key dies: 30d, 12h; never for no end')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'When the key dies: 30d, 12h; never for no end')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user it belongs to')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'The team it belongs to')
            [CompletionResult]::new('--budget-id', '--budget-id', [CompletionResultType]::ParameterName, 'A named budget whose limits it has')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag of all its calls; may be given again')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object or @FILE')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'What it is for')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'What to do when the alias is taken')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Write the secret into this environment file instead of showing it')
            [CompletionResult]::new('--env-var', '--env-var', [CompletionResultType]::ParameterName, 'The variable in that file')
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
        'cw-proxy;key;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page of so many')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only of this user')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'Only of this team')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only where alias, name, user, team or hash contains this')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort by spend, budget, created, updated, alias or expires')
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
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them')
            [CompletionResult]::new('--ascending', '--ascending', [CompletionResultType]::ParameterName, 'In ascending order')
            [CompletionResult]::new('--deleted', '--deleted', [CompletionResultType]::ParameterName, 'Deleted keys')
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
        'cw-proxy;key;get' {
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
        'cw-proxy;key;update' {
            [CompletionResult]::new('--alias', '--alias', [CompletionResultType]::ParameterName, 'The key, by alias')
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'A new alias')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models it may call, separated by commas: names, openai/*, *')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most it may spend, in US dollars')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where its spend raises an alert, in US dollars')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'When the key dies: 30d, 12h; never for no end')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'When the key dies: 30d, 12h; never for no end')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user it belongs to')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'The team it belongs to')
            [CompletionResult]::new('--budget-id', '--budget-id', [CompletionResultType]::ParameterName, 'A named budget whose limits it has')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag of all its calls; may be given again')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object or @FILE')
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
            [CompletionResult]::new('--clear-limits', '--clear-limits', [CompletionResultType]::ParameterName, 'Take limits of rates away')
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
        'cw-proxy;key;rotate' {
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'How long the old secret stays good: 24h; it ends at once without')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Write the secret into this environment file instead of showing it')
            [CompletionResult]::new('--env-var', '--env-var', [CompletionResultType]::ParameterName, 'The variable in that file')
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
            [CompletionResult]::new('--key-stdin', '--key-stdin', [CompletionResultType]::ParameterName, 'Read the new secret from standard input instead of making one')
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
        'cw-proxy;key;block' {
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
        'cw-proxy;key;unblock' {
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
        'cw-proxy;key;delete' {
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
        'cw-proxy;key;explain' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'The model that it would call')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'The model that it would call')
            [CompletionResult]::new('--max-tokens', '--max-tokens', [CompletionResultType]::ParameterName, 'The most output that the call would ask for [default: the model''s own limit]')
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
        'cw-proxy;key;usage' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'The first day: 2026-11-01, or 7d ago [default: 30d]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day [default: today]')
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
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'By model instead of by day')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a key')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a key')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Give a key a new secret; what it spent stays')
            [CompletionResult]::new('block', 'block', [CompletionResultType]::ParameterValue, 'Refuse a key from now on')
            [CompletionResult]::new('unblock', 'unblock', [CompletionResultType]::ParameterValue, 'Let a key in again')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete keys; what they spent stays in the ledger')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Tell whether a call would be let in, and why')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Tell what a key used, day by day')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;key;help;generate' {
            break
        }
        'cw-proxy;key;help;list' {
            break
        }
        'cw-proxy;key;help;get' {
            break
        }
        'cw-proxy;key;help;update' {
            break
        }
        'cw-proxy;key;help;rotate' {
            break
        }
        'cw-proxy;key;help;block' {
            break
        }
        'cw-proxy;key;help;unblock' {
            break
        }
        'cw-proxy;key;help;delete' {
            break
        }
        'cw-proxy;key;help;explain' {
            break
        }
        'cw-proxy;key;help;usage' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List models with their deployments and prices')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a model and its deployments')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a model that was declared through the API')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Remove a model that was declared through the API')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Call a model for real; it costs what a few words cost')
            [CompletionResult]::new('price', 'price', [CompletionResultType]::ParameterValue, 'Tell what a model costs, or declare it')
            [CompletionResult]::new('alias', 'alias', [CompletionResultType]::ParameterValue, 'Other names of models')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;model;new' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*')
            [CompletionResult]::new('--api-base', '--api-base', [CompletionResultType]::ParameterName, 'Where it is served, when not at the provider''s own address')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The provider''s key: -, @FILE, or the key itself, which other users can see while this runs')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File that holds the provider''s key')
            [CompletionResult]::new('--credential', '--credential', [CompletionResultType]::ParameterName, 'A credential of `cw-proxy provider` to call with')
            [CompletionResult]::new('--provider', '--provider', [CompletionResultType]::ParameterName, 'The provider, when the model''s name does not tell')
            [CompletionResult]::new('--input-cost-per-token', '--input-cost-per-token', [CompletionResultType]::ParameterName, 'US dollars per input token')
            [CompletionResult]::new('--output-cost-per-token', '--output-cost-per-token', [CompletionResultType]::ParameterName, 'US dollars per output token')
            [CompletionResult]::new('--param', '--param', [CompletionResultType]::ParameterName, 'A further member of litellm_params; the value is JSON, or else text, or a file''s content as @FILE')
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
        'cw-proxy;model;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page of so many')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only where the name or the provider''s model contains this')
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
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them')
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
        'cw-proxy;model;get' {
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
        'cw-proxy;model;update' {
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'A new name for clients')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Provider and model')
            [CompletionResult]::new('--api-base', '--api-base', [CompletionResultType]::ParameterName, 'Where it is served, when not at the provider''s own address')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The provider''s key: -, @FILE, or the key itself, which other users can see while this runs')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File that holds the provider''s key')
            [CompletionResult]::new('--credential', '--credential', [CompletionResultType]::ParameterName, 'A credential of `cw-proxy provider` to call with')
            [CompletionResult]::new('--provider', '--provider', [CompletionResultType]::ParameterName, 'The provider, when the model''s name does not tell')
            [CompletionResult]::new('--input-cost-per-token', '--input-cost-per-token', [CompletionResultType]::ParameterName, 'US dollars per input token')
            [CompletionResult]::new('--output-cost-per-token', '--output-cost-per-token', [CompletionResultType]::ParameterName, 'US dollars per output token')
            [CompletionResult]::new('--param', '--param', [CompletionResultType]::ParameterName, 'A further member of litellm_params; the value is JSON, or else text, or a file''s content as @FILE')
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
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Take it out of use')
            [CompletionResult]::new('--unblock', '--unblock', [CompletionResultType]::ParameterName, 'Take it into use again')
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
        'cw-proxy;model;delete' {
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
        'cw-proxy;model;test' {
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
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every model')
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
        'cw-proxy;model;price' {
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Declare the price of a million input tokens, in US dollars')
            [CompletionResult]::new('--output-price', '--output-price', [CompletionResultType]::ParameterName, 'Declare the price of a million output tokens, in US dollars')
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
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'Declare that it costs nothing')
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
        'cw-proxy;model;alias' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Give a model another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a name away')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;model;alias;list' {
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
        'cw-proxy;model;alias;set' {
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
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Lists of models leave it out')
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
        'cw-proxy;model;alias;remove' {
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
        'cw-proxy;model;alias;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Give a model another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a name away')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;model;alias;help;list' {
            break
        }
        'cw-proxy;model;alias;help;set' {
            break
        }
        'cw-proxy;model;alias;help;remove' {
            break
        }
        'cw-proxy;model;alias;help;help' {
            break
        }
        'cw-proxy;model;help' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Declare a model; the same name again is a second deployment of it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List models with their deployments and prices')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a model and its deployments')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a model that was declared through the API')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Remove a model that was declared through the API')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Call a model for real; it costs what a few words cost')
            [CompletionResult]::new('price', 'price', [CompletionResultType]::ParameterValue, 'Tell what a model costs, or declare it')
            [CompletionResult]::new('alias', 'alias', [CompletionResultType]::ParameterValue, 'Other names of models')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;model;help;new' {
            break
        }
        'cw-proxy;model;help;list' {
            break
        }
        'cw-proxy;model;help;get' {
            break
        }
        'cw-proxy;model;help;update' {
            break
        }
        'cw-proxy;model;help;delete' {
            break
        }
        'cw-proxy;model;help;test' {
            break
        }
        'cw-proxy;model;help;price' {
            break
        }
        'cw-proxy;model;help;alias' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Give a model another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a name away')
            break
        }
        'cw-proxy;model;help;alias;list' {
            break
        }
        'cw-proxy;model;help;alias;set' {
            break
        }
        'cw-proxy;model;help;alias;remove' {
            break
        }
        'cw-proxy;model;help;help' {
            break
        }
        'cw-proxy;budget' {
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a named budget')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List named budgets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a named budget')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a named budget, and with it all who have it')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a named budget; those who have it lose its limits')
            [CompletionResult]::new('attach', 'attach', [CompletionResultType]::ParameterValue, 'Give a named budget to somebody')
            [CompletionResult]::new('detach', 'detach', [CompletionResultType]::ParameterValue, 'Take a named budget away from somebody')
            [CompletionResult]::new('boost', 'boost', [CompletionResultType]::ParameterValue, 'Give a key or a user more money for a while')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;budget;create' {
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that may be spent, in US dollars; none for no limit')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where spend raises an alert, in US dollars; none for nowhere')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute; none for no limit')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute; none for no limit')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time; none for no limit')
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
        'cw-proxy;budget;list' {
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
        'cw-proxy;budget;get' {
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
        'cw-proxy;budget;update' {
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that may be spent, in US dollars; none for no limit')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where spend raises an alert, in US dollars; none for nowhere')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute; none for no limit')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute; none for no limit')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time; none for no limit')
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
        'cw-proxy;budget;delete' {
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
        'cw-proxy;budget;attach' {
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
        'cw-proxy;budget;detach' {
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
        'cw-proxy;budget;boost' {
            [CompletionResult]::new('--amount', '--amount', [CompletionResultType]::ParameterName, 'How much more, in US dollars')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Until when: 24h, 7d, or a time such as 2026-12-01T00:00:00Z')
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
        'cw-proxy;budget;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a named budget')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List named budgets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a named budget')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a named budget, and with it all who have it')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a named budget; those who have it lose its limits')
            [CompletionResult]::new('attach', 'attach', [CompletionResultType]::ParameterValue, 'Give a named budget to somebody')
            [CompletionResult]::new('detach', 'detach', [CompletionResultType]::ParameterValue, 'Take a named budget away from somebody')
            [CompletionResult]::new('boost', 'boost', [CompletionResultType]::ParameterValue, 'Give a key or a user more money for a while')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;budget;help;create' {
            break
        }
        'cw-proxy;budget;help;list' {
            break
        }
        'cw-proxy;budget;help;get' {
            break
        }
        'cw-proxy;budget;help;update' {
            break
        }
        'cw-proxy;budget;help;delete' {
            break
        }
        'cw-proxy;budget;help;attach' {
            break
        }
        'cw-proxy;budget;help;detach' {
            break
        }
        'cw-proxy;budget;help;boost' {
            break
        }
        'cw-proxy;budget;help;help' {
            break
        }
        'cw-proxy;team' {
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a team')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List teams and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a team, its members and keys')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a team')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a team with its keys')
            [CompletionResult]::new('member', 'member', [CompletionResultType]::ParameterValue, 'Who is in a team')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;team;create' {
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Its id [default: made]')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models that its keys may call, separated by commas; * for all')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that may be spent, in US dollars; none for no limit')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where spend raises an alert, in US dollars; none for nowhere')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute; none for no limit')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute; none for no limit')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time; none for no limit')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object or @FILE')
            [CompletionResult]::new('--organization', '--organization', [CompletionResultType]::ParameterName, 'The organization that it is part of')
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
        'cw-proxy;team;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page of so many')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only where id or alias contains this')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only those that this user is in')
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
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them')
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
        'cw-proxy;team;get' {
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
        'cw-proxy;team;update' {
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'A new alias')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models that its keys may call, separated by commas; * for all')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that may be spent, in US dollars; none for no limit')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where spend raises an alert, in US dollars; none for nowhere')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute; none for no limit')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute; none for no limit')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time; none for no limit')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object or @FILE')
            [CompletionResult]::new('--organization', '--organization', [CompletionResultType]::ParameterName, 'The organization that it is part of')
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
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Refuse its keys from now on')
            [CompletionResult]::new('--unblock', '--unblock', [CompletionResultType]::ParameterName, 'Let its keys in again')
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
        'cw-proxy;team;delete' {
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
        'cw-proxy;team;member' {
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
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a team')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a user out, with the keys that are theirs there')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;team;member;add' {
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'What they may do there')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that each may spend in the team, in US dollars')
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
        'cw-proxy;team;member;remove' {
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
        'cw-proxy;team;member;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a team')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a user out, with the keys that are theirs there')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;team;member;help;add' {
            break
        }
        'cw-proxy;team;member;help;remove' {
            break
        }
        'cw-proxy;team;member;help;help' {
            break
        }
        'cw-proxy;team;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a team')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List teams and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a team, its members and keys')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a team')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a team with its keys')
            [CompletionResult]::new('member', 'member', [CompletionResultType]::ParameterValue, 'Who is in a team')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;team;help;create' {
            break
        }
        'cw-proxy;team;help;list' {
            break
        }
        'cw-proxy;team;help;get' {
            break
        }
        'cw-proxy;team;help;update' {
            break
        }
        'cw-proxy;team;help;delete' {
            break
        }
        'cw-proxy;team;help;member' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a team')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a user out, with the keys that are theirs there')
            break
        }
        'cw-proxy;team;help;member;add' {
            break
        }
        'cw-proxy;team;help;member;remove' {
            break
        }
        'cw-proxy;team;help;help' {
            break
        }
        'cw-proxy;user' {
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a user, their keys and teams')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a user')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Set what a user logs in to the admin pages with; ends their sessions')
            [CompletionResult]::new('invite', 'invite', [CompletionResultType]::ParameterValue, 'Make a link by which a user sets their password, once')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a user with their keys and memberships')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;user;create' {
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'E-mail address')
            [CompletionResult]::new('--alias', '--alias', [CompletionResultType]::ParameterName, 'A name for people')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'What they may do')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models that their keys may call, separated by commas; * for all')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that may be spent, in US dollars; none for no limit')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where spend raises an alert, in US dollars; none for nowhere')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute; none for no limit')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute; none for no limit')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time; none for no limit')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object or @FILE')
            [CompletionResult]::new('--teams', '--teams', [CompletionResultType]::ParameterName, 'Teams to add them to, separated by commas')
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
            [CompletionResult]::new('--with-key', '--with-key', [CompletionResultType]::ParameterName, 'Make a key for them too, and show its secret')
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
        'cw-proxy;user;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page of so many')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only where id, alias or e-mail address contains this')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Only with this role')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'Only members of this team')
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
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them')
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
        'cw-proxy;user;get' {
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
        'cw-proxy;user;update' {
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'E-mail address')
            [CompletionResult]::new('--alias', '--alias', [CompletionResultType]::ParameterName, 'A name for people')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'What they may do')
            [CompletionResult]::new('--models', '--models', [CompletionResultType]::ParameterName, 'Models that their keys may call, separated by commas; * for all')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most that may be spent, in US dollars; none for no limit')
            [CompletionResult]::new('--soft-budget', '--soft-budget', [CompletionResultType]::ParameterName, 'Where spend raises an alert, in US dollars; none for nowhere')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never')
            [CompletionResult]::new('--rpm', '--rpm', [CompletionResultType]::ParameterName, 'Requests per minute; none for no limit')
            [CompletionResult]::new('--tpm', '--tpm', [CompletionResultType]::ParameterName, 'Tokens per minute; none for no limit')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Requests at the same time; none for no limit')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Notes, as a JSON object or @FILE')
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
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Refuse their keys from now on')
            [CompletionResult]::new('--unblock', '--unblock', [CompletionResultType]::ParameterName, 'Let their keys in again')
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
        'cw-proxy;user;passwd' {
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'File that holds the password')
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
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from standard input')
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
        'cw-proxy;user;invite' {
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'The proxy''s address as the user has it [default: the one that is used here]')
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
        'cw-proxy;user;delete' {
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
        'cw-proxy;user;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a user, their keys and teams')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a user')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Set what a user logs in to the admin pages with; ends their sessions')
            [CompletionResult]::new('invite', 'invite', [CompletionResultType]::ParameterValue, 'Make a link by which a user sets their password, once')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a user with their keys and memberships')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;user;help;create' {
            break
        }
        'cw-proxy;user;help;list' {
            break
        }
        'cw-proxy;user;help;get' {
            break
        }
        'cw-proxy;user;help;update' {
            break
        }
        'cw-proxy;user;help;passwd' {
            break
        }
        'cw-proxy;user;help;invite' {
            break
        }
        'cw-proxy;user;help;delete' {
            break
        }
        'cw-proxy;user;help;help' {
            break
        }
        'cw-proxy;spend' {
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
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Sum spend by day, key, user, team, model or provider')
            [CompletionResult]::new('today', 'today', [CompletionResultType]::ParameterValue, 'What was spent today, in UTC')
            [CompletionResult]::new('top', 'top', [CompletionResultType]::ParameterValue, 'Who or what spent the most')
            [CompletionResult]::new('reconcile', 'reconcile', [CompletionResultType]::ParameterValue, 'Compare the ledger with a provider''s bill')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the calls of some days as CSV or JSON lines')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;spend;report' {
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'By what, separated by commas')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'The first day: 2026-11-01, or 7d ago [default: 30d]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day [default: today]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Only of this key')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only of this user')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'Only of this team')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Only of this model')
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
        'cw-proxy;spend;today' {
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
        'cw-proxy;spend;top' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'The first day: 2026-11-01, or 7d ago [default: 30d]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day [default: today]')
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
        'cw-proxy;spend;reconcile' {
            [CompletionResult]::new('--provider', '--provider', [CompletionResultType]::ParameterName, 'The provider: openai, anthropic, …')
            [CompletionResult]::new('--csv', '--csv', [CompletionResultType]::ParameterName, 'Its bill as CSV with a header; columns for day, model and cost are found by their names')
            [CompletionResult]::new('--day-column', '--day-column', [CompletionResultType]::ParameterName, 'The column with the day [default: found by name]')
            [CompletionResult]::new('--model-column', '--model-column', [CompletionResultType]::ParameterName, 'The column with the model [default: found by name; without one, days are compared]')
            [CompletionResult]::new('--cost-column', '--cost-column', [CompletionResultType]::ParameterName, 'The column with the cost in US dollars [default: found by name]')
            [CompletionResult]::new('--tolerance', '--tolerance', [CompletionResultType]::ParameterName, 'How many US dollars a line may differ and still match')
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
        'cw-proxy;spend;export' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'The first day: 2026-11-01, or 7d ago [default: 30d]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day [default: today]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The file [default: standard output]')
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
            [CompletionResult]::new('--sums', '--sums', [CompletionResultType]::ParameterName, 'Sums by the day, key and model instead of single calls')
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
        'cw-proxy;spend;help' {
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Sum spend by day, key, user, team, model or provider')
            [CompletionResult]::new('today', 'today', [CompletionResultType]::ParameterValue, 'What was spent today, in UTC')
            [CompletionResult]::new('top', 'top', [CompletionResultType]::ParameterValue, 'Who or what spent the most')
            [CompletionResult]::new('reconcile', 'reconcile', [CompletionResultType]::ParameterValue, 'Compare the ledger with a provider''s bill')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the calls of some days as CSV or JSON lines')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;spend;help;report' {
            break
        }
        'cw-proxy;spend;help;today' {
            break
        }
        'cw-proxy;spend;help;top' {
            break
        }
        'cw-proxy;spend;help;reconcile' {
            break
        }
        'cw-proxy;spend;help;export' {
            break
        }
        'cw-proxy;spend;help;help' {
            break
        }
        'cw-proxy;logs' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List calls, the latest first')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell everything about a call')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'Print calls as they end')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the calls of some days as CSV or JSON lines')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove stored requests and answers that are old; the ledger''s rows stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;logs;list' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Only of this key')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only of this user')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'Only of this team')
            [CompletionResult]::new('--end-user', '--end-user', [CompletionResultType]::ParameterName, 'Only of this customer')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Only of this model')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'From when: 2026-11-30, 2026-11-30T12:00:00Z, or how long ago: 1h, 7d')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Until when [default: now]')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page of so many')
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
            [CompletionResult]::new('--failed', '--failed', [CompletionResultType]::ParameterName, 'Only those that failed')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them')
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
        'cw-proxy;logs;get' {
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
            [CompletionResult]::new('--words', '--words', [CompletionResultType]::ParameterName, 'Also what was said, where that is stored')
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
        'cw-proxy;logs;tail' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Only of this key')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only of this user')
            [CompletionResult]::new('--team', '--team', [CompletionResultType]::ParameterName, 'Only of this team')
            [CompletionResult]::new('--end-user', '--end-user', [CompletionResultType]::ParameterName, 'Only of this customer')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Only of this model')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Begin with those of this long ago')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'End after so many calls [default: never]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'End after so many calls [default: never]')
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
            [CompletionResult]::new('--failed', '--failed', [CompletionResultType]::ParameterName, 'Only those that failed')
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
        'cw-proxy;logs;export' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'The first day: 2026-11-01, or 7d ago [default: 30d]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day [default: today]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The file [default: standard output]')
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
            [CompletionResult]::new('--sums', '--sums', [CompletionResultType]::ParameterName, 'Sums by the day, key and model instead of single calls')
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
        'cw-proxy;logs;prune' {
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'How old what is removed must be: 90d, 12h')
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
        'cw-proxy;logs;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List calls, the latest first')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell everything about a call')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'Print calls as they end')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the calls of some days as CSV or JSON lines')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove stored requests and answers that are old; the ledger''s rows stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;logs;help;list' {
            break
        }
        'cw-proxy;logs;help;get' {
            break
        }
        'cw-proxy;logs;help;tail' {
            break
        }
        'cw-proxy;logs;help;export' {
            break
        }
        'cw-proxy;logs;help;prune' {
            break
        }
        'cw-proxy;logs;help;help' {
            break
        }
        'cw-proxy;provider' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List credentials, their secrets masked')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Keep a credential under a name')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a credential; models that name it call with it from the next request on')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Call a model with a credential, for real')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Delete a credential that no model names')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;provider;list' {
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
        'cw-proxy;provider;add' {
            [CompletionResult]::new('--provider', '--provider', [CompletionResultType]::ParameterName, 'The provider that it is for: openai, anthropic, azure, …')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The provider''s key: -, @FILE, or the key itself, which other users can see while this runs')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File that holds the provider''s key')
            [CompletionResult]::new('--api-base', '--api-base', [CompletionResultType]::ParameterName, 'Where it is served, when not at the provider''s own address')
            [CompletionResult]::new('--value', '--value', [CompletionResultType]::ParameterName, 'A further member; the value is JSON, or else text, or a file''s content as @FILE')
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
        'cw-proxy;provider;update' {
            [CompletionResult]::new('--provider', '--provider', [CompletionResultType]::ParameterName, 'The provider that it is for: openai, anthropic, azure, …')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The provider''s key: -, @FILE, or the key itself, which other users can see while this runs')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File that holds the provider''s key')
            [CompletionResult]::new('--api-base', '--api-base', [CompletionResultType]::ParameterName, 'Where it is served, when not at the provider''s own address')
            [CompletionResult]::new('--value', '--value', [CompletionResultType]::ParameterName, 'A further member; the value is JSON, or else text, or a file''s content as @FILE')
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
        'cw-proxy;provider;test' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'The model to call: openai/gpt-5-mini; it costs what a few words cost')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'The model to call: openai/gpt-5-mini; it costs what a few words cost')
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
        'cw-proxy;provider;remove' {
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
        'cw-proxy;provider;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List credentials, their secrets masked')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Keep a credential under a name')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a credential; models that name it call with it from the next request on')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Call a model with a credential, for real')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Delete a credential that no model names')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;provider;help;list' {
            break
        }
        'cw-proxy;provider;help;add' {
            break
        }
        'cw-proxy;provider;help;update' {
            break
        }
        'cw-proxy;provider;help;test' {
            break
        }
        'cw-proxy;provider;help;remove' {
            break
        }
        'cw-proxy;provider;help;help' {
            break
        }
        'cw-proxy;chat' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'What to say; - reads it from standard input')
            [CompletionResult]::new('--message', '--message', [CompletionResultType]::ParameterName, 'What to say; - reads it from standard input')
            [CompletionResult]::new('--system', '--system', [CompletionResultType]::ParameterName, 'What the model is told before')
            [CompletionResult]::new('--max-tokens', '--max-tokens', [CompletionResultType]::ParameterName, 'The most tokens of the answer')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Call as this virtual key: -, @FILE, or the key itself, which other users can see while this runs')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File that holds the virtual key to call as')
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
            [CompletionResult]::new('--stream', '--stream', [CompletionResultType]::ParameterName, 'Print the answer as it comes')
            [CompletionResult]::new('--no-stream', '--no-stream', [CompletionResultType]::ParameterName, 'Print the answer when it is complete')
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
        'cw-proxy;run' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The key: an alias whose secret is in the environment or an environment file, @FILE, or -')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Further environment files to look for the key''s secret in')
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
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be set')
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
        'cw-proxy;apply' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The file; - reads standard input')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The file; - reads standard input')
            [CompletionResult]::new('--secrets-to', '--secrets-to', [CompletionResultType]::ParameterName, 'Environment file for the secrets of new keys')
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
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Delete what the file leaves out, of the kinds that it lists')
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
        'cw-proxy;doctor' {
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
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Set the modes of files that others can read')
            [CompletionResult]::new('--no-providers', '--no-providers', [CompletionResultType]::ParameterName, 'Ask no provider')
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
        'cw-proxy;status' {
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
            [CompletionResult]::new('--full', '--full', [CompletionResultType]::ParameterName, 'Call every model, for real; it costs what a few words cost')
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
            [CompletionResult]::new('ack', 'ack', [CompletionResultType]::ParameterValue, 'Note that an alert was seen: no more reminders until it is over')
            [CompletionResult]::new('mute', 'mute', [CompletionResultType]::ParameterValue, 'Tell nothing of an alert for a while')
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
        'cw-proxy;alert;ack' {
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
            [CompletionResult]::new('--undo', '--undo', [CompletionResultType]::ParameterName, 'Take it back: be reminded again')
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
        'cw-proxy;alert;mute' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'For how long: 30m, 8h, 7d, at most 30d')
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
            [CompletionResult]::new('--off', '--off', [CompletionResultType]::ParameterName, 'Tell of it again')
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
            [CompletionResult]::new('ack', 'ack', [CompletionResultType]::ParameterValue, 'Note that an alert was seen: no more reminders until it is over')
            [CompletionResult]::new('mute', 'mute', [CompletionResultType]::ParameterValue, 'Tell nothing of an alert for a while')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;alert;help;list' {
            break
        }
        'cw-proxy;alert;help;test' {
            break
        }
        'cw-proxy;alert;help;ack' {
            break
        }
        'cw-proxy;alert;help;mute' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List changes that were made, the latest first')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write all changes as JSON lines')
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
        'cw-proxy;audit;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Which page of so many')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only of this kind: key, user, team, model, setting, …')
            [CompletionResult]::new('--object', '--object', [CompletionResultType]::ParameterName, 'Only of this object, by id')
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
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them')
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
        'cw-proxy;audit;export' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List changes that were made, the latest first')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write all changes as JSON lines')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;audit;help;verify' {
            break
        }
        'cw-proxy;audit;help;list' {
            break
        }
        'cw-proxy;audit;help;export' {
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
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the configuration and every model of it')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what is in force, secrets masked')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show which of flag, file, environment and default won')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Have a running proxy read its configuration anew: whole, or not at all')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a configuration to begin with')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a JSON Schema of the configuration file, for editors')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;config;check' {
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
        'cw-proxy;config;show' {
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
        'cw-proxy;config;explain' {
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
        'cw-proxy;config;init' {
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
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Write over a file that is there')
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
        'cw-proxy;config;schema' {
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
        'cw-proxy;config;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the configuration and every model of it')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what is in force, secrets masked')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show which of flag, file, environment and default won')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Have a running proxy read its configuration anew: whole, or not at all')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a configuration to begin with')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a JSON Schema of the configuration file, for editors')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cw-proxy;config;help;check' {
            break
        }
        'cw-proxy;config;help;show' {
            break
        }
        'cw-proxy;config;help;explain' {
            break
        }
        'cw-proxy;config;help;reload' {
            break
        }
        'cw-proxy;config;help;init' {
            break
        }
        'cw-proxy;config;help;schema' {
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
            [CompletionResult]::new('budget', 'budget', [CompletionResultType]::ParameterValue, 'Named budgets, and more money for a while')
            [CompletionResult]::new('team', 'team', [CompletionResultType]::ParameterValue, 'Teams')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Users')
            [CompletionResult]::new('spend', 'spend', [CompletionResultType]::ParameterValue, 'What was spent')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Single calls')
            [CompletionResult]::new('provider', 'provider', [CompletionResultType]::ParameterValue, 'Credentials of providers')
            [CompletionResult]::new('chat', 'chat', [CompletionResultType]::ParameterValue, 'Call a model from the terminal')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run another program so that it calls models through the proxy')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring budgets, teams, users, models and keys to what a file says')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check everything that can be checked without spending money')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'How the proxy is, in one screen')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a key')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a key')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Give a key a new secret; what it spent stays')
            [CompletionResult]::new('block', 'block', [CompletionResultType]::ParameterValue, 'Refuse a key from now on')
            [CompletionResult]::new('unblock', 'unblock', [CompletionResultType]::ParameterValue, 'Let a key in again')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete keys; what they spent stays in the ledger')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Tell whether a call would be let in, and why')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Tell what a key used, day by day')
            break
        }
        'cw-proxy;help;key;generate' {
            break
        }
        'cw-proxy;help;key;list' {
            break
        }
        'cw-proxy;help;key;get' {
            break
        }
        'cw-proxy;help;key;update' {
            break
        }
        'cw-proxy;help;key;rotate' {
            break
        }
        'cw-proxy;help;key;block' {
            break
        }
        'cw-proxy;help;key;unblock' {
            break
        }
        'cw-proxy;help;key;delete' {
            break
        }
        'cw-proxy;help;key;explain' {
            break
        }
        'cw-proxy;help;key;usage' {
            break
        }
        'cw-proxy;help;model' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Declare a model; the same name again is a second deployment of it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List models with their deployments and prices')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a model and its deployments')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a model that was declared through the API')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Remove a model that was declared through the API')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Call a model for real; it costs what a few words cost')
            [CompletionResult]::new('price', 'price', [CompletionResultType]::ParameterValue, 'Tell what a model costs, or declare it')
            [CompletionResult]::new('alias', 'alias', [CompletionResultType]::ParameterValue, 'Other names of models')
            break
        }
        'cw-proxy;help;model;new' {
            break
        }
        'cw-proxy;help;model;list' {
            break
        }
        'cw-proxy;help;model;get' {
            break
        }
        'cw-proxy;help;model;update' {
            break
        }
        'cw-proxy;help;model;delete' {
            break
        }
        'cw-proxy;help;model;test' {
            break
        }
        'cw-proxy;help;model;price' {
            break
        }
        'cw-proxy;help;model;alias' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Give a model another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a name away')
            break
        }
        'cw-proxy;help;model;alias;list' {
            break
        }
        'cw-proxy;help;model;alias;set' {
            break
        }
        'cw-proxy;help;model;alias;remove' {
            break
        }
        'cw-proxy;help;budget' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a named budget')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List named budgets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a named budget')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a named budget, and with it all who have it')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a named budget; those who have it lose its limits')
            [CompletionResult]::new('attach', 'attach', [CompletionResultType]::ParameterValue, 'Give a named budget to somebody')
            [CompletionResult]::new('detach', 'detach', [CompletionResultType]::ParameterValue, 'Take a named budget away from somebody')
            [CompletionResult]::new('boost', 'boost', [CompletionResultType]::ParameterValue, 'Give a key or a user more money for a while')
            break
        }
        'cw-proxy;help;budget;create' {
            break
        }
        'cw-proxy;help;budget;list' {
            break
        }
        'cw-proxy;help;budget;get' {
            break
        }
        'cw-proxy;help;budget;update' {
            break
        }
        'cw-proxy;help;budget;delete' {
            break
        }
        'cw-proxy;help;budget;attach' {
            break
        }
        'cw-proxy;help;budget;detach' {
            break
        }
        'cw-proxy;help;budget;boost' {
            break
        }
        'cw-proxy;help;team' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a team')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List teams and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a team, its members and keys')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a team')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a team with its keys')
            [CompletionResult]::new('member', 'member', [CompletionResultType]::ParameterValue, 'Who is in a team')
            break
        }
        'cw-proxy;help;team;create' {
            break
        }
        'cw-proxy;help;team;list' {
            break
        }
        'cw-proxy;help;team;get' {
            break
        }
        'cw-proxy;help;team;update' {
            break
        }
        'cw-proxy;help;team;delete' {
            break
        }
        'cw-proxy;help;team;member' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a team')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a user out, with the keys that are theirs there')
            break
        }
        'cw-proxy;help;team;member;add' {
            break
        }
        'cw-proxy;help;team;member;remove' {
            break
        }
        'cw-proxy;help;user' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users and what they spent')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell about a user, their keys and teams')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a user')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Set what a user logs in to the admin pages with; ends their sessions')
            [CompletionResult]::new('invite', 'invite', [CompletionResultType]::ParameterValue, 'Make a link by which a user sets their password, once')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a user with their keys and memberships')
            break
        }
        'cw-proxy;help;user;create' {
            break
        }
        'cw-proxy;help;user;list' {
            break
        }
        'cw-proxy;help;user;get' {
            break
        }
        'cw-proxy;help;user;update' {
            break
        }
        'cw-proxy;help;user;passwd' {
            break
        }
        'cw-proxy;help;user;invite' {
            break
        }
        'cw-proxy;help;user;delete' {
            break
        }
        'cw-proxy;help;spend' {
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Sum spend by day, key, user, team, model or provider')
            [CompletionResult]::new('today', 'today', [CompletionResultType]::ParameterValue, 'What was spent today, in UTC')
            [CompletionResult]::new('top', 'top', [CompletionResultType]::ParameterValue, 'Who or what spent the most')
            [CompletionResult]::new('reconcile', 'reconcile', [CompletionResultType]::ParameterValue, 'Compare the ledger with a provider''s bill')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the calls of some days as CSV or JSON lines')
            break
        }
        'cw-proxy;help;spend;report' {
            break
        }
        'cw-proxy;help;spend;today' {
            break
        }
        'cw-proxy;help;spend;top' {
            break
        }
        'cw-proxy;help;spend;reconcile' {
            break
        }
        'cw-proxy;help;spend;export' {
            break
        }
        'cw-proxy;help;logs' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List calls, the latest first')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Tell everything about a call')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'Print calls as they end')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the calls of some days as CSV or JSON lines')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove stored requests and answers that are old; the ledger''s rows stay')
            break
        }
        'cw-proxy;help;logs;list' {
            break
        }
        'cw-proxy;help;logs;get' {
            break
        }
        'cw-proxy;help;logs;tail' {
            break
        }
        'cw-proxy;help;logs;export' {
            break
        }
        'cw-proxy;help;logs;prune' {
            break
        }
        'cw-proxy;help;provider' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List credentials, their secrets masked')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Keep a credential under a name')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a credential; models that name it call with it from the next request on')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Call a model with a credential, for real')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Delete a credential that no model names')
            break
        }
        'cw-proxy;help;provider;list' {
            break
        }
        'cw-proxy;help;provider;add' {
            break
        }
        'cw-proxy;help;provider;update' {
            break
        }
        'cw-proxy;help;provider;test' {
            break
        }
        'cw-proxy;help;provider;remove' {
            break
        }
        'cw-proxy;help;chat' {
            break
        }
        'cw-proxy;help;run' {
            break
        }
        'cw-proxy;help;apply' {
            break
        }
        'cw-proxy;help;doctor' {
            break
        }
        'cw-proxy;help;status' {
            break
        }
        'cw-proxy;help;health' {
            break
        }
        'cw-proxy;help;alert' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List alerts, those that last first')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a real message to whoever is told of alerts')
            [CompletionResult]::new('ack', 'ack', [CompletionResultType]::ParameterValue, 'Note that an alert was seen: no more reminders until it is over')
            [CompletionResult]::new('mute', 'mute', [CompletionResultType]::ParameterValue, 'Tell nothing of an alert for a while')
            break
        }
        'cw-proxy;help;alert;list' {
            break
        }
        'cw-proxy;help;alert;test' {
            break
        }
        'cw-proxy;help;alert;ack' {
            break
        }
        'cw-proxy;help;alert;mute' {
            break
        }
        'cw-proxy;help;audit' {
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Recompute every total and every price from the rows, and compare')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List changes that were made, the latest first')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write all changes as JSON lines')
            break
        }
        'cw-proxy;help;audit;verify' {
            break
        }
        'cw-proxy;help;audit;list' {
            break
        }
        'cw-proxy;help;audit;export' {
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
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the configuration and every model of it')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what is in force, secrets masked')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show which of flag, file, environment and default won')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Have a running proxy read its configuration anew: whole, or not at all')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a configuration to begin with')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a JSON Schema of the configuration file, for editors')
            break
        }
        'cw-proxy;help;config;check' {
            break
        }
        'cw-proxy;help;config;show' {
            break
        }
        'cw-proxy;help;config;explain' {
            break
        }
        'cw-proxy;help;config;reload' {
            break
        }
        'cw-proxy;help;config;init' {
            break
        }
        'cw-proxy;help;config;schema' {
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
