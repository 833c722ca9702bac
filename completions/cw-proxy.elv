set edit:completion:arg-completer[cw-proxy] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) CW_PROXY_COMPLETE="elvish" cw-proxy -- $@words) | to-lines
}
