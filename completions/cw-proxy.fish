complete --keep-order --exclusive --command cw-proxy --arguments "(CW_PROXY_COMPLETE=fish cw-proxy -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
