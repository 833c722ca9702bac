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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -f -a "generate" -d 'Make a key; its secret is shown once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -f -a "update" -d 'Change a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -f -a "list" -d 'List keys and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and not __fish_seen_subcommand_from generate update list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l alias -d 'A name for it, unique among live keys' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l models -d 'Models it may call, separated by commas: names, openai/*, *' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l budget -d 'The most it may spend, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l expires -d 'When the key dies: 30d, 12h; never for no end' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l rpm -d 'Requests per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l tpm -d 'Tokens per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l parallel -d 'Requests at the same time' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l user -d 'The user it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l team -d 'The team it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l metadata -d 'Notes, as a JSON object' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from generate" -l type -d 'What it is for' -r -f -a "default\t''
llm_api\t''
management\t''
read_only\t''"
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l alias -d 'The key, by alias' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l models -d 'Models it may call, separated by commas: names, openai/*, *' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l budget -d 'The most it may spend, in US dollars' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l period -d 'How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l expires -d 'When the key dies: 30d, 12h; never for no end' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l rpm -d 'Requests per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l tpm -d 'Tokens per minute' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l parallel -d 'Requests at the same time' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l user -d 'The user it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l team -d 'The team it belongs to' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from update" -l metadata -d 'Notes, as a JSON object' -r
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l page -d 'Which page' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l size -d 'Keys on a page' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l user -d 'Only of this user' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l team -d 'Only of this team' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l search -d 'Only where alias or name contains this' -r
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Make a key; its secret is shown once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -f -a "new" -d 'Declare a model; the same name again is a second deployment of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and not __fish_seen_subcommand_from new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l model -d 'Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-base -d 'Where it is served, when not at the provider\'s own address' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-key -d 'The provider\'s key; other users can see it while this runs, so prefer the two below' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l api-key-file -d 'File that holds the provider\'s key' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l provider -d 'The provider, when the model\'s name does not tell' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l input-cost-per-token -d 'US dollars per input token' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l output-cost-per-token -d 'US dollars per output token' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from new" -l param -d 'A further member of litellm_params; the value is JSON, or else text' -r
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "new" -d 'Declare a model; the same name again is a second deployment of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand health" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -f -a "list" -d 'List alerts, those that last first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -f -a "test" -d 'Send a real message to whoever is told of alerts'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and not __fish_seen_subcommand_from list test help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "list" -d 'List alerts, those that last first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "test" -d 'Send a real message to whoever is told of alerts'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -f -a "verify" -d 'Recompute every total and every price from the rows, and compare'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and not __fish_seen_subcommand_from verify help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Recompute every total and every price from the rows, and compare'
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -s o -l output -d 'Form of the result [default: table on a terminal, plain in a pipe]' -r -f -a "table\t'Columns with a header'
json\t'One object: `{"data": …, "meta": …}`'
yaml\t'The same in YAML'
plain\t'Tab-separated, no header'
jsonl\t'One JSON value a line'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l field -d 'Print only this field of the JSON result: id, budget.limit' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l color -d 'Colours [default: auto]' -r -f -a "auto\t'On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise'
always\t'Always'
never\t'Never'"
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l url -d 'Use the management API of the proxy at this URL [env: CW_PROXY_URL]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l master-key-file -d 'File that holds the master key, for the management API' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l config -d 'Configuration file [default: volumes/litellm/proxy_config.yaml if present]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l db -d 'Database to use directly: a file, sqlite:… or postgres://…' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l data-dir -d 'Folder of the proxy\'s files [default: data]' -r -F
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l timeout -d 'How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l profile -d 'Profile of cli.yaml to use [default: the one that it names]' -r
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -s q -l quiet -d 'Print only the essential value: a new secret, or ids'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -s v -l verbose -d 'Say on stderr which back end is used and what failed there; twice for every request'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -s y -l yes -d 'Do it without asking'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l no-input -d 'Never ask; fail where an answer is needed'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l offline -d 'Use the configured database directly'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -l force-offline -d 'Write to the database directly although a proxy runs on it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -s V -l version -d 'Print version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -f -a "reload" -d 'Have a running proxy read its configuration anew: whole, or not at all'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and not __fish_seen_subcommand_from reload help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "reload" -d 'Have a running proxy read its configuration anew: whole, or not at all'
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
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "serve" -d 'Run the gateway'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "bootstrap" -d 'Prepare a stack: mirror secrets, declare models, issue keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "key" -d 'Virtual keys'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "model" -d 'Models'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "health" -d 'Ask a running proxy how it is; the container\'s health check'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "alert" -d 'What is wrong, and whether telling it works'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "audit" -d 'The books'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "db" -d 'The database as a whole'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "secrets" -d 'The proxy\'s own secrets: master key and salt key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "api" -d 'Send any request to the API, authenticated'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "version" -d 'Tell the version'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "config" -d 'The configuration'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "import" -d 'Take over what another proxy\'s database holds'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "completions" -d 'Print the completions for a shell'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "man" -d 'Print the manual, or write a page for each command'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and not __fish_seen_subcommand_from serve bootstrap key model health alert audit db secrets api version config import completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "generate" -d 'Make a key; its secret is shown once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "update" -d 'Change a key'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys and what they spent'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "new" -d 'Declare a model; the same name again is a second deployment of it'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "list" -d 'List alerts, those that last first'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "test" -d 'Send a real message to whoever is told of alerts'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Recompute every total and every price from the rows, and compare'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "status" -d 'Tell where it is, how large, and which steps of its layout it has'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "migrate" -d 'Bring its layout up to date; the proxy does so by itself at its start'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "backup" -d 'Write a copy of it, while the proxy runs'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "restore" -d 'Put a copy in its place; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "vacuum" -d 'Give unused space back; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "check" -d 'Read it through for damage, and recompute the books'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from secrets" -f -a "show-master" -d 'Print the master key that is configured here'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from secrets" -f -a "rotate-master" -d 'Replace the master key, on the running proxy and where it is configured; the old one is dead at once'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from secrets" -f -a "rekey" -d 'Seal everything that is stored under another salt key; no proxy may run meanwhile'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "reload" -d 'Have a running proxy read its configuration anew: whole, or not at all'
complete -c cw-proxy -n "__fish_cw_proxy_using_subcommand help; and __fish_seen_subcommand_from import" -f -a "litellm" -d 'Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials'
