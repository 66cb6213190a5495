# Sourced by the benches that set Jong beside other engines. The caller has set $work, a folder of its own for every
# store, and $program, the built Jong.

end() { [ -n "$1" ] && kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; }

podman() { command podman --root "$work/podman" --runroot "$work/podman-run" --log-level error "$@"; }

docker() { command docker -H "unix://$work/docker.sock" "$@"; }

# $docker_network: options of docker's engine about networks; it has none unless they are given
# docker_start: an engine of docker's own for this bench; its process is $docker_engine, empty when it does not come up
docker_start() {
    dockerd -H "unix://$work/docker.sock" --data-root "$work/docker" --exec-root "$work/docker-run" \
        -p "$work/docker.pid" ${docker_network---bridge none --iptables=false --ip6tables=false} \
        --insecure-registry 127.0.0.0/8 >"$work/docker.log" 2>&1 &
    docker_engine=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        docker info >/dev/null 2>&1 && return
        sleep 1
    done
    end $docker_engine && docker_engine=''
    return 1
}

# timed ROW COMMAND...: its milliseconds, or "-" and why, behind the words of the row in $work/times
timed() {
    row=$1
    shift
    sync
    begin=$(date +%s%N)
    if "$@" >/dev/null 2>"$work/error"; then
        echo "$row $((($(date +%s%N) - begin) / 1000000))" >>"$work/times"
    else
        echo "$row - $(head -n 1 "$work/error" | cut -c 1-80)" >>"$work/times"
    fi
}

# figures ROW: the figures of a row, the least first, in $work/figures; fails when there are none
figures() {
    grep "^$1 [0-9]" "$work/times" | sed 's/.* //' | sort -n >"$work/figures"
    [ -s "$work/figures" ]
}

median() { awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}' "$work/figures"; }

failure() { echo "failed: $(grep -m 1 "^$1 - " "$work/times" | sed "s/^$1 - //")"; }

host() { echo "$(uname -sr), $(nproc) CPUs, $rounds rounds, $(id -un), $(df -T "$work" | awk 'NR == 2 {print $2}'), $(date -u +%F)"; }
