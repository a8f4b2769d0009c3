#!/bin/sh
# guard.sh COMMAND [ARGUMENT…]: runs a server for as long as the other end of our standard input is open, and no longer.
# The kernel closes it when the process that holds it ends, a SIGKILL included: no server outlives a test run.
# Writes the server's process id to descriptor 3, and ends with the server's own exit code.
exec 4<&0 </dev/null

"$@" 3>&- 4<&- &
server=$!

(
  exec 3>&-
  while read -r _ <&4; do :; done
  # PostgreSQL's processes notice the end of their first one by themselves, but not while they are stopped (SIGSTOP).
  children=$(grep -l "^PPid:[[:space:]]*$server\$" /proc/[0-9]*/status 2>/dev/null | cut -d/ -f3)
  # shellcheck disable=SC2086
  kill -KILL "$server" $children 2>/dev/null
) &
watcher=$!

exec 4<&-
echo "$server" >&3
exec 3>&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
