#!/usr/bin/env bash
# Tries a built image as an orchestrator would run it, and says for each promise whether it is kept:
#
#     buildah bud -t linkwatch . && sudo tests/container/try_image.sh [IMAGE [BASE]]
#
# IMAGE is one that buildah knows (localhost/linkwatch), BASE what it was built on (python:3.13-slim-bookworm). STORAGE is
# buildah's storage driver, if it needs a certain one. Needs root, buildah, util-linux, iproute2 and python3, no Docker
# and no internet: the image's own command runs as the user and in the environment that the image says, as PID 1,
# without privileges, under a filter of system calls (like_docker.py), in a root file system mounted read-only, with a
# tmpfs and one volume, in a network of its own.
set -euo pipefail

readonly IMAGE=${1:-localhost/linkwatch} BASE=${2:-python:3.13-slim-bookworm}
readonly HERE=$(cd "$(dirname "$0")/../.." && pwd) SITE=http://127.0.0.1:8080
readonly MOST_ADDED=120 LONGEST_WAIT=240 LONGEST_END=10  # MB; seconds; seconds
if [ -z "${LINKWATCH_INSIDE:-}" ]; then
    exec env LINKWATCH_INSIDE=1 unshare --net --mount --kill-child --fork "$0" "$@"
fi

buildah() { command buildah ${STORAGE:+--storage-driver "$STORAGE"} "$@"; }
say() { printf '%-8s %s\n' "$1" "$2"; }
failed=0
check() { # check WORDS COMMAND…: the command must succeed
    local words=$1
    shift
    if "$@" >"$work/out" 2>&1; then say ok "$words"; else say FAILED "$words" && tail -n 5 "$work/out" && failed=1; fi
}
refused() { ! "$@"; }

work=$(mktemp -d)
root=$work/root
container=$(buildah from --pull-never "$IMAGE")
daemon="" site="" browse=""
clean() {
    for pid in "$daemon" "$site" "$browse"; do
        if [ -n "$pid" ]; then kill -KILL "$pid" && wait "$pid" || true; fi
    done 2>/dev/null
    umount --recursive --lazy "$root" || true
    buildah rm "$container" >/dev/null
    rm -rf "$work"
}
trap clean EXIT

# --- what the image says of itself
megabytes() { buildah images --json "$1" | python3 -c 'import json, sys; text = json.load(sys.stdin)[0]["size"].split(); print(round(float(text[0]) * {"KB": 0.001, "MB": 1, "GB": 1000}[text[1].upper()]))'; }
config() { buildah inspect "$container" | python3 -c "import json, sys; found = json.load(sys.stdin)['OCIv1']['config'].get('$1') or []; print(*([found] if isinstance(found, str) else found), sep='\n')"; }

added=$(($(megabytes "$IMAGE") - $(megabytes "$BASE")))
check "adds $added MB to its base, less than $MOST_ADDED" test "$added" -lt "$MOST_ADDED"
mapfile -t environment < <(config Env)
mapfile -t entrypoint < <(config Entrypoint)
mapfile -t command < <(config Cmd)
user=$(config User)
mapfile -t health < <(sed -n '/^HEALTHCHECK/,/CMD/s/^ *CMD //p' "$HERE/Dockerfile" | python3 -c 'import json, sys; print(*json.load(sys.stdin), sep="\n")')

# --- a root that cannot be written, one volume, a tmpfs
mkdir -p "$root" "$work/data" "$work/site" "$work/config"
touch "$work/log" "$work/browse"
mounted=$(buildah mount "$container")
mkdir -p "$mounted/config"
mount --bind "$mounted" "$root"
mount -o remount,bind,ro "$root"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind "$work/data" "$root/data"
mount --rbind /dev "$root/dev"
uid=$(chroot "$root" id -u "$user")
chown "$uid:$uid" "$work/data"
check "runs as user 10001, not as root" test "$uid" = 10001

also=() # what is in the container's environment besides
entered=(chroot "$root" setpriv --reuid "$uid" --regid "$uid" --clear-groups --no-new-privs --bounding-set=-all
    --inh-caps=-all python3 -c "$(cat "$HERE/tests/container/like_docker.py")" sh -c 'cd /data && exec "$@"' sh)
as_user() { env -i "${environment[@]}" "${also[@]}" "${entered[@]}" "$@"; }
check "has a root file system that root itself cannot write" refused chroot "$root" touch /opt/linkwatch/x

has_nothing() { # the command's own view of what it may do
    as_user cat /proc/self/status >"$work/status" && grep -q '^NoNewPrivs:.1$' "$work/status" &&
        grep -q '^Seccomp:.2$' "$work/status" && ! grep -q '^Cap.*:.*[1-9a-f]' "$work/status"
}
mount -t proc proc "$root/proc"
check "has no capability, can gain none, and runs under a filter of system calls" has_nothing
check "cannot mount anything" refused as_user mount -t tmpfs tmpfs /tmp

