#!/usr/bin/env bash
# Run every command of the manual: run_commands.sh PROGRAM SOURCE WORK
# A command is a line of a ```sh block that begins with "liantu " or
# "build/liantu "; a line that ends in \ goes on in the next. It must exit with
# 0, or with N where it ends in "# exit N". The commands of one document run in
# order in one fresh folder that holds the data sets and build/liantu.
set -euo pipefail

program=$1
source=$2
work=$3
failures=0
count=0

# LINE<tab>COMMAND for each command of the document $1.
commands_of() {
    awk '
        /^[ \t]*```/ { inside = !inside && /^[ \t]*```sh[ \t]*$/; next }
        !inside { next }
        held != "" || /^[ \t]*(build\/)?liantu / {
            sub(/^[ \t]+/, "")
            if (held == "") first = FNR
            if (sub(/\\$/, "")) { held = held $0; next }
            print first "\t" held $0
            held = ""
        }' "$1"
}

fail() {
    printf '%s\n' "$*" >&2
    failures=$((failures + 1))
}

# A fresh folder to run the document's commands in.
prepare() {
    rm -rf "$work"
    mkdir -p "$work/bin" "$work/run/build"
    ln -s "$program" "$work/bin/liantu"
    ln -s "$program" "$work/run/build/liantu"
    local folder
    for folder in data docs; do
        if [ -d "$source/$folder" ]; then
            cp -r "$source/$folder" "$work/run/"
        fi
    done
}

# run_command PLACE COMMAND
run_command() {
    local place=$1 command=$2 wanted=0 code=0
    case $command in
    *…* | *'<'*)
        fail "$place: a placeholder cannot be run: $command"
        return
        ;;
    esac
    if [[ $command =~ \#\ *exit\ +([0-9]+)\ *$ ]]; then
        wanted=${BASH_REMATCH[1]}
    fi
    (cd "$work/run" && PATH="$work/bin:$PATH" \
        bash -o pipefail -c "$command") \
        </dev/null >"$work/output" 2>&1 || code=$?
    count=$((count + 1))
    if [ "$code" -ne "$wanted" ]; then
        fail "$place: exit $code, wanted $wanted: $command"
        tail -n 20 "$work/output" >&2
    fi
}

shopt -s nullglob
for document in "$source"/README.md "$source"/README.zh.md "$source"/docs/*.md; do
    [ -e "$document" ] || continue
    prepare
    while IFS=$'\t' read -r line command; do
        run_command "${document#"$source"/}:$line" "$command"
    done < <(commands_of "$document")
done
echo "$count commands, $failures failed"
[ "$failures" -eq 0 ]
