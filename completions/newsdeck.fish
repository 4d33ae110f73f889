# SPDX-License-Identifier: MIT
# fish completion of newsdeck, printed by "newsdeck print newsdeck.fish"
complete -c newsdeck -n __fish_use_subcommand -l config-dir -r -d 'folder of config and feeds'
complete -c newsdeck -n __fish_use_subcommand -l data-dir -r -d 'folder of the archive'
complete -c newsdeck -n __fish_use_subcommand -l version -d 'print the version'
complete -c newsdeck -n __fish_use_subcommand -f -a reload -d 'fetch all feeds, or these, now'
complete -c newsdeck -n '__fish_seen_subcommand_from reload' -l due
complete -c newsdeck -n '__fish_seen_subcommand_from reload' -l force
complete -c newsdeck -n '__fish_seen_subcommand_from reload' -l full-text
complete -c newsdeck -n __fish_use_subcommand -f -a offline -d 'fetch the whole articles, with pictures, of all that is unread or starred, or found'
complete -c newsdeck -n __fish_use_subcommand -f -a feeds -d 'list the feeds with their counts and errors'
complete -c newsdeck -n '__fish_seen_subcommand_from feeds' -l json
complete -c newsdeck -n __fish_use_subcommand -f -a list -d 'list articles, the newest first'
complete -c newsdeck -n '__fish_seen_subcommand_from list' -l json
complete -c newsdeck -n '__fish_seen_subcommand_from list' -l limit -x
complete -c newsdeck -n __fish_use_subcommand -f -a search -d 'list the articles that match best'
complete -c newsdeck -n '__fish_seen_subcommand_from search' -l json
complete -c newsdeck -n '__fish_seen_subcommand_from search' -l limit -x
complete -c newsdeck -n __fish_use_subcommand -f -a show -d 'print articles, or write them as a book'
complete -c newsdeck -n '__fish_seen_subcommand_from show' -l json
complete -c newsdeck -n '__fish_seen_subcommand_from show' -l format -x
complete -c newsdeck -n '__fish_seen_subcommand_from show' -l width -x
complete -c newsdeck -n '__fish_seen_subcommand_from show' -l diff
complete -c newsdeck -n '__fish_seen_subcommand_from show' -l revision -x
complete -c newsdeck -n __fish_use_subcommand -f -a mark -d 'mark articles read or unread'
complete -c newsdeck -n '__fish_seen_subcommand_from mark' -l read
complete -c newsdeck -n '__fish_seen_subcommand_from mark' -l unread
complete -c newsdeck -n __fish_use_subcommand -f -a star -d 'star articles, or take their stars away'
complete -c newsdeck -n '__fish_seen_subcommand_from star' -l remove
complete -c newsdeck -n __fish_use_subcommand -f -a undo -d 'take the last change back'
complete -c newsdeck -n __fish_use_subcommand -f -a add -d 'subscribe to a feed, or to one of a site'
complete -c newsdeck -n '__fish_seen_subcommand_from add' -l first
complete -c newsdeck -n '__fish_seen_subcommand_from add' -l list
complete -c newsdeck -n '__fish_seen_subcommand_from add' -l json
complete -c newsdeck -n '__fish_seen_subcommand_from add' -l as-is
complete -c newsdeck -n __fish_use_subcommand -f -a remove -d 'end a subscription; its articles stay'
complete -c newsdeck -n __fish_use_subcommand -f -a rename -d 'give a feed a title of your own'
complete -c newsdeck -n __fish_use_subcommand -f -a allow -d 'let the command of an imported feed run'
complete -c newsdeck -n __fish_use_subcommand -f -a import -d 'take over feeds, articles and settings of another reader'
complete -c newsdeck -n '__fish_seen_subcommand_from import' -l dry-run
complete -c newsdeck -n '__fish_seen_subcommand_from import' -l from -x
complete -c newsdeck -n '__fish_seen_subcommand_from import' -l star -x
complete -c newsdeck -n '__fish_seen_subcommand_from import' -l json
complete -c newsdeck -n __fish_use_subcommand -f -a export -d 'write the feeds as OPML, or everything'
complete -c newsdeck -n '__fish_seen_subcommand_from export' -l opml
complete -c newsdeck -n '__fish_seen_subcommand_from export' -l state
complete -c newsdeck -n __fish_use_subcommand -f -a parse -d 'print a feed document as JSON'
complete -c newsdeck -n '__fish_seen_subcommand_from parse' -l base -x
complete -c newsdeck -n '__fish_seen_subcommand_from parse' -l scrape
complete -c newsdeck -n __fish_use_subcommand -f -a extract -d 'print the article of a web page as JSON'
complete -c newsdeck -n '__fish_seen_subcommand_from extract' -l base -x
complete -c newsdeck -n '__fish_seen_subcommand_from extract' -l body -x
complete -c newsdeck -n '__fish_seen_subcommand_from extract' -l strip -x
complete -c newsdeck -n __fish_use_subcommand -f -a render -d 'print an HTML page as text'
complete -c newsdeck -n '__fish_seen_subcommand_from render' -l base -x
complete -c newsdeck -n '__fish_seen_subcommand_from render' -l width -x
complete -c newsdeck -n '__fish_seen_subcommand_from render' -l links -x
complete -c newsdeck -n '__fish_seen_subcommand_from render' -l color -x
complete -c newsdeck -n '__fish_seen_subcommand_from render' -l justify
complete -c newsdeck -n '__fish_seen_subcommand_from render' -l hyphenate
complete -c newsdeck -n __fish_use_subcommand -f -a check -d 'look for mistakes in config and feeds'
complete -c newsdeck -n __fish_use_subcommand -f -a doctor -d 'look for damage in the archive, and say how pictures and links are shown here'
complete -c newsdeck -n __fish_use_subcommand -f -a print -d 'print a manual page, completions or a sample config'
complete -c newsdeck -n '__fish_seen_subcommand_from print' -f -a 'newsdeck.1 newsdeck-config.5 newsdeck-feeds.5 config newsdeck.bash _newsdeck newsdeck.fish'
