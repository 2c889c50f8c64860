#!/usr/bin/env bash
# Read and write a real PostgreSQL server, started for this test alone in a
# folder of its own and reached by a socket in it: check_postgresql.sh WORK
# The server refuses to run as root; then it runs as postgres or nobody.
set -euo pipefail

work=$1
home=''
failures=0
as_user=()

skip() {
    echo "skipped: $*"
    exit 77
}

stop_server() {
    if [ -n "$home" ]; then
        if [ -e "$home/data/postmaster.pid" ]; then
            "${as_user[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop \
                >/dev/null 2>&1 || true
        fi
        rm -rf "$home"
    fi
}

start_server() {
    local user
    bin=$(find /usr/lib/postgresql -name initdb -type f 2>/dev/null | sort -V |
        tail -n 1)
    bin=${bin:-$(command -v initdb || true)}
    [ -n "$bin" ] || skip 'no PostgreSQL server (package postgresql)'
    bin=$(dirname "$bin")
    home=$(mktemp -d /tmp/liantu-pg-XXXXXX) # Sockets have short names.
    trap stop_server EXIT
    trap 'exit 1' INT TERM HUP
    chmod 755 "$home"
    if [ "$(id -u)" -eq 0 ]; then
        command -v runuser >/dev/null || skip 'root, and there is no runuser'
        user=nobody
        if id postgres >/dev/null 2>&1; then
            user=postgres
        fi
        chown "$user" "$home"
        as_user=(runuser -u "$user" --)
    fi
    cd "$home"
    "${as_user[@]}" "$bin/initdb" -D "$home/data" -U tester -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >"$work/initdb.log" 2>&1 ||
        skip "initdb failed: $(tail -n 1 "$work/initdb.log")"
    "${as_user[@]}" "$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/log" \
        -o "-k $home -c listen_addresses='' -c fsync=off" start \
        >"$work/start.log" 2>&1 || skip 'the server does not start'
    cd "$work"
}

sql() {
    "$bin/psql" -X -q -t -A -v ON_ERROR_STOP=1 -h "$home" -U tester postgres \
        "$@"
}

fail() {
    echo "failed: $*"
    failures=$((failures + 1))
}

# expect CODE TEXT COMMAND...: the exit code, and TEXT among what is said.
expect() {
    local wanted=$1 text=$2 code=0
    shift 2
    "$@" >"$work/said" 2>&1 || code=$?
    if [ "$code" -ne "$wanted" ] ||
        { [ -n "$text" ] && ! grep -qF -e "$text" "$work/said"; }; then
        fail "exit $code, wanted $wanted and '$text': $*"
        cat "$work/said"
    fi
    if grep -q sesame "$work/said"; then
        fail "the password is shown: $*"
    fi
}

same() {
    diff -r "$1" "$2" || fail "$1 and $2 differ"
}

