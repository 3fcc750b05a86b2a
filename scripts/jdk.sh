# Finds Java 25 and Maven. Sourced, by the scripts of the repository and by the distribution's bin/weft.
#
# A version is read from the "release" file that every JDK has: starting a JVM to ask for it would cost more than
# all the rest of a script.

JAVA_FEATURE=25

# die MESSAGE: says MESSAGE in one line and ends the script as a usage error does.
die() {
    printf 'weft: %s\n' "$1" >&2
    exit 2
}

# read_feature HOME: sets feature to the version of the Java in HOME (17, 25, "of unknown version"), or to nothing.
read_feature() {
    feature=
    [ -n "$1" ] && [ -x "$1/bin/java" ] || return 0
    feature='of unknown version'
    [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value#1.} # 1.8.0_402 is Java 8
            feature=${value%%[!0-9]*}
            return 0
        fi
    done <"$1/release"
}

java_home_of_path() {
    program=$(command -v java) && program=$(readlink -f "$program") && dirname "$(dirname "$program")"
}

# each_place VISITOR: calls VISITOR NAME HOME... for each usual place, until one call succeeds.
each_place() {
    "$1" "JAVA_HOME (${JAVA_HOME:-not set})" "${JAVA_HOME:-}" ||
        "$1" "JDK_HOME (${JDK_HOME:-not set})" "${JDK_HOME:-}" ||
        "$1" '/usr/lib/jvm/*' /usr/lib/jvm/* ||
        "$1" 'SDKMAN (~/.sdkman/candidates/java/*)' "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* ||
        "$1" 'asdf (~/.asdf/installs/java/*)' "${ASDF_DATA_DIR:-${HOME:-}/.asdf}"/installs/java/* ||
        "$1" 'the IDEs (~/.jdks/*)' "${HOME:-}"/.jdks/* ||
        "$1" '/Library/Java/JavaVirtualMachines/*' /Library/Java/JavaVirtualMachines/*/Contents/Home ||
        "$1" 'java on the PATH' "$(java_home_of_path)"
}

take_first() {
    shift
    for candidate; do
        read_feature "$candidate"
        if [ "$feature" = "$JAVA_FEATURE" ] && [ -x "$candidate/bin/$needed_program" ]; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    return 1
}

# Adds to found what stands in a place; a JDK under several names is told once for each place.
tell_found() {
    place=$1
    shift
    told=
    for candidate; do
        read_feature "$candidate"
        [ -n "$feature" ] || continue
        candidate=$(cd "$candidate" && pwd -P)
        case $told in *" $candidate,"*) continue ;; esac
        [ "$feature" != "$JAVA_FEATURE" ] || feature="$feature without $needed_program"
        told="$told java $feature in $candidate,"
    done
    told=${told%,}
    found="$found; $place:${told:- none}"
    return 1
}

# find_java PROGRAM: sets and exports JAVA_HOME to a Java 25 that has PROGRAM ("javac" to build, "java" to run), or
# ends the script with a line that says where it looked and what it saw there.
find_java() {
    needed_program=$1
    each_place take_first && return 0
    found=
    each_place tell_found || :
    kind=JDK
    [ "$needed_program" = javac ] || kind=Java
    die "no $kind $JAVA_FEATURE found (exactly $JAVA_FEATURE is needed). Looked at ${found#; }. Install one, or set JAVA_HOME."
}

# find_maven: ends the script with one line unless there is a Maven that can build Weft. Needs JAVA_HOME.
find_maven() {
    command -v mvn >/dev/null || die 'no Maven found: there is no mvn on the PATH. Building needs Maven 3.8 or newer.'
    # Maven runs on the same JDK; its own libraries make JDK 25 print warnings that mean nothing to a reader here.
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
    export MAVEN_OPTS
    maven=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
    case $maven in
        [0-2].* | 3.[0-7] | 3.[0-7].*) die "Maven $maven ($(command -v mvn)) is too old: building needs Maven 3.8 or newer." ;;
        '') die "$(command -v mvn) does not run: 'mvn --version' names no version. Building needs Maven 3.8 or newer." ;;
    esac
}
