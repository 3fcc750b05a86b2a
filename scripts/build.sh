# Builds what a script is about to run, when it is missing or older than its sources. Sourced after jdk.sh, run in the root.

# find_inputs [TEST...]: every file that can become part of a distribution, of those that pass TEST.
find_inputs() {
    find LICENSE pom.xml .mvn scripts ./*/pom.xml ./*/src/main -type f "$@"
}

# The inputs with their checksums, so that a file that was removed, or put back with an old time, shows, too.
list_inputs() {
    find_inputs | LC_ALL=C sort | xargs cksum
}

# is_fresh MODULE: whether the distribution of MODULE was made from its inputs as they are now.
is_fresh() {
    stamp=$1/target/dist.stamp
    [ -d "$1/target/dist" ] && [ -f "$stamp" ] &&
        [ -z "$(find_inputs -newer "$stamp")" ] && list_inputs | cmp -s - "$stamp"
}

# take_lock: waits until no other script builds here. The system takes a lock of flock back when its holder dies. Where there
# is no flock, as on macOS, a link to the holder's process number does, and one that a dead holder left is removed.
take_lock() {
    if command -v flock >/dev/null; then
        flock -n 9 && return 0
        echo 'weft: waiting for another build in this folder' >&2
        flock 9
    else
        until ln -s "$$" target/build.pid 2>/dev/null; do
            holder=$(readlink target/build.pid) && ! kill -0 "$holder" 2>/dev/null &&
                mv target/build.pid "target/stale.$$" && rm "target/stale.$$"
            sleep 1
        done
        trap 'rm -f target/build.pid' EXIT
        trap 'exit 130' INT TERM
    fi
}

# build MODULE: makes MODULE/target/dist anew. A failed build leaves neither it nor a stamp.
build() {
    rm -rf "$1/target/dist" "$1/target/dist.stamp"
    mkdir -p "$1/target"
    # Listed before the build: what changes during it is noticed by the next run.
    list_inputs >"$1/target/dist.stamp.new"
    if ! mvn --batch-mode --quiet -Dmaven.test.skip=true -pl "$1" -am package >target/build.log 2>&1; then
        cat target/build.log >&2
        die 'the build failed, for the reason above.'
    fi
    mv "$1/target/dist.stamp.new" "$1/target/dist.stamp"
}

# ensure_built MODULE NAME: makes MODULE/target/dist unless it is fresh, and says so on stderr, calling it NAME.
ensure_built() {
    is_fresh "$1" && return 0
    find_maven
    mkdir -p target
    (
        take_lock
        is_fresh "$1" && exit 0
        echo "building $2 (the first run takes a minute)" >&2
        build "$1"
    ) 9>target/build.lock
}