round_trips() {
    "$LIANTU" generate -o made/ -q --firms 300 --links 2000 --products 40
    local source name
    for source in @luoyang @example made; do
        name=${source#@}
        "$LIANTU" convert "$source" -q -o "$name.csv/"
        expect 0 '' "$LIANTU" convert "$source" -o "$address"
        expect 0 '' "$LIANTU" convert "$address" -q -o "$name.back/"
        same "$name.csv" "$name.back"
    done
}

# What CSV can hold comes back, and nothing of it is a command.
hostile_texts() {
    mkdir -p odd
    printf '%s\n' 'id,name,"a""); DROP TABLE links; --",列' \
        "\"'); DROP TABLE links; --\",\"\\N\",\"tab	and \\ and \"\"\",x" \
        $'b,"line\nend\\.",\\.,"\\\\t"' >odd/products.csv
    "$LIANTU" convert odd -q -o odd.csv/
    expect 0 '' "$LIANTU" convert odd -o "$address"
    expect 0 '' "$LIANTU" convert "$address" -q -o odd.back/
    same odd.csv odd.back
    [ "$(sql -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" = 1 ] ||
        fail 'tables of the earlier data are still there'
}

others_are_safe() {
    sql -c 'CREATE TABLE links(x integer)' -c 'INSERT INTO links VALUES (1)'
    expect 2 links "$LIANTU" convert @example -o "$address"
    [ "$(sql -c 'SELECT count(*) FROM products')" = 2 ] ||
        fail 'a refused conversion has changed something'
    expect 0 '' "$LIANTU" convert @example \
        -o "$address&options=-csearch_path%3Dother"
    [ "$(sql -c 'SELECT count(*) FROM other.firms')" -gt 0 ] ||
        fail 'nothing was written to the other schema'
    sql -c 'DROP TABLE links'
    mkdir -p long
    printf 'id,%070d\na,b\n' 0 >long/products.csv
    expect 2 63 "$LIANTU" convert long -o "$address"
    [ "$(sql -c 'SELECT count(*) FROM products')" = 2 ] ||
        fail 'a conversion that failed half way has changed something'
}

queries() {
    local select='products=SELECT'
    expect 2 'nowhere' "$LIANTU" check "$address" --query "$select id FROM nowhere"
    expect 2 '' "$LIANTU" check "$address" --query 'products=DROP TABLE products'
    expect 2 '' "$LIANTU" check "$address" \
        --query "$select id FROM products; DROP TABLE products"
    expect 2 '' "$LIANTU" check "$address" --query \
        'products=WITH x AS (DELETE FROM products RETURNING *) SELECT * FROM x'
    expect 2 'read-only' "$LIANTU" check "$address" \
        --query "$select nextval('counter')::text AS id"
    [ "$(sql -c 'SELECT count(*) FROM products')" = 2 ] ||
        fail 'a query has changed something'
    expect 3 E046 "$LIANTU" check "$address" \
        --query "$select 'a' AS id, 'x'::bytea AS name"
    "$LIANTU" convert "$address" -f csv --query \
        "$select 'a' AS id, NULL AS name, 1.50::numeric AS price, true AS t, date '2024-05-06' AS d UNION ALL SELECT 'b', '乙', 1e300, false, NULL" \
        >values.csv
    printf 'id,name,price,t,d\na,,1.5,true,2024-05-06\nb,乙,1e+300,false,\n' |
        diff - values.csv || fail 'values were misread'
    # More rows than one batch, in the order of the query.
    "$LIANTU" convert "$address" -f csv --query \
        "$select i AS id FROM generate_series(5000, 1, -1) AS i" >order.csv
    { echo id && seq 5000 -1 1; } | diff - order.csv >/dev/null ||
        fail 'rows were lost or moved'
}

errors() {
    expect 1 'postgresql:///nowhere' "$LIANTU" check \
        'postgresql://tester:sesame@/postgres?host=/nowhere'
    expect 1 nobase "$LIANTU" check \
        "postgresql://tester:sesame@/nobase?host=$home"
    expect 2 '%40' "$LIANTU" check 'postgresql://tester:open@sesame/x@host/base'
    expect 2 '' "$LIANTU" check "$address&sesame=1"
    expect 1 '' "$LIANTU" check "$address" --query \
        'products=SELECT id, pg_terminate_backend(pg_backend_pid()) FROM products'
    sql -c 'CREATE ROLE guest LOGIN'
    expect 1 'permission denied' "$LIANTU" check \
        "postgresql://guest:sesame@/postgres?host=$home"
}

schema() {
    "$LIANTU" help sql >schema.sql
    sql -c 'SET client_min_messages = error' \
        -c 'DROP SCHEMA public CASCADE' -c 'CREATE SCHEMA public' \
        -f schema.sql || fail 'the schema is no SQL'
    expect 0 '' "$LIANTU" convert @luoyang -o "$address"
}

rm -rf "$work"
mkdir -p "$work"
start_server
address="postgresql://tester:sesame@/postgres?host=$home"
sql -c 'CREATE SCHEMA other' -c 'CREATE SEQUENCE counter'
round_trips
hostile_texts
others_are_safe
queries
errors
schema
echo "$failures failures"
[ "$failures" -eq 0 ]
