# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_cw_proxy_global_optspecs
    string join \n o/output= q/quiet field= v/verbose color= y/yes no-input url= master-key-file= config= db= offline force-offline data-dir= timeout= profile= h/help V/version
end

function __fish_cw_proxy_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_cw_proxy_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_cw_proxy_using_subcommand
    set -l cmd (__fish_cw_proxy_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "serve" -d 'Run the gateway'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "bootstrap" -d 'Prepare a stack: mirror secrets, declare models, issue keys'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "key" -d 'Virtual keys'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "model" -d 'Models'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "budget" -d 'Named budgets, and more money for a while'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "team" -d 'Teams'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "user" -d 'Users'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "spend" -d 'What was spent'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "logs" -d 'Single calls'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "provider" -d 'Credentials of providers'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "chat" -d 'Call a model from the terminal'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "run" -d 'Run another program so that it calls models through the proxy'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "apply" -d 'Bring budgets, teams, users, models and keys to what a file says'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "doctor" -d 'Check everything that can be checked without spending money'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "status" -d 'How the proxy is, in one screen'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "health" -d 'Ask a running proxy how it is; the container\'s health check'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "alert" -d 'What is wrong, and whether telling it works'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "audit" -d 'The books'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "db" -d 'The database as a whole'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "secrets" -d 'The proxy\'s own secrets: master key and salt key'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "api" -d 'Send any request to the API, authenticated'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "version" -d 'Tell the version'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "config" -d 'The configuration'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "import" -d 'Take over what another proxy\'s database holds'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "man" -d 'Print the manual, or write a page for each command'
complete -c cw-proxy -n "__fish_cw_proxy_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l host -d 'Address to listen on [default: 0.0.0.0]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l port -d 'Port to listen on; 0 takes any free one [default: 4000]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l metrics-listen -d 'Serve metrics on this address too, without a key' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l num_workers -d 'LiteLLM\'s flag for several processes; one serves on every core' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l check -d 'Check configuration and models, show what is in force and where it came from, then exit'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l detailed_debug -d 'LiteLLM\'s flag for a detailed log'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand serve" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l env-file -d 'Environment file that is read, and that keys are put into [env: ENV_FILE_PATH] [default: volumes/env/.env]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l litellm-env-file -d 'Environment file that gets the providers\' secrets under their own names [env: LITELLM_ENV_FILE_PATH] [default: volumes/env/.env.litellm]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l key -d 'A key to issue beside the default one: the variable that gets it, its alias, its budget in US dollars and how often the budget starts again, as CLI_API_KEY:cli:100:30d; the last two may be left out' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l from -d 'YAML file with a list `keys` of keys to issue' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l wait -d 'How long to wait for the proxy: 120, 120s, 2m [env: LITELLM_PROXY_WAIT_SECONDS] [default: 120s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l no-default-key -d 'Issue no default key (`task-agent default`, in OPENAI_API_KEY)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l dry-run -d 'Show what would be done, and do nothing'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l exit-code -d 'With --dry-run: exit 10 when there is something to do'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand bootstrap" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "generate" -d 'Make a key; its secret is shown once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "list" -d 'List keys and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "get" -d 'Tell about a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "update" -d 'Change a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "rotate" -d 'Give a key a new secret; what it spent stays'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "block" -d 'Refuse a key from now on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "unblock" -d 'Let a key in again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "delete" -d 'Delete keys; what they spent stays in the ledger'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "explain" -d 'Tell whether a call would be let in, and why'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "usage" -d 'Tell what a key used, day by day'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate list get update rotate block unblock delete explain usage help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l alias -d 'A name for it, unique among live keys' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l models -d 'Models it may call, separated by commas: names, openai/*, *' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l budget -d 'The most it may spend, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l soft-budget -d 'Where its spend raises an alert, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l expires -l duration -d 'When the key dies: 30d, 12h; never for no end' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l rpm -d 'Requests per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l tpm -d 'Tokens per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l parallel -d 'Requests at the same time' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l user -d 'The user it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l team -d 'The team it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l budget-id -d 'A named budget whose limits it has' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l tag -d 'A tag of all its calls; may be given again' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l metadata -d 'Notes, as a JSON object or @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l type -d 'What it is for' -r -f -a "default\t''
llm_api\t''
management\t''
read_only\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l if-exists -d 'What to do when the alias is taken' -r -f -a "error\t'Fail'
reuse\t'Keep the key and bring it to what is asked for; its secret cannot be shown again'
rotate\t'Bring it to what is asked for and give it a new secret'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l env-file -d 'Write the secret into this environment file instead of showing it' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l env-var -d 'The variable in that file' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l key-stdin -d 'Read the secret from standard input instead of making one'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l page -d 'Which page of so many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l user -d 'Only of this user' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l team -d 'Only of this team' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l search -d 'Only where alias, name, user, team or hash contains this' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l sort -d 'Sort by spend, budget, created, updated, alias or expires' -r -f -a "spend\t''
budget\t''
created\t''
updated\t''
alias\t''
expires\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l all -d 'All of them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l ascending -d 'In ascending order'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l deleted -d 'Deleted keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l alias -d 'The key, by alias' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l rename -d 'A new alias' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l models -d 'Models it may call, separated by commas: names, openai/*, *' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l budget -d 'The most it may spend, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l soft-budget -d 'Where its spend raises an alert, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l expires -l duration -d 'When the key dies: 30d, 12h; never for no end' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l rpm -d 'Requests per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l tpm -d 'Tokens per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l parallel -d 'Requests at the same time' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l user -d 'The user it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l team -d 'The team it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l budget-id -d 'A named budget whose limits it has' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l tag -d 'A tag of all its calls; may be given again' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l metadata -d 'Notes, as a JSON object or @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l type -d 'What it is for' -r -f -a "default\t''
llm_api\t''
management\t''
read_only\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l clear-budget -d 'Take the budget away'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l clear-limits -d 'Take limits of rates away'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l block -d 'Refuse it from now on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l unblock -d 'Let it in again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l grace -d 'How long the old secret stays good: 24h; it ends at once without' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l env-file -d 'Write the secret into this environment file instead of showing it' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l env-var -d 'The variable in that file' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l key-stdin -d 'Read the new secret from standard input instead of making one'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from rotate" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from block" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from unblock" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s m -l model -d 'The model that it would call' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l max-tokens -d 'The most output that the call would ask for [default: the model\'s own limit]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l since -d 'The first day: 2026-11-01, or 7d ago [default: 30d]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l until -d 'The last day [default: today]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l models -d 'By model instead of by day'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from usage" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Make a key; its secret is shown once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "get" -d 'Tell about a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Give a key a new secret; what it spent stays'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "block" -d 'Refuse a key from now on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "unblock" -d 'Let a key in again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete keys; what they spent stays in the ledger'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Tell whether a call would be let in, and why'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "usage" -d 'Tell what a key used, day by day'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "new" -d 'Declare a model; the same name again is a second deployment of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "list" -d 'List models with their deployments and prices'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "get" -d 'Tell about a model and its deployments'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "update" -d 'Change a model that was declared through the API'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "delete" -d 'Remove a model that was declared through the API'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "test" -d 'Call a model for real; it costs what a few words cost'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "price" -d 'Tell what a model costs, or declare it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "alias" -d 'Other names of models'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new list get update delete test price alias help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l model -d 'Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-base -d 'Where it is served, when not at the provider\'s own address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-key -d 'The provider\'s key: -, @FILE, or the key itself, which other users can see while this runs' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-key-file -d 'File that holds the provider\'s key' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l credential -d 'A credential of `cw-proxy provider` to call with' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l provider -d 'The provider, when the model\'s name does not tell' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l input-cost-per-token -d 'US dollars per input token' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l output-cost-per-token -d 'US dollars per output token' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l param -d 'A further member of litellm_params; the value is JSON, or else text, or a file\'s content as @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l info -d 'A member of model_info, in the same way' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-key-stdin -d 'Read the provider\'s key from standard input'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l free -d 'It costs nothing'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l page -d 'Which page of so many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l search -d 'Only where the name or the provider\'s model contains this' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l all -d 'All of them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l rename -d 'A new name for clients' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l model -d 'Provider and model' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l api-base -d 'Where it is served, when not at the provider\'s own address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l api-key -d 'The provider\'s key: -, @FILE, or the key itself, which other users can see while this runs' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l api-key-file -d 'File that holds the provider\'s key' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l credential -d 'A credential of `cw-proxy provider` to call with' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l provider -d 'The provider, when the model\'s name does not tell' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l input-cost-per-token -d 'US dollars per input token' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l output-cost-per-token -d 'US dollars per output token' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l param -d 'A further member of litellm_params; the value is JSON, or else text, or a file\'s content as @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l info -d 'A member of model_info, in the same way' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l api-key-stdin -d 'Read the provider\'s key from standard input'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l free -d 'It costs nothing'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l block -d 'Take it out of use'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l unblock -d 'Take it into use again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l all -d 'Every model'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l input -d 'Declare the price of a million input tokens, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l output-price -d 'Declare the price of a million output tokens, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l free -d 'Declare that it costs nothing'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from price" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -f -a "list" -d 'List them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -f -a "set" -d 'Give a model another name'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -f -a "remove" -d 'Take a name away'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from alias" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "new" -d 'Declare a model; the same name again is a second deployment of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "list" -d 'List models with their deployments and prices'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "get" -d 'Tell about a model and its deployments'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a model that was declared through the API'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Remove a model that was declared through the API'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "test" -d 'Call a model for real; it costs what a few words cost'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "price" -d 'Tell what a model costs, or declare it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "alias" -d 'Other names of models'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "create" -d 'Make a named budget'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "list" -d 'List named budgets'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "get" -d 'Tell about a named budget'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "update" -d 'Change a named budget, and with it all who have it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "delete" -d 'Delete a named budget; those who have it lose its limits'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "attach" -d 'Give a named budget to somebody'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "detach" -d 'Take a named budget away from somebody'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "boost" -d 'Give a key or a user more money for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and not __fish_seen_subcommand_from create list get update delete attach detach boost help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l budget -d 'The most that may be spent, in US dollars; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l soft-budget -d 'Where spend raises an alert, in US dollars; none for nowhere' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l rpm -d 'Requests per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l tpm -d 'Tokens per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l parallel -d 'Requests at the same time; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l budget -d 'The most that may be spent, in US dollars; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l soft-budget -d 'Where spend raises an alert, in US dollars; none for nowhere' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l rpm -d 'Requests per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l tpm -d 'Tokens per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l parallel -d 'Requests at the same time; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from attach" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from detach" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l amount -d 'How much more, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l until -d 'Until when: 24h, 7d, or a time such as 2026-12-01T00:00:00Z' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from boost" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a named budget'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "list" -d 'List named budgets'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "get" -d 'Tell about a named budget'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a named budget, and with it all who have it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a named budget; those who have it lose its limits'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "attach" -d 'Give a named budget to somebody'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "detach" -d 'Take a named budget away from somebody'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "boost" -d 'Give a key or a user more money for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "create" -d 'Make a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "list" -d 'List teams and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "get" -d 'Tell about a team, its members and keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "update" -d 'Change a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "delete" -d 'Delete a team with its keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "member" -d 'Who is in a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and not __fish_seen_subcommand_from create list get update delete member help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l id -d 'Its id [default: made]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l models -d 'Models that its keys may call, separated by commas; * for all' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l budget -d 'The most that may be spent, in US dollars; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l soft-budget -d 'Where spend raises an alert, in US dollars; none for nowhere' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l rpm -d 'Requests per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l tpm -d 'Tokens per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l parallel -d 'Requests at the same time; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l metadata -d 'Notes, as a JSON object or @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l organization -d 'The organization that it is part of' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l page -d 'Which page of so many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l search -d 'Only where id or alias contains this' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l user -d 'Only those that this user is in' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l all -d 'All of them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l rename -d 'A new alias' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l models -d 'Models that its keys may call, separated by commas; * for all' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l budget -d 'The most that may be spent, in US dollars; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l soft-budget -d 'Where spend raises an alert, in US dollars; none for nowhere' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l rpm -d 'Requests per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l tpm -d 'Tokens per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l parallel -d 'Requests at the same time; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l metadata -d 'Notes, as a JSON object or @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l organization -d 'The organization that it is part of' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l block -d 'Refuse its keys from now on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l unblock -d 'Let its keys in again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -f -a "add" -d 'Add users to a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -f -a "remove" -d 'Take a user out, with the keys that are theirs there'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from member" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "list" -d 'List teams and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "get" -d 'Tell about a team, its members and keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a team with its keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "member" -d 'Who is in a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "create" -d 'Make a user'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "list" -d 'List users and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "get" -d 'Tell about a user, their keys and teams'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "update" -d 'Change a user'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "passwd" -d 'Set what a user logs in to the admin pages with; ends their sessions'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "invite" -d 'Make a link by which a user sets their password, once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "delete" -d 'Delete a user with their keys and memberships'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and not __fish_seen_subcommand_from create list get update passwd invite delete help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l email -d 'E-mail address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l alias -d 'A name for people' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l role -d 'What they may do' -r -f -a "proxy_admin\t''
proxy_admin_viewer\t''
internal_user\t''
internal_user_viewer\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l models -d 'Models that their keys may call, separated by commas; * for all' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l budget -d 'The most that may be spent, in US dollars; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l soft-budget -d 'Where spend raises an alert, in US dollars; none for nowhere' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l rpm -d 'Requests per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l tpm -d 'Tokens per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l parallel -d 'Requests at the same time; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l metadata -d 'Notes, as a JSON object or @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l teams -d 'Teams to add them to, separated by commas' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l with-key -d 'Make a key for them too, and show its secret'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l page -d 'Which page of so many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l search -d 'Only where id, alias or e-mail address contains this' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l role -d 'Only with this role' -r -f -a "proxy_admin\t''
proxy_admin_viewer\t''
internal_user\t''
internal_user_viewer\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l team -d 'Only members of this team' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l all -d 'All of them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l email -d 'E-mail address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l alias -d 'A name for people' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l role -d 'What they may do' -r -f -a "proxy_admin\t''
proxy_admin_viewer\t''
internal_user\t''
internal_user_viewer\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l models -d 'Models that their keys may call, separated by commas; * for all' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l budget -d 'The most that may be spent, in US dollars; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l soft-budget -d 'Where spend raises an alert, in US dollars; none for nowhere' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l rpm -d 'Requests per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l tpm -d 'Tokens per minute; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l parallel -d 'Requests at the same time; none for no limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l metadata -d 'Notes, as a JSON object or @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l block -d 'Refuse their keys from now on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l unblock -d 'Let their keys in again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-file -d 'File that holds the password' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Read the password from standard input'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from passwd" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l address -d 'The proxy\'s address as the user has it [default: the one that is used here]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from invite" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a user'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List users and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "get" -d 'Tell about a user, their keys and teams'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a user'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Set what a user logs in to the admin pages with; ends their sessions'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "invite" -d 'Make a link by which a user sets their password, once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a user with their keys and memberships'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -f -a "report" -d 'Sum spend by day, key, user, team, model or provider'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -f -a "today" -d 'What was spent today, in UTC'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -f -a "top" -d 'Who or what spent the most'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -f -a "reconcile" -d 'Compare the ledger with a provider\'s bill'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -f -a "export" -d 'Write the calls of some days as CSV or JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and not __fish_seen_subcommand_from report today top reconcile export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l by -d 'By what, separated by commas' -r -f -a "day\t''
month\t''
key\t''
user\t''
team\t''
model\t''
provider_model\t''
provider\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l since -d 'The first day: 2026-11-01, or 7d ago [default: 30d]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l until -d 'The last day [default: today]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l key -d 'Only of this key' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l user -d 'Only of this user' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l team -d 'Only of this team' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l model -d 'Only of this model' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from report" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from today" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l since -d 'The first day: 2026-11-01, or 7d ago [default: 30d]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l until -d 'The last day [default: today]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from top" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l provider -d 'The provider: openai, anthropic, …' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l csv -d 'Its bill as CSV with a header; columns for day, model and cost are found by their names' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l day-column -d 'The column with the day [default: found by name]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l model-column -d 'The column with the model [default: found by name; without one, days are compared]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l cost-column -d 'The column with the cost in US dollars [default: found by name]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l tolerance -d 'How many US dollars a line may differ and still match' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from reconcile" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l since -d 'The first day: 2026-11-01, or 7d ago [default: 30d]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l until -d 'The last day [default: today]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l format -d 'The form' -r -f -a "csv\t''
jsonl\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l to -d 'The file [default: standard output]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l sums -d 'Sums by the day, key and model instead of single calls'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from help" -f -a "report" -d 'Sum spend by day, key, user, team, model or provider'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from help" -f -a "today" -d 'What was spent today, in UTC'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from help" -f -a "top" -d 'Who or what spent the most'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from help" -f -a "reconcile" -d 'Compare the ledger with a provider\'s bill'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the calls of some days as CSV or JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand spend; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -f -a "list" -d 'List calls, the latest first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -f -a "get" -d 'Tell everything about a call'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -f -a "tail" -d 'Print calls as they end'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -f -a "export" -d 'Write the calls of some days as CSV or JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -f -a "prune" -d 'Remove stored requests and answers that are old; the ledger\'s rows stay'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and not __fish_seen_subcommand_from list get tail export prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l key -d 'Only of this key' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l user -d 'Only of this user' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l team -d 'Only of this team' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l end-user -d 'Only of this customer' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l model -d 'Only of this model' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l since -d 'From when: 2026-11-30, 2026-11-30T12:00:00Z, or how long ago: 1h, 7d' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l until -d 'Until when [default: now]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l page -d 'Which page of so many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l failed -d 'Only those that failed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l all -d 'All of them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l words -d 'Also what was said, where that is stored'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l key -d 'Only of this key' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l user -d 'Only of this user' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l team -d 'Only of this team' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l end-user -d 'Only of this customer' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l model -d 'Only of this model' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l since -d 'Begin with those of this long ago' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s n -l count -d 'End after so many calls [default: never]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l failed -d 'Only those that failed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from tail" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l since -d 'The first day: 2026-11-01, or 7d ago [default: 30d]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l until -d 'The last day [default: today]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l format -d 'The form' -r -f -a "csv\t''
jsonl\t''"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l to -d 'The file [default: standard output]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l sums -d 'Sums by the day, key and model instead of single calls'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l older-than -d 'How old what is removed must be: 90d, 12h' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from prune" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "list" -d 'List calls, the latest first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "get" -d 'Tell everything about a call'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "tail" -d 'Print calls as they end'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the calls of some days as CSV or JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove stored requests and answers that are old; the ledger\'s rows stay'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -f -a "list" -d 'List credentials, their secrets masked'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -f -a "add" -d 'Keep a credential under a name'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -f -a "update" -d 'Change a credential; models that name it call with it from the next request on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -f -a "test" -d 'Call a model with a credential, for real'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -f -a "remove" -d 'Delete a credential that no model names'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and not __fish_seen_subcommand_from list add update test remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l provider -d 'The provider that it is for: openai, anthropic, azure, …' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l api-key -d 'The provider\'s key: -, @FILE, or the key itself, which other users can see while this runs' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l api-key-file -d 'File that holds the provider\'s key' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l api-base -d 'Where it is served, when not at the provider\'s own address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l value -d 'A further member; the value is JSON, or else text, or a file\'s content as @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l api-key-stdin -d 'Read the provider\'s key from standard input'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l provider -d 'The provider that it is for: openai, anthropic, azure, …' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l api-key -d 'The provider\'s key: -, @FILE, or the key itself, which other users can see while this runs' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l api-key-file -d 'File that holds the provider\'s key' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l api-base -d 'Where it is served, when not at the provider\'s own address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l value -d 'A further member; the value is JSON, or else text, or a file\'s content as @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l api-key-stdin -d 'Read the provider\'s key from standard input'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s m -l model -d 'The model to call: openai/gpt-5-mini; it costs what a few words cost' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from help" -f -a "list" -d 'List credentials, their secrets masked'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from help" -f -a "add" -d 'Keep a credential under a name'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a credential; models that name it call with it from the next request on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from help" -f -a "test" -d 'Call a model with a credential, for real'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Delete a credential that no model names'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand provider; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s m -l message -d 'What to say; - reads it from standard input' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l system -d 'What the model is told before' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l max-tokens -d 'The most tokens of the answer' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l key -d 'Call as this virtual key: -, @FILE, or the key itself, which other users can see while this runs' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l key-file -d 'File that holds the virtual key to call as' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l stream -d 'Print the answer as it comes'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l no-stream -d 'Print the answer when it is complete'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand chat" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l key -d 'The key: an alias whose secret is in the environment or an environment file, @FILE, or -' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l env-file -d 'Further environment files to look for the key\'s secret in' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l dry-run -d 'Only say what would be set'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand run" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s f -l file -d 'The file; - reads standard input' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l secrets-to -d 'Environment file for the secrets of new keys' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l dry-run -d 'Only say what would change'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l exit-code -d 'With --dry-run: exit with 10 when something would change'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l prune -d 'Delete what the file leaves out, of the kinds that it lists'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand apply" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l fix -d 'Set the modes of files that others can read'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l no-providers -d 'Ask no provider'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand status" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l live -d 'Does the process live? The default'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l ready -d 'Can it serve: does its database answer, can its ledger be written?'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l full -d 'Call every model, for real; it costs what a few words cost'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -f -a "list" -d 'List alerts, those that last first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -f -a "test" -d 'Send a real message to whoever is told of alerts'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -f -a "ack" -d 'Note that an alert was seen: no more reminders until it is over'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -f -a "mute" -d 'Tell nothing of an alert for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test ack mute help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l limit -d 'How many at most' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l offset -d 'After how many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l firing -d 'Only those that last'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l undo -d 'Take it back: be reminded again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from ack" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l for -d 'For how long: 30m, 8h, 7d, at most 30d' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l off -d 'Tell of it again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from mute" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "list" -d 'List alerts, those that last first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "test" -d 'Send a real message to whoever is told of alerts'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "ack" -d 'Note that an alert was seen: no more reminders until it is over'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "mute" -d 'Tell nothing of an alert for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -f -a "verify" -d 'Recompute every total and every price from the rows, and compare'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -f -a "list" -d 'List changes that were made, the latest first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -f -a "export" -d 'Write all changes as JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify list export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l limit -d 'How many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l page -d 'Which page of so many' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l kind -d 'Only of this kind: key, user, team, model, setting, …' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l object -d 'Only of this object, by id' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l all -d 'All of them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Recompute every total and every price from the rows, and compare'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "list" -d 'List changes that were made, the latest first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write all changes as JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "status" -d 'Tell where it is, how large, and which steps of its layout it has'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "migrate" -d 'Bring its layout up to date; the proxy does so by itself at its start'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "backup" -d 'Write a copy of it, while the proxy runs'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "restore" -d 'Put a copy in its place; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "vacuum" -d 'Give unused space back; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "check" -d 'Read it through for damage, and recompute the books'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and not __fish_seen_subcommand_from status migrate backup restore vacuum check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l dry-run -d 'Show what would be applied, and do nothing'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l exit-code -d 'With --dry-run: exit 10 when there is something to apply'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from migrate" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l force -d 'Replace a file that is there already'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from backup" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from restore" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from vacuum" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "status" -d 'Tell where it is, how large, and which steps of its layout it has'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "migrate" -d 'Bring its layout up to date; the proxy does so by itself at its start'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "backup" -d 'Write a copy of it, while the proxy runs'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Put a copy in its place; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "vacuum" -d 'Give unused space back; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "check" -d 'Read it through for damage, and recompute the books'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -f -a "show-master" -d 'Print the master key that is configured here'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -f -a "rotate-master" -d 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -f -a "rekey" -d 'Seal everything that is stored under another salt key; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and not __fish_seen_subcommand_from show-master rotate-master rekey help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from show-master" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l new-key-file -d 'Take the new master key from this file instead of making one' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l env-file -d 'Environment file whose LITELLM_MASTER_KEY gets it, where the present one comes from the process\'s environment [env: ENV_FILE_PATH]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l new-key-stdin -d 'Read the new master key from standard input'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rotate-master" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l new-salt-file -d 'Take the new salt key from this file instead of making one' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l env-file -d 'Environment file whose LITELLM_SALT_KEY gets it, where the present one comes from the process\'s environment [env: ENV_FILE_PATH]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from rekey" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "show-master" -d 'Print the master key that is configured here'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "rotate-master" -d 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "rekey" -d 'Seal everything that is stored under another salt key; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s f -l field-value -d 'A field; the value is JSON, or else text, or a file\'s content as @FILE' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s d -l data -d 'The body: JSON, @FILE, or @- for standard input' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s H -l header -d 'A further header' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s i -l include -d 'Also print status and headers, on stderr'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l paginate -d 'Ask for page after page and print the items of all, for answers that have pages'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand api" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l json -d 'The same as -o json'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand version" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "check" -d 'Check the configuration and every model of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "show" -d 'Show what is in force, secrets masked'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "explain" -d 'Show which of flag, file, environment and default won'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "reload" -d 'Have a running proxy read its configuration anew: whole, or not at all'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "init" -d 'Write a configuration to begin with'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "schema" -d 'Print a JSON Schema of the configuration file, for editors'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from check show explain reload init schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l dry-run -d 'Only say what would change'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l exit-code -d 'With --dry-run: exit with 10 when something would change'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from reload" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l force -d 'Write over a file that is there'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from schema" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check the configuration and every model of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show what is in force, secrets masked'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Show which of flag, file, environment and default won'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "reload" -d 'Have a running proxy read its configuration anew: whole, or not at all'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a configuration to begin with'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "schema" -d 'Print a JSON Schema of the configuration file, for editors'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -f -a "litellm" -d 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and not __fish_seen_subcommand_from litellm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l db -d 'LiteLLM\'s database: the DATABASE_URL that it runs with' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l into -d 'The database to import into [default: the configured one]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l salt-key-file -d 'File that holds LiteLLM\'s salt key, or the master key that it had without one' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l dry-run -d 'Print what would be done, and do nothing'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l exit-code -d 'With --dry-run: exit with 10 when there is something to do'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l overwrite -d 'Also replace what was changed, made or deleted here'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l skip-invalid -d 'Leave out rows that cannot be read, and what belongs to them'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from litellm" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from help" -f -a "litellm" -d 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand import; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand completions" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l dir -d 'Write a page for each command into this folder instead of printing the first' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand man" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "serve" -d 'Run the gateway'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "bootstrap" -d 'Prepare a stack: mirror secrets, declare models, issue keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "key" -d 'Virtual keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "model" -d 'Models'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "budget" -d 'Named budgets, and more money for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "team" -d 'Teams'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "user" -d 'Users'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "spend" -d 'What was spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "logs" -d 'Single calls'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "provider" -d 'Credentials of providers'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "chat" -d 'Call a model from the terminal'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "run" -d 'Run another program so that it calls models through the proxy'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "apply" -d 'Bring budgets, teams, users, models and keys to what a file says'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "doctor" -d 'Check everything that can be checked without spending money'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "status" -d 'How the proxy is, in one screen'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "health" -d 'Ask a running proxy how it is; the container\'s health check'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "alert" -d 'What is wrong, and whether telling it works'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "audit" -d 'The books'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "db" -d 'The database as a whole'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "secrets" -d 'The proxy\'s own secrets: master key and salt key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "api" -d 'Send any request to the API, authenticated'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "version" -d 'Tell the version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "config" -d 'The configuration'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "import" -d 'Take over what another proxy\'s database holds'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "completions" -d 'Print the completions for a shell'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "man" -d 'Print the manual, or write a page for each command'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model budget team user spend logs provider chat run apply doctor status health alert audit db secrets api version config import completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "generate" -d 'Make a key; its secret is shown once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "get" -d 'Tell about a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "update" -d 'Change a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "rotate" -d 'Give a key a new secret; what it spent stays'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "block" -d 'Refuse a key from now on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "unblock" -d 'Let a key in again'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "delete" -d 'Delete keys; what they spent stays in the ledger'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "explain" -d 'Tell whether a call would be let in, and why'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "usage" -d 'Tell what a key used, day by day'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "new" -d 'Declare a model; the same name again is a second deployment of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "list" -d 'List models with their deployments and prices'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "get" -d 'Tell about a model and its deployments'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "update" -d 'Change a model that was declared through the API'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "delete" -d 'Remove a model that was declared through the API'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "test" -d 'Call a model for real; it costs what a few words cost'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "price" -d 'Tell what a model costs, or declare it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "alias" -d 'Other names of models'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "create" -d 'Make a named budget'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "list" -d 'List named budgets'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "get" -d 'Tell about a named budget'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "update" -d 'Change a named budget, and with it all who have it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "delete" -d 'Delete a named budget; those who have it lose its limits'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "attach" -d 'Give a named budget to somebody'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "detach" -d 'Take a named budget away from somebody'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from budget" -f -a "boost" -d 'Give a key or a user more money for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "create" -d 'Make a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "list" -d 'List teams and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "get" -d 'Tell about a team, its members and keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "update" -d 'Change a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "delete" -d 'Delete a team with its keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "member" -d 'Who is in a team'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "create" -d 'Make a user'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List users and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "get" -d 'Tell about a user, their keys and teams'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "update" -d 'Change a user'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "passwd" -d 'Set what a user logs in to the admin pages with; ends their sessions'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "invite" -d 'Make a link by which a user sets their password, once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "delete" -d 'Delete a user with their keys and memberships'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from spend" -f -a "report" -d 'Sum spend by day, key, user, team, model or provider'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from spend" -f -a "today" -d 'What was spent today, in UTC'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from spend" -f -a "top" -d 'Who or what spent the most'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from spend" -f -a "reconcile" -d 'Compare the ledger with a provider\'s bill'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from spend" -f -a "export" -d 'Write the calls of some days as CSV or JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "list" -d 'List calls, the latest first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "get" -d 'Tell everything about a call'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "tail" -d 'Print calls as they end'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "export" -d 'Write the calls of some days as CSV or JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "prune" -d 'Remove stored requests and answers that are old; the ledger\'s rows stay'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from provider" -f -a "list" -d 'List credentials, their secrets masked'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from provider" -f -a "add" -d 'Keep a credential under a name'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from provider" -f -a "update" -d 'Change a credential; models that name it call with it from the next request on'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from provider" -f -a "test" -d 'Call a model with a credential, for real'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from provider" -f -a "remove" -d 'Delete a credential that no model names'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "list" -d 'List alerts, those that last first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "test" -d 'Send a real message to whoever is told of alerts'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "ack" -d 'Note that an alert was seen: no more reminders until it is over'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "mute" -d 'Tell nothing of an alert for a while'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Recompute every total and every price from the rows, and compare'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "list" -d 'List changes that were made, the latest first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "export" -d 'Write all changes as JSON lines'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "status" -d 'Tell where it is, how large, and which steps of its layout it has'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "migrate" -d 'Bring its layout up to date; the proxy does so by itself at its start'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "backup" -d 'Write a copy of it, while the proxy runs'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "restore" -d 'Put a copy in its place; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "vacuum" -d 'Give unused space back; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "check" -d 'Read it through for damage, and recompute the books'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from secrets" -f -a "show-master" -d 'Print the master key that is configured here'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from secrets" -f -a "rotate-master" -d 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from secrets" -f -a "rekey" -d 'Seal everything that is stored under another salt key; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Check the configuration and every model of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show what is in force, secrets masked'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "explain" -d 'Show which of flag, file, environment and default won'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "reload" -d 'Have a running proxy read its configuration anew: whole, or not at all'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Write a configuration to begin with'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "schema" -d 'Print a JSON Schema of the configuration file, for editors'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from import" -f -a "litellm" -d 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials'
