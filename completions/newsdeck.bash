# SPDX-License-Identifier: MIT
# bash completion of newsdeck, printed by "newsdeck print newsdeck.bash"
_newsdeck()
{
    local word=${COMP_WORDS[COMP_CWORD]} options=
    COMPREPLY=()
    declare -F _get_comp_words_by_ref >/dev/null && _get_comp_words_by_ref -n : -c word
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'reload offline feeds list search show mark star undo add remove rename allow import export parse extract render check doctor print --config-dir --data-dir --help --version' -- "$word")
        return
    fi
    case ${COMP_WORDS[1]} in
    reload) options='--due --force --full-text' ;;
    feeds) options='--json' ;;
    list) options='--json --limit' ;;
    search) options='--json --limit' ;;
    show) options='--json --format --width --diff --revision' ;;
    mark) options='--read --unread' ;;
    star) options='--remove' ;;
    add) options='--first --list --json --as-is' ;;
    import) options='--dry-run --from --star --json' ;;
    export) options='--opml --state' ;;
    parse) options='--base --scrape' ;;
    extract) options='--base --body --strip' ;;
    render) options='--base --width --links --color --justify --hyphenate' ;;
    esac
    case ${COMP_WORDS[1]}/$word in
    */-*) ;;
    reload/*|remove/*|rename/*)
        mapfile -t COMPREPLY < <(compgen -W "$(newsdeck feeds --json 2>/dev/null |
            sed -n 's/.*"url":"\([^"]*\)".*/\1/p')" -- "$word")
        declare -F __ltrim_colon_completions >/dev/null && __ltrim_colon_completions "$word"
        return
        ;;
    print/*)
        mapfile -t COMPREPLY < <(compgen -W 'newsdeck.1 newsdeck-config.5 newsdeck-feeds.5 config newsdeck.bash _newsdeck newsdeck.fish' -- "$word")
        return
        ;;
    esac
    case $word in
    -*) mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    esac
}
complete -F _newsdeck newsdeck
