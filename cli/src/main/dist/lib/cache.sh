# The start-up cache of the weft command (JEP 483, 514 and 515): its classes, loaded and linked, and what the JVM knows of its methods.
# Sourced by bin/weft, after jdk.sh; needs root, JAVA_HOME, and what the JVM is given in flags.
#
# Made in the background after the first run, from a rehearsal of the command: what the user's own run happens to need would be little,
# and the user would wait for it; beside the run it would disturb what that measures. JDK 25 does not notice a changed jar and runs old
# classes: so a cache is named after the contents of Weft's jars, which name all others with their versions, and the JDK. Whatever goes
# wrong means that there is none.

# Nothing is said of a cache that does not fit; what else the JVM has to say does not belong on stdout.
QUIETLY='-Xlog:disable -Xlog:all=warning,aot*=off,cds*=off:stderr'

# find_cache: sets cache to the file, or begins to make it and returns 1; there is none for flags that have to do with caches. None is
# made where CI is set, as nobody would use it again there.
find_cache() {
    case $given in
        *weft.aot=off* | *-XX:*AOT* | *-XX:*Share* | *-Xshare*) return 1 ;;
    esac
    case ${XDG_CACHE_HOME:-} in
        /*) folder=$XDG_CACHE_HOME/weft ;;
        *) folder=${HOME:+$HOME/.cache/weft} ;;
    esac
    name=$(cksum "$root"/lib/weft-*.jar "$JAVA_HOME/release" 2>/dev/null | cksum) || return 1
    name=command-${name%% *}
    [ -n "$folder" ] || return 1
    cache=$folder/$name.aot
    if [ -r "$cache" ]; then
        touch -c "$cache" 2>/dev/null || : # those out of use are removed one day
        return 0
    fi
    [ -z "${CI:-}" ] || return 1
    # Twice a child, so that the shell's successor is not the parent of what it knows nothing of. By exec, since a shell keeps
    # copies of what it redirects for a function: who reads what the command prints would wait for the cache.
    (
        exec </dev/null >/dev/null 2>&1
        make_cache &
    )
    return 1
}

# make_cache: makes cache unless another run is at it, or has failed shortly before. A folder marks that; the cache gets its name whole.
make_cache() {
    trap '' HUP # the terminal may close meanwhile
    while kill -0 "$$"; do # the command, which the launcher becomes
        sleep 1
    done
    umask 077
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS
    export no_proxy='*' NO_PROXY='*' # the rehearsal asks a server of its own
    mkdir -p "$folder"
    find "$folder" -name '*.attempt' -mmin +60 -exec rm -rf {} +
    attempt=$folder/$name.attempt
    mkdir "$attempt"
    if rehearse "-XX:AOTCacheOutput=$attempt/made" && rehearse -XX:AOTMode=on "-XX:AOTCache=$attempt/made" &&
        mv "$attempt/made" "$cache"; then
        rm -rf "$attempt"
    else
        rm -rf "$attempt"/*
    fi
}

# rehearse FLAG...: a rehearsal by a JVM with these flags.
rehearse() {
    # shellcheck disable=SC2086
    nice "$JAVA_HOME/bin/java" "$@" $QUIETLY -Djava.io.tmpdir="$attempt" -jar "$root"/lib/weft-cli-*.jar rehearse "$attempt/files"
}
