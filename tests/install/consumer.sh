#!/usr/bin/env bash
# Install into an empty folder and use what is there:
# consumer.sh BUILD WORK SOURCE
set -euo pipefail

build=$1
work=$2
source=$3
prefix=$work/prefix

rm -rf "$work"
mkdir -p "$work"
cmake --install "$build" --prefix "$prefix" >"$work/install.log"

pkgconfig=$(dirname "$(find "$prefix" -name liantu.pc)")
export PKG_CONFIG_PATH=$pkgconfig
export LD_LIBRARY_PATH=${pkgconfig%/pkgconfig}
read -ra flags < <(pkg-config --cflags liantu)
read -ra libraries < <(pkg-config --libs liantu)

echo "every installed header compiles alone"
cd "$prefix/include/liantu"
for header in */*.h; do
    printf '#include "%s"\n' "$header" |
        cc -std=c11 -Wall -Wextra -Wpedantic -Werror "${flags[@]}" \
            -fsyntax-only -x c -
done

echo "found by pkg-config"
cc -std=c11 "${flags[@]}" "$source/consumer/consumer.c" "${libraries[@]}" \
    -o "$work/by_pkg_config"
"$work/by_pkg_config"

echo "found by CMake"
cmake -S "$source/consumer" -B "$work/consumer" \
    -DCMAKE_PREFIX_PATH="$prefix" >"$work/cmake.log"
cmake --build "$work/consumer" >>"$work/cmake.log"
"$work/consumer/consumer"

if [ -x "$prefix/bin/liantu" ]; then
    echo "the installed program starts"
    "$prefix/bin/liantu" --version
fi