# --- something to watch
ip link set lo up
cat >"$work/site/feed.xml" <<END
<rss version="2.0"><channel><title>Notes</title><link>$SITE/</link><description>Notes</description>
<item><title>One</title><link>$SITE/one.html</link><guid>$SITE/one.html</guid></item></channel></rss>
END
echo "<title>One</title><p>It cites <a href='$SITE/good.html'>a page</a> and <a href='$SITE/gone.html'>another</a>." \
    >"$work/site/one.html"
echo "<title>Good</title><p>A page that says something about the watching of links over many years." >"$work/site/good.html"
python3 -m http.server --bind 127.0.0.1 --directory "$work/site" 8080 >/dev/null 2>&1 &
site=$!

start() { # start ARGUMENT…: the image's entry point as PID 1 of a process namespace
    env -i "${environment[@]}" "${also[@]}" unshare --pid --fork --kill-child "${entered[@]}" "${entrypoint[@]}" "$@" \
        >"$work/log" 2>&1 &
    daemon=$!
}
stop() { # ends PID 1 by SIGTERM; says how long that took, and fails unless it ended well and soon
    local began=$SECONDS code=0
    kill -TERM "$(pgrep -P "$daemon")"
    wait "$daemon" || code=$?
    daemon=""
    took=$((SECONDS - began))
    test "$code" = 0 && test "$took" -lt "$LONGEST_END"
}
until_true() { # until_true COMMAND…: tries it for some minutes; says in `took` how long it was
    local began=$SECONDS
    until "$@" >/dev/null 2>&1; do
        [ $((SECONDS - began)) -lt "$LONGEST_WAIT" ] || { cat "$work/log" "$work/browse"; return 1; }
        sleep 1
    done
    took=$((SECONDS - began))
}
verdicts() { # both links have been looked at, and rightly
    as_user linkwatch links --format csv >"$work/links" && grep -q 'good.html,.*,alive,' "$work/links" &&
        grep -q 'gone.html,.*,failing,http-404' "$work/links"
}

# --- configured by the environment
also=(LINKWATCH_CHECK__ALLOW_PRIVATE=127.0.0.0/8 LINKWATCH_ARCHIVE__FIND=false)
start "${command[@]}"
check "answers its HEALTHCHECK" until_true as_user "${health[@]}"
kill -STOP "$(pgrep -P "$daemon")"
check "is unhealthy while the daemon's loop is stuck" refused as_user "${health[@]}"
kill -CONT "$(pgrep -P "$daemon")"
check "is healthy again when it goes on" as_user "${health[@]}"
check "adds a feed beside the daemon" as_user linkwatch add "$SITE/feed.xml"
check "gives the feed's links their verdicts" until_true verdicts
say "" "after $took s"
env -i "${environment[@]}" "${entered[@]}" linkwatch browse --host 127.0.0.1 --port 8001 >"$work/browse" 2>&1 &
browse=$!
see() { as_user python3 -c 'import sys, urllib.request as u; sys.exit(b"gone.html" not in u.urlopen("http://127.0.0.1:8001/linkwatch/links.json").read())'; }
check "shows the database in Datasette beside the daemon" until_true see
kill "$browse" && wait "$browse" || true
browse=""
check "ends after SIGTERM as PID 1 in less than $LONGEST_END s, exit code 0" stop
say "" "after $took s"
check "is unhealthy when the daemon is gone" refused as_user "${health[@]}"

# --- an audit of a folder that may not be written
rm -rf "${work:?}"/data/*
cp "$work/site/one.html" "$work/data/article.html"
mount -o remount,bind,ro "$root/data"
found_dead() { test "$(as_user linkwatch audit article.html --format csv | grep -c http-404)" = 1; }
check "audits an article in a folder that cannot be written" found_dead
mount -o remount,bind,rw "$root/data"
rm "$work/data/article.html"

# --- configured by a file, as config/compose.yaml does, and with no tmpfs: the volume is all that can be written
umount "$root/tmp"
cat >"$work/config/linkwatch.toml" <<END
[check]
allow_private = ["127.0.0.0/8"]
[archive]
find = false
[[sources]]
kind = "feed"
location = "$SITE/feed.xml"
END
mount --bind "$work/config" "$root/config"
also=()
start daemon --config /config/linkwatch.toml
check "takes its sources and settings from a file" until_true verdicts
say "" "after $took s"
kill -KILL "$(pgrep -P "$daemon")"
wait "$daemon" 2>/dev/null || true
start daemon --config /config/linkwatch.toml
check "starts again after SIGKILL" until_true as_user "${health[@]}"
check "has lost nothing by that" verdicts
check "ends after SIGTERM again" stop
exit "$failed"
